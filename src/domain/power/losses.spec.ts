import { describe, expect, it } from '@jest/globals';
import { elementLossW, voltageDropV } from './losses.js';

describe('losses', () => {
  it('of a 10 kW UPS at 5 kW are 650 W, and of its distribution 200 W (APC WP25)', () => {
    const rating = { ratingW: 10_000, loadW: 5000 };
    // 0.04 × 10 000 + 0.05 × 5000 = 650; 0.01 × 10 000 + 0.02 × 5000 = 200
    expect(elementLossW({ ...rating, fixedFraction: 0.04, proportionalFraction: 0.05 })).toBeCloseTo(650, 9);
    expect(elementLossW({ ...rating, fixedFraction: 0.01, proportionalFraction: 0.02 })).toBeCloseTo(200, 9);
  });

  it('do not vanish at no load', () => {
    const idle = elementLossW({ ratingW: 10_000, loadW: 0, fixedFraction: 0.04, proportionalFraction: 0.05 });
    expect(idle).toBe(400);
  });

  it('refuse NaN', () => {
    const loss = { ratingW: 1, loadW: 1, fixedFraction: 0, proportionalFraction: 0 };
    expect(() => elementLossW({ ...loss, loadW: NaN })).toThrow('loadW');
    expect(() => elementLossW({ ...loss, fixedFraction: NaN })).toThrow('fixedFraction');
  });
});

describe('voltage drop', () => {
  const cable = { currentA: 20, oneWayLengthM: 30, resistanceOhmPerM: 0.0033, reactanceOhmPerM: 0, powerFactor: 1 };

  it('takes the one-way length: k already holds the return', () => {
    // 2 × 20 A × 30 m × 0.0033 Ω/m = 3.96 V; with the two-way length it would be 7.92 V
    expect(voltageDropV({ ...cable, phases: 1 })).toBeCloseTo(3.96, 10);
    // √3 × 20 × 30 × 0.0033 = 3.4295 V
    expect(voltageDropV({ ...cable, phases: 3 })).toBeCloseTo(3.4295, 4);
  });

  it('uses the reactance of a lagging load', () => {
    // 2 × 20 × 30 × (0.0033 × 0.8 + 0.0001 × 0.6) = 3.24 V
    const drop = voltageDropV({ ...cable, phases: 1, powerFactor: 0.8, reactanceOhmPerM: 0.0001 });
    expect(drop).toBeCloseTo(3.24, 10);
  });

  it('refuses NaN', () => {
    expect(() => voltageDropV({ ...cable, phases: 1, oneWayLengthM: NaN })).toThrow('oneWayLengthM');
    expect(() => voltageDropV({ ...cable, phases: 1, powerFactor: NaN })).toThrow('powerFactor');
  });
});
