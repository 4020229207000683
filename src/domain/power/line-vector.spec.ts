import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { carriedPowerVa, LEGS, lineAmps, lineCurrents, primaryCurrents } from './line-currents.js';
import {
  addBalanced,
  addDeltaWyePrimary,
  addVector,
  busiestMagnitude,
  carriedVar,
  carriedW,
  magnitudes,
  numbersOf,
  unitVector,
} from './line-vector.js';

const loads = fc.array(
  fc.record({
    legs: fc.constantFrom(...LEGS),
    powerW: fc.double({ min: 0, max: 5000, noNaN: true }),
    powerFactor: fc.double({ min: 0.5, max: 1, noNaN: true }),
  }),
  { maxLength: 12 },
);

function vectorOf(items: readonly { legs: (typeof LEGS)[number]; powerW: number; powerFactor: number }[]) {
  const sum = new Float64Array(6);
  for (const { legs, powerW, powerFactor } of items) {
    addVector(sum, 0, Float64Array.from(unitVector(legs, powerFactor)), 0, powerW);
  }
  return sum;
}

describe('line vectors', () => {
  it('divided by the voltage are the phasor currents of the same loads', () => {
    fc.assert(
      fc.property(loads, fc.constantFrom(208, 400, 415, 480), (items, lineToLineV) => {
        const currents = lineCurrents({ loads: items, lineToLineV });
        const { l1A, l2A, l3A, nA } = lineAmps(currents);
        const found = magnitudes(vectorOf(items), 0);
        [l1A, l2A, l3A].forEach((ampere, k) => expect((found.lines[k] ?? NaN) / lineToLineV).toBeCloseTo(ampere, 9));
        expect(found.neutral / lineToLineV).toBeCloseTo(nA, 9);
        expect(busiestMagnitude(vectorOf(items), 0) / lineToLineV).toBeCloseTo(Math.max(l1A, l2A, l3A), 9);
        const carried = carriedPowerVa({ currents, lineToLineV });
        expect(carriedW(vectorOf(items), 0)).toBeCloseTo(carried.re, 7);
        expect(carriedVar(vectorOf(items), 0)).toBeCloseTo(carried.im, 7);
      }),
      { seed: 11 },
    );
  });

  it('spread a complex power evenly as the same balanced load would', () => {
    const sum = new Float64Array(6);
    // pf 0.95: tan(arccos 0.95) = 0.328684
    addBalanced(sum, 0, { powerW: 36_000, reactiveVar: 36_000 * Math.sqrt(1 / 0.95 ** 2 - 1) });
    // 36 000 / (√3 · 415 · 0.95) = 52.72 A
    for (const line of magnitudes(sum, 0).lines) expect(line / 415).toBeCloseTo(52.72, 2);
    unitVector('L1-L2-L3', 0.95).forEach((unit, i) => expect(sum[i]).toBeCloseTo(unit * 36_000, 7));
  });

  it('pass a delta-wye transformer as its phasors do, and keep their power', () => {
    fc.assert(
      fc.property(loads, (items) => {
        const secondary = vectorOf(items);
        const primary = new Float64Array(6);
        addDeltaWyePrimary(primary, 0, secondary, 0);
        const expected = primaryCurrents({
          currents: lineCurrents({ loads: items, lineToLineV: 1 }),
          winding: 'delta-wye',
          primaryV: 1,
          secondaryV: 1,
        });
        numbersOf(expected).forEach((number, i) => expect(primary[i]).toBeCloseTo(number, 7));
        expect(carriedW(primary, 0)).toBeCloseTo(carriedW(secondary, 0), 7);
        expect(carriedVar(primary, 0)).toBeCloseTo(carriedVar(secondary, 0), 7);
      }),
      { seed: 12 },
    );
  });
});
