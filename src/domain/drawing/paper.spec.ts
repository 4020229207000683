import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fittingScale, planM, scaleBarOf, sheetPlan, sizeOf, STANDARD_SCALES } from './paper.js';
import type { Extent } from './scene.js';

const A3 = { widthMm: 310, heightMm: 252 };
const plan = (widthM: number, heightM: number) => (): Extent => ({ min: [0, 0], max: [widthM, heightM] });

describe('the scale of a plan', () => {
  it.each([
    // 13.2 m at 1:50 are 264 mm of 310; at 1:25, 528 mm.
    [13.2, 9.3, 50],
    // 3 m at 1:10 are 300 mm.
    [3, 2, 10],
    // 23 m at 1:75 are 307 mm.
    [23, 10, 75],
    // 31 m at 1:100 are 310 mm.
    [31, 25.2, 100],
  ])('of %s m × %s m is 1:%s on one sheet', (widthM, heightM, scale) => {
    expect(sheetPlan(plan(widthM, heightM), A3)).toMatchObject({ scale, sheets: [{ number: 1 }] });
  });

  it('stays 1:100 on more sheets where one does not hold it', () => {
    // 16 m take 160 mm of 286; 124 m take 1240 mm of 228 a sheet, overlap off: 6 sheets.
    const { scale, sheets } = sheetPlan(plan(16, 124), A3);
    expect(scale).toBe(100);
    expect(sheets).toHaveLength(6);
    expect(sheets[0]).toMatchObject({ above: null, below: 2, left: null, right: null });
    expect(sheets[5]).toMatchObject({ above: 5, below: null });
  });

  it('becomes smaller where sheets would be too many, and never needs more than 40', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 20_000, noNaN: true }),
        fc.double({ min: 0.1, max: 20_000, noNaN: true }),
        (widthM, heightM) => {
          const { scale, sheets } = sheetPlan(plan(widthM, heightM), A3);
          expect(STANDARD_SCALES).toContain(scale);
          expect(sheets.length).toBeLessThanOrEqual(40);
          const areaM2 = sheets.reduce((sum, { window }) => sum + sizeOf(window).width * sizeOf(window).height, 0);
          expect(areaM2 / (widthM * heightM)).toBeCloseTo(1, 6);
          for (const { window } of sheets) {
            expect(sizeOf(window).width).toBeLessThanOrEqual(planM(A3.widthMm, scale) + 1e-6);
            expect(sizeOf(window).height).toBeLessThanOrEqual(planM(A3.heightMm, scale) + 1e-6);
          }
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});

it('finds the largest standard scale at which a rack fits', () => {
  // 48U: 2133.6 mm and 60 mm of margin are 219 mm at 1:10; 52U would be 237 mm of 226.
  expect(fittingScale({ widthMm: 900, heightMm: 2193 }, { widthMm: 95, heightMm: 226 }, 10)).toBe(10);
  expect(fittingScale({ widthMm: 900, heightMm: 2371 }, { widthMm: 95, heightMm: 226 }, 10)).toBe(15);
});

it.each([
  // 60 mm at 1:50 are 3 m: the longest round length below is 2 m.
  ['m', 50, 2, 4],
  ['m', 100, 5, 5],
  ['m', 200, 10, 5],
  ['mm', 10, 500, 5],
] as const)('draws a scale bar in %s at 1:%s of %s in %s parts', (unit, scale, length, parts) => {
  expect(scaleBarOf({ unit, scale })).toEqual({ length, parts });
});
