import { describe, expect, it } from '@jest/globals';
import { cooledHall } from '../../../../test/factories/halls/cooled-hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { deviceInlet, inletClass, inletMoisture, unknownInlet } from './cooling-inlet.js';

describe('cooling.device-inlet', () => {
  /** DGX H100: 5 to 30 °C. */
  const type = { maximumPowerW: 10_200, minimumInletC: 5, maximumInletC: 30 };
  const at = (supplyC: number) => judge(deviceInlet, cooledHall({ type, site: { supplyC } }));

  it('lets air within the limits of the vendor pass, the limits included', () => {
    expect([at(5), at(24), at(30)]).toEqual([[], [], []]);
  });

  it('finds air that is too hot or too cold for the device', () => {
    expect(at(31)).toMatchObject([
      { severity: 'error', measured: 31, limit: 30, unit: 'C', inputs: { side: 'above', devices: ['n1'] } },
    ]);
    expect(at(4)).toMatchObject([{ severity: 'error', measured: 4, limit: 5, inputs: { side: 'below' } }]);
  });
});

describe('cooling.inlet-class', () => {
  const at = (site: Parameters<typeof cooledHall>[0]['site'], type = {}) =>
    judge(inletClass, cooledHall({ site: { ...site }, type: { maximumPowerW: 1000, ...type } }));

  it('derates class A2 to 31.33 °C at 2000 m', () => {
    // 35 − (2000 − 900) / 300
    const [finding] = at({ ashraeClass: 'A2', altitudeM: 2000, supplyC: 32 });
    expect(finding).toMatchObject({ severity: 'error', measured: 32, subject: { kind: 'room', name: 'R1' } });
    expect(finding?.limit).toBeCloseTo(31.33, 2);
  });

  it('warns above the recommended 27 °C and informs below 18 °C', () => {
    expect(at({ supplyC: 27 })).toEqual([]);
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
      { measured: 0, limit: 0.08, unit: '1' },
    ]);
  });

  it('does not know the limits of class H1', () => {
    expect(at(0.5, 'H1')).toMatchObject([{ severity: 'unknown' }]);
  });
});

describe('cooling.unknown-inlet', () => {
  it('names racks whose zone recirculates what nobody can tell', () => {
    const hall = cooledHall({ deviceCount: 2 });
    const row = {
      name: 'A',
      room: 'R1',
      origin: [2, 6] as [number, number],
      bearingDeg: 90,
      coldAisleSide: 'right' as const,
      pitchM: 0.6,
      slots: 4,
    };
    const zone = { name: 'z', room: 'R1', rows: ['A'], recirculationFraction: 0.1 };
    const racks = [{ name: 'r1', type: 'rack-42u', room: 'R1', row: 'A', slot: 1 }];
    const parts = { ...hall, rows: [row], racks, coolingZones: [zone] };
    expect(judge(unknownInlet, parts)).toMatchObject([{ severity: 'unknown', inputs: { count: 2, racks: ['r1'] } }]);
    expect(judge(unknownInlet, { ...parts, coolingZones: [] })).toEqual([]);
  });
});
