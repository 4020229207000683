import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEGS, LINES, lineCurrents, type Load } from './line-currents.js';
import { lineDropFraction } from './line-drop.js';
import { numbersOf } from './line-vector.js';
import { voltageDropV } from './losses.js';
import { add, conjugate, magnitude, multiply, polar, scale, subtract, type Complex } from './phasor.js';

const RUN = { lineToLineV: 415, resistanceOhm: 0.124, reactanceOhm: 0 };

/** Share lost along 100 m of 1.24 Ω/km at 415 V. */
function lost(loads: readonly Load[], more: Partial<typeof RUN & { readonly hasNeutral: boolean }> = {}): number {
  const vectors = Float64Array.from(numbersOf(lineCurrents({ loads, lineToLineV: 1 })));
  return lineDropFraction({ ...RUN, hasNeutral: true, vectors, at: 0, ...more });
}

const on = (legs: Load['legs'], powerW = 4000, powerFactor = 1): Load => ({ legs, powerW, powerFactor });

describe('the voltage lost along three lines and a neutral', () => {
  it('is 1.73 % for 4 kW between L1 and N: line and neutral lose alike', () => {
    // 4000 / 239.6 = 16.694 A; 2 · 16.694 · 0.124 / 239.6 = 0.01728
    expect(lost([on('L1-N')])).toBeCloseTo(0.01728, 5);
  });

  it('is 0.58 % for 4 kW between two lines, with and without a neutral', () => {
    // 4000 / 415 = 9.639 A; 2 · 9.639 · 0.124 / 415 = 0.00576
    for (const hasNeutral of [true, false]) expect(lost([on('L2-L3')], { hasNeutral })).toBeCloseTo(0.00576, 5);
  });

  it('is 1.30 % for two such loads on L1 and L2: the neutral carries 16.69 A at −60°, half of it along each line', () => {
    // (1 + cos 60°) · 16.694 · 0.124 / 239.6 = 0.01296
    expect(lost([on('L1-N'), on('L2-N')])).toBeCloseTo(0.01296, 5);
  });

  it('is 0.86 % for three of them, as √3·I·R over the voltage between lines', () => {
    // √3 · 16.694 · 0.124 / 415 = 0.00864
    expect(lost([on('L1-N'), on('L2-N'), on('L3-N')])).toBeCloseTo(0.00864, 5);
  });

  it('is that of the published formula for balanced loads of any power factor and reactance', () => {
    const powerFactor = 0.8;
    const currentA = 30_000 / (Math.sqrt(3) * 415 * powerFactor);
    const published = voltageDropV({
      phases: 3,
      currentA,
      oneWayLengthM: 1,
      resistanceOhmPerM: 0.124,
      reactanceOhmPerM: 0.08,
      powerFactor,
    });
    expect(lost([on('L1-L2-L3', 30_000, powerFactor)], { reactanceOhm: 0.08 })).toBeCloseTo(published / 415, 9);
  });

  it('is 0 without a load and without impedance', () => {
    expect(lost([])).toBe(0);
    expect(lost([on('L1-N')], { resistanceOhm: 0 })).toBe(0);
  });

  it('refuses a voltage of 0 and what is not a number', () => {
    expect(() => lost([], { lineToLineV: 0 })).toThrow('lineToLineV');
    expect(() => lost([], { resistanceOhm: NaN })).toThrow('resistanceOhm');
  });

  it('is what the phasors of source and load differ by on the worst pair, and never less', () => {
    const load = fc.record({
      legs: fc.constantFrom(...LEGS),
      powerW: fc.double({ min: 0, max: 5000, noNaN: true }),
      powerFactor: fc.double({ min: 0.7, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(load, { maxLength: 8 }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        (loads, resistanceOhm, reactanceOhm) => {
          const currents = lineCurrents({ loads, lineToLineV: 415 });
          const z: Complex = { re: resistanceOhm, im: reactanceOhm };
          const atSource = LINES.map((_, k) => polar(415 / Math.sqrt(3), -120 * k));
          // Lines fall and the neutral rises towards the load.
          const atLoad = LINES.map((line, k) =>
            subtract(atSource[k] ?? z, multiply(add(currents[line], currents.n), z)),
          );
          const pairs = [0, 1, 2].flatMap((k) => [
            [atSource[k] ?? z, atLoad[k] ?? z] as const,
            [
              subtract(atSource[k] ?? z, atSource[(k + 1) % 3] ?? z),
              subtract(atLoad[k] ?? z, atLoad[(k + 1) % 3] ?? z),
            ] as const,
          ]);
          const shares = pairs.map(([before, after]) => 1 - magnitude(after) / magnitude(before));
          const across = pairs.map(([before, after]) => {
            const turned = scale(multiply(subtract(before, after), conjugate(before)), 1 / magnitude(before) ** 2);
            return turned.im;
          });
          const fraction = lost(loads, { resistanceOhm, reactanceOhm });
          expect(fraction).toBeGreaterThanOrEqual(Math.max(...shares) - 1e-12);
          const slack = Math.max(...across.map((part) => part ** 2));
          expect(fraction).toBeLessThanOrEqual(Math.max(0, ...shares) + slack + 1e-12);
        },
      ),
      { seed: 20261125, numRuns: 300 },
    );
  });
});
