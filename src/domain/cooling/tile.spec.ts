import { describe, expect, it } from '@jest/globals';
import { cfmFromM3PerH, deltaKFromDeltaF, DESIGN_AIR_DENSITY_KG_PER_M3, m3PerHFromCfm } from '../units.js';
import { airHeatW } from './air.js';
import { openingAirflowM3PerH } from './tile.js';

const tile = {
  areaM2: 0.36,
  openFraction: 0.25,
  pressureDifferencePa: 12.5,
  densityKgPerM3: DESIGN_AIR_DENSITY_KG_PER_M3,
  dischargeCoefficient: 0.65,
};

describe('a perforated tile', () => {
  it('of 600 mm, 25 % open, at 12.5 Pa passes 566 CFM, and a 56 % grate 1267', () => {
    // 0.65 × 0.09 m² × √(25/1.2) = 0.267 m³/s
    expect(openingAirflowM3PerH(tile) / 3600).toBeCloseTo(0.267, 3);
    expect(cfmFromM3PerH(openingAirflowM3PerH(tile))).toBeCloseTo(566, 0);
    expect(cfmFromM3PerH(openingAirflowM3PerH({ ...tile, openFraction: 0.56 }))).toBeCloseTo(1267, 0);
  });

  it('with 500 CFM at 20 °F carries 3.16 kW, so it cannot feed a rack of 10 kW', () => {
    const heatW = airHeatW({
      airflowM3PerH: m3PerHFromCfm(500),
      deltaTK: deltaKFromDeltaF(20),
      densityKgPerM3: DESIGN_AIR_DENSITY_KG_PER_M3,
    });
    expect(heatW).toBeCloseTo(3162, 0);
  });

  it('passes nothing without pressure', () => {
    expect(openingAirflowM3PerH({ ...tile, pressureDifferencePa: 0 })).toBe(0);
  });

  it('refuses NaN and percent in place of a fraction', () => {
    expect(() => openingAirflowM3PerH({ ...tile, openFraction: 25 })).toThrow('openFraction');
    expect(() => openingAirflowM3PerH({ ...tile, pressureDifferencePa: NaN })).toThrow('pressureDifferencePa');
    expect(() => openingAirflowM3PerH({ ...tile, dischargeCoefficient: NaN })).toThrow('dischargeCoefficient');
  });
});
