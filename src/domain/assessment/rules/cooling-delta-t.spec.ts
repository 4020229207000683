import { describe, expect, it } from '@jest/globals';
import { judge } from '../../../../test/factories/halls/judge.js';
import { cooledHall, type CooledHall } from '../../../../test/factories/halls/cooled-hall.js';
import { m3PerHFromCfm } from '../../units.js';
import { deviceDeltaT, unknownDeltaT } from './cooling-delta-t.js';

/** DGX H100: 10.2 kW on 1105 CFM. */
const DGX: CooledHall['type'] = { maximumPowerW: 10_200, maximumAirflowM3PerH: m3PerHFromCfm(1105) };
/** 20 °C dry at sea level: 1.2041 kg/m³. */
const SEA_LEVEL = { supplyC: 20, relativeHumidity: 0, altitudeM: 0 };
const DENVER = { supplyC: 25, relativeHumidity: 0, altitudeM: 1609 };

describe('cooling.device-delta-t', () => {
  it('lets a DGX H100 that allows 18 K run at sea level, where it rises by 16.2 K', () => {
    expect(judge(deviceDeltaT, cooledHall({ type: { ...DGX, maximumDeltaTK: 18 }, site: SEA_LEVEL }))).toEqual([]);
  });

  it('finds the same device beyond its limit in Denver, once for all of its kind', () => {
    const findings = judge(
      deviceDeltaT,
      cooledHall({ type: { ...DGX, maximumDeltaTK: 18 }, site: DENVER, deviceCount: 4 }),
    );
    expect(findings).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'deviceType', name: 'node' },
        limit: 18,
        unit: 'K',
        inputs: { count: 4, heatW: 10_200, devices: ['n1', 'n2', 'n3', 'n4'] },
      },
    ]);
    // 3600 · 10 200 / (0.9748 · 1005 · 1877.4)
    expect(findings[0]?.measured).toBeCloseTo(19.96, 1);
  });

  it('warns beyond the design rise only', () => {
    const type = { ...DGX, designDeltaTK: 15, maximumDeltaTK: 18 };
    expect(judge(deviceDeltaT, cooledHall({ type, site: SEA_LEVEL }))).toMatchObject([
      { severity: 'warning', limit: 15, inputs: { limitKind: 'design rise' } },
    ]);
  });
});

describe('cooling.unknown-delta-t', () => {
  it('says for how many devices the rise cannot be judged', () => {
    expect(judge(unknownDeltaT, cooledHall({ type: DGX, deviceCount: 3 }))).toMatchObject([
      { severity: 'unknown', inputs: { count: 3, deviceTypes: ['node'] }, coverage: { known: 0, total: 3 } },
    ]);
  });

  it('is silent where a limit is stated, and where the air follows from the design rise', () => {
    expect(judge(unknownDeltaT, cooledHall({ type: { ...DGX, maximumDeltaTK: 20 } }))).toEqual([]);
    expect(judge(unknownDeltaT, cooledHall({ type: { maximumPowerW: 1000, designDeltaTK: 12 } }))).toEqual([]);
  });

  it('does not ask about panels', () => {
    expect(judge(unknownDeltaT, cooledHall({ type: { airflowDirection: 'passive' } }))).toEqual([]);
  });
});
