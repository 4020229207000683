import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mixRacks, type HotExchange, type MixingRack } from './mixing-network.js';

const rack = (given: Partial<MixingRack> = {}): MixingRack => ({
  flowWPerK: 1000,
  heatW: 12_000,
  recirculatedFraction: 0.2,
  supplyC: 20,
  ...given,
});

describe('racks that mix', () => {
  it('alone warm their inlets by r/(1 − r) of their rise: 3 K at r 0.2 and 12 K, not 2.4', () => {
    const [found] = mixRacks([rack()], []);
    expect(found?.inletC).toBeCloseTo(23, 10);
    expect(found?.hotSideC).toBeCloseTo(35, 10);
  });

  it('that are equal do not feel their neighbours', () => {
    const [a, b] = mixRacks([rack(), rack()], [{ a: 0, b: 1, flowWPerK: 700 }]);
    expect(a?.inletC).toBeCloseTo(23, 10);
    expect(b?.inletC).toBeCloseTo(23, 10);
  });

  it('warm beside a hotter one', () => {
    // Rack 0: 800·(H0 − 20) = 12 000 + 250·(H1 − H0); rack 1 with 24 kW: 800·(H1 − 20) = 24 000 + 250·(H0 − H1).
    // Sum 800·(u + v) = 36 000, u + v = 45; difference (800 + 500)·(v − u) = 12 000, v − u = 9.2308. So u = 17.8846.
    const [a, b] = mixRacks([rack(), rack({ heatW: 24_000 })], [{ a: 0, b: 1, flowWPerK: 250 }]);
    expect(a?.inletC).toBeCloseTo(20 + 0.2 * 17.8846, 4);
    expect(b?.inletC).toBeCloseTo(20 + 0.2 * 27.1154, 4);
  });

  it('have no steady state where nothing but their own exhaust reaches them', () => {
    expect(mixRacks([rack({ recirculatedFraction: 1 })], [])[0]).toEqual({ inletC: null, hotSideC: null });
    const [starved] = mixRacks([rack({ recirculatedFraction: 1 }), rack()], [{ a: 0, b: 1, flowWPerK: 250 }]);
    expect(starved?.inletC).not.toBeNull();
  });

  it('get the supply where nothing recirculates, whatever the heat', () => {
    expect(mixRacks([rack({ recirculatedFraction: 0, heatW: 1e6 })], [])[0]?.inletC).toBe(20);
  });

  it('refuse NaN, percent in place of a fraction and racks without air', () => {
    expect(() => mixRacks([rack({ heatW: NaN })], [])).toThrow('heatW');
    expect(() => mixRacks([rack({ recirculatedFraction: 20 })], [])).toThrow('recirculatedFraction');
    expect(() => mixRacks([rack({ flowWPerK: 0 })], [])).toThrow('flowWPerK');
  });
});

describe('random halls of racks', () => {
  const hall = fc
    .array(
      fc.record({
        flowWPerK: fc.double({ min: 1, max: 5000, noNaN: true }),
        heatW: fc.double({ min: 0, max: 60_000, noNaN: true }),
        recirculatedFraction: fc.double({ min: 0, max: 0.9, noNaN: true }),
        supplyC: fc.double({ min: 15, max: 27, noNaN: true }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .chain((racks) =>
      fc.record({
        racks: fc.constant(racks),
        exchanges: fc.array(
          fc.record({
            a: fc.nat(racks.length - 1),
            b: fc.nat(racks.length - 1),
            flowWPerK: fc.double({ min: 0, max: 2000, noNaN: true }),
          }),
          { maxLength: 20 },
        ),
      }),
    );

  /** The same by a second method: dense elimination. */
  function byElimination(racks: readonly MixingRack[], exchanges: readonly HotExchange[]): readonly number[] {
    const n = racks.length;
    const rows = racks.map(({ flowWPerK, heatW, recirculatedFraction: r, supplyC }, i) => {
      const row = new Array<number>(n + 1).fill(0);
      row[i] = flowWPerK * (1 - r);
      row[n] = flowWPerK * (1 - r) * supplyC + heatW;
      return row;
    });
    const add = (i: number, j: number, value: number): void => {
      const row = rows[i];
      if (row !== undefined) row[j] = (row[j] ?? 0) + value;
    };
    for (const { a, b, flowWPerK } of exchanges) {
      if (a === b) continue;
      add(a, a, flowWPerK);
      add(b, b, flowWPerK);
      add(a, b, -flowWPerK);
      add(b, a, -flowWPerK);
    }
    for (let k = 0; k < n; k += 1) {
      const pivot = rows[k] ?? [];
      rows.forEach((row, i) => {
        if (i === k) return;
        const factor = (row[k] ?? 0) / (pivot[k] ?? 1);
        for (let j = k; j <= n; j += 1) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
      });
    }
    return rows.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1));
  }

  it('agree with dense elimination', () => {
    fc.assert(
      fc.property(hall, ({ racks, exchanges }) => {
        const expected = byElimination(racks, exchanges);
        mixRacks(racks, exchanges).forEach(({ hotSideC }, i) => {
          expect(Math.abs((hotSideC ?? NaN) - (expected[i] ?? NaN))).toBeLessThan(
            1e-7 * (1 + Math.abs(expected[i] ?? 0)),
          );
        });
      }),
      { seed: 606, numRuns: 200 },
    );
  });

  it('never cool anywhere when one rack gets more load or more of its exhaust', () => {
    fc.assert(
      fc.property(
        hall,
        fc.nat(11),
        fc.double({ min: 1, max: 30_000, noNaN: true }),
        ({ racks, exchanges }, pick, moreW) => {
          // More of its exhaust never cools only where the hot side is the warmer one: at one supply temperature.
          const level = racks.map((one) => ({ ...one, supplyC: 20 }));
          const at = pick % level.length;
          const before = mixRacks(level, exchanges);
          const loaded = level.map((one, i) => (i === at ? { ...one, heatW: one.heatW + moreW } : one));
          const leaking = level.map((one, i) =>
            i === at ? { ...one, recirculatedFraction: one.recirculatedFraction + 0.05 } : one,
          );
          for (const after of [mixRacks(loaded, exchanges), mixRacks(leaking, exchanges)]) {
            after.forEach(({ inletC }, i) => {
              const was = before[i]?.inletC ?? NaN;
              expect((inletC ?? NaN) - was).toBeGreaterThan(-1e-8 * (1 + was));
            });
          }
        },
      ),
      { seed: 607, numRuns: 200 },
    );
  });
});
