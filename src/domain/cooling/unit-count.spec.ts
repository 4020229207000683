import { describe, expect, it } from '@jest/globals';
import { coolingUnitCount } from './unit-count.js';

const zone = {
  heatW: 600_000,
  unitSensibleW: 100_000,
  airflowM3PerH: 100_000,
  unitAirflowM3PerH: 20_000,
  spareUnits: 1,
};

describe('cooling units', () => {
  it('for 600 kW on 100 kW units are 6, with one spare 7', () => {
    expect(coolingUnitCount(zone)).toEqual({ forHeat: 6, forAir: 5, needed: 6, installed: 7 });
  });

  it('are counted by air where air needs more of them', () => {
    // 150 000/20 000 = 7.5
    expect(coolingUnitCount({ ...zone, airflowM3PerH: 150_000 })).toMatchObject({ forAir: 8, needed: 8, installed: 9 });
  });

  it('are refused for units without capacity, and NaN', () => {
    expect(() => coolingUnitCount({ ...zone, unitSensibleW: 0 })).toThrow('unitSensibleW');
    expect(() => coolingUnitCount({ ...zone, airflowM3PerH: NaN })).toThrow('airflowM3PerH');
    expect(() => coolingUnitCount({ ...zone, spareUnits: 0.5 })).toThrow('spareUnits');
  });
});
