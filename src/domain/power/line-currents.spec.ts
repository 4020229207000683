import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  carriedPowerVa,
  LEGS,
  lineAmps,
  lineCurrents,
  loadCurrents,
  NO_CURRENT,
  primaryCurrents,
  sumCurrents,
  type Legs,
  type Load,
} from './line-currents.js';
import { add, magnitude, subtract } from './phasor.js';

const SEED = 20_411;

/** Loads of a delta PDU from the current in each bank: P = V·I·pf. */
function banks(lineToLineV: number, amps: readonly [number, number, number], powerFactor = 1): Load[] {
  const legs: readonly Legs[] = ['L1-L2', 'L2-L3', 'L3-L1'];
  return amps.map((bankA, k) => ({ legs: legs[k] ?? 'L1-L2', powerW: lineToLineV * bankA * powerFactor, powerFactor }));
}

/** The law-of-cosines form for equal power factors, as published by Server Technology. */
function closedForm([i12, i23, i31]: readonly [number, number, number]): [number, number, number] {
  const side = (a: number, b: number): number => Math.sqrt(a * a + b * b + a * b);
  return [side(i12, i31), side(i12, i23), side(i23, i31)];
}

function amps(loads: readonly Load[], lineToLineV: number): [number, number, number, number] {
  const { l1A, l2A, l3A, nA } = lineAmps(lineCurrents({ loads, lineToLineV }));
  return [l1A, l2A, l3A, nA];
}

function expectAmps(actual: readonly number[], expected: readonly number[], digits = 3): void {
  expected.forEach((value, k) => expect(actual[k]).toBeCloseTo(value, digits));
}

const loadArbitrary: fc.Arbitrary<Load> = fc.record({
  legs: fc.constantFrom(...LEGS),
  powerW: fc.double({ min: 0, max: 50_000, noNaN: true }),
  powerFactor: fc.double({ min: 0.5, max: 1, noNaN: true }),
});
const loadsArbitrary = fc.array(loadArbitrary, { maxLength: 20 });

describe('line-to-line loads', () => {
  it('put the whole bank current on both of their lines, not half of it', () => {
    // one bank of 10 A: 10 / 10 / 0
    expectAmps(amps(banks(208, [10, 0, 0]), 208), [10, 10, 0, 0]);
  });

  it('meet on the shared line at 60°: 10 A and 10 A make 17.32 A, not 20 and not 10', () => {
    expectAmps(amps(banks(208, [10, 10, 0]), 208), [10, 17.3205, 10, 0]);
    expectAmps(amps(banks(208, [10, 10, 10]), 208), [17.3205, 17.3205, 17.3205, 0]);
  });

  it('add as phasors when the power factors differ: 27.57 A on L2, where the equal-factor formula says 24.98', () => {
    const loads: Load[] = [
      { legs: 'L1-L2', powerW: 3000, powerFactor: 1 },
      { legs: 'L2-L3', powerW: 2700, powerFactor: 0.9 }, // 3000 VA
    ];
    // 3000/208 = 14.423 A in each bank
    expectAmps(amps(loads, 208), [14.423, 27.574, 14.423]);
    expect(closedForm([14.423, 14.423, 0])[1]).toBeCloseTo(24.98, 2);
  });

  it('overload the middle line of two banks while the total is 71 % of the PDU', () => {
    // 208 V 30 A PDU: 24 A usable; 3090 VA on two banks of three: √3 × 3090/208 = 25.73 A
    const [, l2A] = amps(banks(208, [3090 / 208, 3090 / 208, 0]), 208);
    expect(l2A).toBeCloseTo(25.731, 3);
    expect(l2A).toBeGreaterThan(24);
    // evenly spread: √3 × 2060/208 = 17.15 A
    expectAmps(amps(banks(208, [2060 / 208, 2060 / 208, 2060 / 208]), 208), [17.154, 17.154, 17.154]);
  });

  it('carry 1831 W at 4.6 / 4.6 / 6.3 A, where lines × 120 V gives 1860', () => {
    // branches 1.534 / 3.637 / 3.637 A; 120√3 V × 8.808 A = 1830.7 W (Server Technology)
    const lineToLineV = 120 * Math.sqrt(3);
    const currents = lineCurrents({ loads: banks(lineToLineV, [1.5335847, 3.6373067, 3.6373067]), lineToLineV });
    const { l1A, l2A, l3A } = lineAmps(currents);
    expectAmps([l1A, l2A, l3A], [4.6, 4.6, 6.3]);
    expect(carriedPowerVa({ currents, lineToLineV }).re).toBeCloseTo(1830.7, 1);
    expect((l1A + l2A + l3A) * 120).toBeCloseTo(1860, 0);
  });
});

describe('line-to-neutral loads', () => {
  it('draw P / (V_LN · pf): VA, not W, sets the current', () => {
    // 415 V: V_LN = 239.6 V; 2396 W at pf 0.8 = 2995 VA → 12.5 A; taking W for VA would give 10 A
    const [l1A, l2A, l3A, nA] = amps([{ legs: 'L1-N', powerW: 2396, powerFactor: 0.8 }], 415);
    expectAmps([l1A, l2A, l3A, nA], [12.5, 0, 0, 12.5], 2);
  });

  it.each([
    // √(Ia² + Ib² + Ic² − IaIb − IbIc − IcIa), pingdo.net
    [[45, 38, 52], 12.1244],
    [[10, 0, 0], 10],
    [[20, 20, 0], 20],
    [[30, 30, 30], 0],
  ])('return the unbalanced part of %p A on the neutral: %p A', ([a = 0, b = 0, c = 0], neutralA) => {
    const loads: Load[] = [
      { legs: 'L1-N', powerW: 240 * a, powerFactor: 1 },
      { legs: 'L2-N', powerW: 240 * b, powerFactor: 1 },
      { legs: 'L3-N', powerW: 240 * c, powerFactor: 1 },
    ];
    expectAmps(amps(loads, 240 * Math.sqrt(3)), [a, b, c, neutralA]);
  });
});

describe('balanced three-phase loads', () => {
  it('draw P / (√3 · V · pf) on every line', () => {
    // 40.8 kW, pf 0.95, 415 V: 42.9 kVA / (1.732 × 415) = 59.75 A
    expectAmps(amps([{ legs: 'L1-L2-L3', powerW: 40_800, powerFactor: 0.95 }], 415), [59.75, 59.75, 59.75, 0], 2);
    // 36 kW: 52.7 A, more than the 48 A that a 60 A feed may carry continuously
    expect(amps([{ legs: 'L1-L2-L3', powerW: 36_000, powerFactor: 0.95 }], 415)[0]).toBeCloseTo(52.72, 2);
  });

  it('equal the same power spread over three banks or three phases', () => {
    const thirds = (legs: readonly Legs[]): Load[] =>
      legs.map((leg) => ({ legs: leg, powerW: 3000, powerFactor: 0.9 }));
    const whole = amps([{ legs: 'L1-L2-L3', powerW: 9000, powerFactor: 0.9 }], 400);
    expectAmps(amps(thirds(['L1-N', 'L2-N', 'L3-N']), 400), whole, 9);
    expectAmps(amps(thirds(['L1-L2', 'L2-L3', 'L3-L1']), 400), whole, 9);
  });
});

describe('invariants', () => {
  it('the phasors equal the closed form when power factors are equal', () => {
    const bank = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(bank, bank, bank), fc.double({ min: 0.5, max: 1, noNaN: true }), (bankA, powerFactor) => {
        expectAmps(amps(banks(208, bankA, powerFactor), 208), closedForm(bankA), 8);
      }),
      { seed: SEED },
    );
  });

  it('Kirchhoff: lines sum to the neutral, and to nothing without line-to-neutral loads', () => {
    fc.assert(
      fc.property(loadsArbitrary, (loads) => {
        const all = lineCurrents({ loads, lineToLineV: 400 });
        expect(magnitude(subtract(add(add(all.l1, all.l2), all.l3), all.n))).toBeLessThan(1e-9);
        const delta = lineCurrents({ loads: loads.filter((load) => !load.legs.endsWith('N')), lineToLineV: 400 });
        expect(magnitude(add(add(delta.l1, delta.l2), delta.l3))).toBeLessThan(1e-9);
        expect(delta.n).toEqual({ re: 0, im: 0 });
      }),
      { seed: SEED },
    );
  });

  it('the lines carry exactly the power of the loads', () => {
    fc.assert(
      fc.property(loadsArbitrary, (loads) => {
        const currents = lineCurrents({ loads, lineToLineV: 415 });
        const carried = carriedPowerVa({ currents, lineToLineV: 415 });
        expect(carried.re).toBeCloseTo(
          loads.reduce((sumW, load) => sumW + load.powerW, 0),
          6,
        );
        const reactive = loads.reduce((sum, load) => sum + load.powerW * Math.tan(Math.acos(load.powerFactor)), 0);
        expect(carried.im).toBeCloseTo(reactive, 6);
      }),
      { seed: SEED },
    );
  });

  it('moving every load on by one line moves the currents on by one line', () => {
    const next: Readonly<Record<Legs, Legs>> = {
      'L1-N': 'L2-N',
      'L2-N': 'L3-N',
      'L3-N': 'L1-N',
      'L1-L2': 'L2-L3',
      'L2-L3': 'L3-L1',
      'L3-L1': 'L1-L2',
      'L1-L2-L3': 'L1-L2-L3',
    };
    fc.assert(
      fc.property(loadsArbitrary, (loads) => {
        const [l1A, l2A, l3A, nA] = amps(loads, 208);
        const moved = loads.map((load) => ({ ...load, legs: next[load.legs] }));
        expectAmps(amps(moved, 208), [l3A, l1A, l2A, nA], 8);
      }),
      { seed: SEED },
    );
  });

  it('a parent carries the same whether its children are summed one by one or together', () => {
    fc.assert(
      fc.property(loadsArbitrary, loadsArbitrary, (left, right) => {
        const together = lineCurrents({ loads: [...left, ...right], lineToLineV: 415 });
        const summed = sumCurrents([left, right].map((loads) => lineCurrents({ loads, lineToLineV: 415 })));
        expect(magnitude(subtract(together.l2, summed.l2))).toBeLessThan(1e-9);
        expect(lineAmps(summed).l2A).toBeLessThanOrEqual(amps(left, 415)[1] + amps(right, 415)[1] + 1e-9);
      }),
      { seed: SEED },
    );
  });
});

describe('a transformer', () => {
  const lone = loadCurrents({ load: { legs: 'L1-N', powerW: 12_000, powerFactor: 1 }, lineToLineV: 208 });

  it('with a delta primary turns one line-to-neutral load into a line-to-line load', () => {
    // 12 kW on L1-N at 120 V is 12 kW on L1-L2 at 480 V: 25 A on two lines, none on the third
    const primary = primaryCurrents({ currents: lone, winding: 'delta-wye', primaryV: 480, secondaryV: 208 });
    expectAmps(Object.values(lineAmps(primary)), [25, 25, 0, 0]);
  });

  it('with wye on both sides scales every current by the voltage ratio', () => {
    // 12 000 / (208/√3) = 99.93 A × 208/480 = 43.30 A = 12 000 / (480/√3)
    const primary = primaryCurrents({ currents: lone, winding: 'wye-wye', primaryV: 480, secondaryV: 208 });
    expectAmps(Object.values(lineAmps(primary)), [43.301, 0, 0, 43.301]);
  });

  it('passes all the power on, in either winding', () => {
    fc.assert(
      fc.property(loadsArbitrary, fc.constantFrom('wye-wye' as const, 'delta-wye' as const), (loads, winding) => {
        const currents = lineCurrents({ loads, lineToLineV: 208 });
        const primary = primaryCurrents({ currents, winding, primaryV: 480, secondaryV: 208 });
        const before = carriedPowerVa({ currents, lineToLineV: 208 });
        const after = carriedPowerVa({ currents: primary, lineToLineV: 480 });
        expect(after.re).toBeCloseTo(before.re, 5);
        expect(after.im).toBeCloseTo(before.im, 5);
      }),
      { seed: SEED },
    );
  });
});

describe('limits', () => {
  it('no loads, and a load of 0 W, carry no current', () => {
    expect(lineCurrents({ loads: [], lineToLineV: 208 })).toEqual(NO_CURRENT);
    expectAmps(amps([{ legs: 'L1-L2', powerW: 0, powerFactor: 0.9 }], 208), [0, 0, 0, 0]);
  });

  it.each([NaN, 0, -208, Infinity])('refuses %p V, with and without loads', (lineToLineV) => {
    expect(() => lineCurrents({ loads: [], lineToLineV })).toThrow('lineToLineV');
  });

  it.each([NaN, 0, -0.9, 1.01])('refuses a power factor of %p', (powerFactor) => {
    expect(() => amps([{ legs: 'L1-N', powerW: 1, powerFactor }], 208)).toThrow('powerFactor');
  });

  it.each([NaN, -1, Infinity])('refuses %p W', (powerW) => {
    expect(() => amps([{ legs: 'L1-N', powerW, powerFactor: 1 }], 208)).toThrow('powerW');
  });
});
