import { describe, expect, it } from '@jest/globals';
import type { HallParts } from '../../../../test/factories/halls/hall.js';
import { cooledHall } from '../../../../test/factories/halls/cooled-hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { noSteadyStateAtMaximum } from './air-inlets.js';
import { deviceInlet, inletClass, unknownInlet } from './cooling-inlet.js';
import { inletMoisture } from './cooling-moisture.js';

/** A hall whose one zone holds the only rack and recirculates a share; 1 kW or what the type says on 360 m³/h. */
function zonedHall(parts: Parameters<typeof cooledHall>[0], recirculationFraction = 0): HallParts {
  const type = { maximumPowerW: 1000, maximumAirflowM3PerH: 360, ...parts.type };
  const outline: [number, number][] = [
    [0, 0],
    [20, 0],
    [20, 12],
    [0, 12],
  ];
  return {
    ...cooledHall({ ...parts, type }),
    coolingZones: [{ name: 'Z', room: 'R1', outline, recirculationFraction }],
  };
}

describe('cooling.device-inlet', () => {
  /** DGX H100: 5 to 30 °C. */
  const type = { maximumPowerW: 10_200, minimumInletC: 5, maximumInletC: 30 };
  const at = (supplyC: number) => judge(deviceInlet, zonedHall({ type, site: { supplyC } }));

  it('lets air within the limits of the vendor pass, the limits included', () => {
    expect([at(5), at(24), at(30)]).toEqual([[], [], []]);
  });

  it('finds air that is too hot or too cold for the device', () => {
    expect(at(31)).toMatchObject([
      { severity: 'error', measured: 31, limit: 30, unit: 'C', inputs: { side: 'above', count: 1, racks: ['r1'] } },
    ]);
    expect(at(4)).toMatchObject([{ severity: 'error', measured: 4, limit: 5, inputs: { side: 'below' } }]);
  });

  it('takes what recirculates: 0.2/0.8 of the rise above 27 °C', () => {
    // 1 kW on 360 m³/h of dry air at 27 °C, 1.1761 kg/m³: 3600 · 1000 / (1.1761 · 1005 · 360) = 8.46 K; 27 + 2.12 = 29.12
    const hall = zonedHall({ type: { maximumInletC: 29 }, site: { supplyC: 27, relativeHumidity: 0 } }, 0.2);
    expect(judge(deviceInlet, hall)).toMatchObject([{ measured: expect.closeTo(29.12, 2), limit: 29 }]);
  });

  it('knows that an inlet of which heat or air is not known is no colder than the coldest supply', () => {
    const silent = (supplyC: number) => judge(deviceInlet, cooledHall({ type, site: { supplyC } }));
    expect(silent(31)).toMatchObject([{ measured: 31, limit: 30, inputs: { bound: 'at least ' } }]);
    expect([silent(29), silent(4)]).toEqual([[], []]);
  });
});

describe('cooling.inlet-class', () => {
  const at = (site: Parameters<typeof cooledHall>[0]['site'], type = {}) =>
    judge(inletClass, zonedHall({ site: { ...site }, type }));

  it('derates class A2 to 31.33 °C at 2000 m', () => {
    // 35 − (2000 − 900) / 300
    const [finding] = at({ ashraeClass: 'A2', altitudeM: 2000, supplyC: 32 });
    expect(finding).toMatchObject({ severity: 'error', measured: 32, subject: { kind: 'room', name: 'R1' } });
    expect(finding?.limit).toBeCloseTo(31.33, 2);
  });

  it('warns above the recommended 27 °C and informs below 18 °C, bounds included', () => {
    expect([at({ supplyC: 27 }), at({ supplyC: 18 })]).toEqual([[], []]);
    expect(at({ supplyC: 28 })).toMatchObject([{ severity: 'warning', limit: 27 }]);
    expect(at({ supplyC: 17 })).toMatchObject([{ severity: 'info', limit: 18 }]);
    expect(at({ supplyC: 9 })).toMatchObject([{ severity: 'error', limit: 10 }]);
  });

  it('holds devices of a tighter class to their own', () => {
    // A1 allows 32 °C, A2 35 °C
    expect(at({ ashraeClass: 'A2', supplyC: 33 }, { ashraeClass: 'A1' })).toMatchObject([
      { severity: 'warning', inputs: { ashraeClass: 'A2' } },
      { severity: 'error', limit: 32, inputs: { ashraeClass: 'A1' } },
    ]);
  });

  it('cannot judge above 3050 m', () => {
    expect(at({ altitudeM: 3100 })).toMatchObject([{ severity: 'unknown', measured: 24, limit: null }]);
  });

  it('judges nothing where nothing takes air', () => {
    expect(judge(inletClass, cooledHall({ site: { supplyC: 50 }, type: { airflowDirection: 'passive' } }))).toEqual([]);
  });
});

describe('cooling.inlet-moisture', () => {
  const at = (relativeHumidity: number, ashraeClass: 'A1' | 'H1' = 'A1') =>
    judge(
      inletMoisture,
      cooledHall({ site: { supplyC: 24, relativeHumidity, ashraeClass }, type: { maximumPowerW: 1000 } }),
    );

  it('lets 50 % at 24 °C pass, whose dew point is 12.9 °C', () => {
    expect(at(0.5)).toEqual([]);
  });

  it('finds a dew point above 17 °C for class A1', () => {
    // 70 % at 24 °C: γ = ln 0.7 + 17.62 · 24 / 267.12 = 1.2264, dew point 243.12 · γ / (17.62 − γ) = 18.2 °C
    const [finding, ...others] = at(0.7);
    expect(finding).toMatchObject({ severity: 'error', limit: 17, unit: 'C' });
    expect(finding?.measured).toBeCloseTo(18.2, 1);
    expect(others).toEqual([]);
  });

  it('finds air that is far too dry, down to none of it', () => {
    expect(at(0)).toMatchObject([
      { limit: -12, unit: 'C' },
      { measured: expect.closeTo(0, 5), limit: 0.08, unit: '1' },
    ]);
  });

  it('warns of a dew point above the recommended 15 °C where the humidity is stated, and never of an assumed one', () => {
    // 24 °C at 60 %: 15.75 °C
    expect(at(0.6)).toMatchObject([{ severity: 'warning', limit: 15, inputs: { band: 'recommended' } }]);
    const assumed = cooledHall({ site: { supplyC: 30, ashraeClass: 'A2' }, type: { maximumPowerW: 1000 } });
    expect(judge(inletMoisture, assumed)).toEqual([]);
  });

  it('is unknown beyond an allowable limit where the humidity is assumed', () => {
    // 36 °C at the 50 % that are assumed: γ = ln 0.5 + 17.62 · 36 / 279.12 = 1.5795, 243.12 · γ / (17.62 − γ) = 23.94 °C > 21 °C
    const assumed = cooledHall({ site: { supplyC: 36, ashraeClass: 'A2' }, type: { maximumPowerW: 1000 } });
    expect(judge(inletMoisture, assumed)).toMatchObject([
      { severity: 'unknown', measured: expect.closeTo(23.94, 2), limit: 21, inputs: { assumed: ', which is assumed' } },
    ]);
  });

  it('lets 25 % at 24 °C pass, though the 40 % of 2008 would refuse it', () => {
    expect(at(0.25)).toEqual([]);
  });

  it('takes the lowest share where the air is warmest', () => {
    const type = { maximumPowerW: 3000, maximumAirflowM3PerH: 360 };
    const warm = zonedHall({ site: { supplyC: 20, relativeHumidity: 0.11, ashraeClass: 'A2' }, type }, 0.3);
    // 3 kW on 360 m³/h: 24.8 K; 20 + 0.3/0.7 · 24.8 = 30.6 °C; 0.11 · 2333 / 4391 = 5.8 %; dew point −11.4 °C all over
    expect(judge(inletMoisture, warm)).toMatchObject([
      { severity: 'error', measured: expect.closeTo(0.058, 3), limit: 0.08 },
      { severity: 'warning', measured: expect.closeTo(-11.4, 1), limit: -9 },
    ]);
  });

  it('does not know the limits of class H1', () => {
    expect(at(0.5, 'H1')).toMatchObject([{ severity: 'unknown' }]);
  });
});

describe('cooling.unknown-inlet', () => {
  it('names racks of which heat or air is not known, with the coldest that they can be', () => {
    const silent = cooledHall({ deviceCount: 2, site: { supplyC: 22 } });
    expect(judge(unknownInlet, silent)).toMatchObject([
      { severity: 'unknown', subject: { kind: 'room', name: 'R1' }, inputs: { count: 1, racks: ['r1'], leastC: 22 } },
    ]);
    expect(judge(unknownInlet, zonedHall({}))).toEqual([]);
  });

  it('says where a room warms without limit, which is an error of its own', () => {
    // 1 kW on a unit of 0.5 kW whose rating does not follow the return
    const short = zonedHall({ unitCount: 1, unitType: { airflowM3PerH: 500, sensibleCapacityW: 500 } });
    const [finding] = judge(unknownInlet, short);
    expect(finding?.inputs['reason']).toContain('warms without limit');
    expect(judge(noSteadyStateAtMaximum, short)).toMatchObject([
      { code: 'air.no-steady-state', severity: 'error', measured: 1000, limit: 500, unit: 'W' },
    ]);
  });
});
