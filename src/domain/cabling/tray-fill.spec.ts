import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cablesInTray, cableSectionMm2, trayFillFraction } from './tray-fill.js';

const IN2_MM2 = 25.4 ** 2;

describe('tray fill', () => {
  it('of 100 cables of 0.30 in is 7.07 in², a quarter of a 4 × 8 in tray of 28.26 in² and more (Leviton)', () => {
    // π/4 × 0.09 × 100 = 7.069; Leviton prints 7.065 with 0.785 for π/4
    const cables = [{ count: 100, outerDiameterMm: 0.3 * 25.4 }];
    expect(cableSectionMm2(cables) / IN2_MM2).toBeCloseTo(7.069, 3);
    const tray = { widthMm: 8 * 25.4, heightMm: 4 * 25.4 };
    expect(trayFillFraction({ cables, tray })).toBeCloseTo(7.069 / 32, 4);
  });

  it.each([
    [0.25, 169],
    [0.4, 271],
    [0.5, 339],
  ])('at %p of a 300 × 100 mm tray is %p cables of 7.5 mm', (fillLimit, count) => {
    // 0.25 × 30 000/44.18 mm² = 169.8
    const tray = { widthMm: 300, heightMm: 100 };
    expect(cablesInTray({ outerDiameterMm: 7.5, tray, fillLimit })).toBe(count);
  });

  it('adds up cables of different diameters, and goes above 1 when they cannot fit', () => {
    const tray = { widthMm: 10, heightMm: 10 };
    const mixed = [
      { count: 1, outerDiameterMm: 10 },
      { count: 4, outerDiameterMm: 5 },
    ];
    // π/4 × (100 + 4 × 25) = 157 of 100 mm²
    expect(trayFillFraction({ cables: mixed, tray })).toBeCloseTo(Math.PI / 2, 12);
    expect(trayFillFraction({ cables: [], tray })).toBe(0);
  });

  it('the count that fits stays within the limit, and one more does not', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 20, noNaN: true }),
        fc.integer({ min: 50, max: 600 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (outerDiameterMm, widthMm, fillLimit) => {
          const tray = { widthMm, heightMm: 100 };
          const count = cablesInTray({ outerDiameterMm, tray, fillLimit });
          const fill = (n: number): number => trayFillFraction({ cables: [{ count: n, outerDiameterMm }], tray });
          expect(fill(count)).toBeLessThanOrEqual(fillLimit + 1e-9);
          expect(fill(count + 1)).toBeGreaterThan(fillLimit);
        },
      ),
      { seed: 401 },
    );
  });

  it('refuses NaN, no tray and fractions of cables', () => {
    const tray = { widthMm: 100, heightMm: 50 };
    expect(() => trayFillFraction({ cables: [{ count: 1.5, outerDiameterMm: 5 }], tray })).toThrow('count');
    expect(() => trayFillFraction({ cables: [{ count: 1, outerDiameterMm: NaN }], tray })).toThrow('outerDiameterMm');
    expect(() => trayFillFraction({ cables: [], tray: { widthMm: 0, heightMm: 50 } })).toThrow('widthMm');
    expect(() => cablesInTray({ outerDiameterMm: 5, tray, fillLimit: 25 })).toThrow('fillLimit');
  });
});
