/**
 * Wrong answers about air and floor that published pages and code give. Each test has the answer of the trap beside ours and
 * fails if ours becomes that one. `trap` numbers follow appendix B of the engineering reference.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { analyseSite } from '../../src/analysis/site-analysis.js';
import { studyAir } from '../../src/domain/assessment/air-study.js';
import { inletMoisture } from '../../src/domain/assessment/rules/cooling-moisture.js';
import { ASHRAE_CLASSES } from '../../src/domain/cooling/ashrae.js';
import { mixRacks } from '../../src/domain/cooling/mixing-network.js';
import { requiredLiquidFlowLPerMin, WATER_VOLUMETRIC_HEAT_J_PER_L_K } from '../../src/domain/cooling/liquid.js';
import { rackCoolingIndexHigh, returnTemperatureIndex } from '../../src/domain/cooling/indices.js';
import { voltageToGroundV, workingSpaceDepthM } from '../../src/domain/floor/working-space.js';
import { devicePartsOf } from '../../src/domain/site/site-index.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { btuPerHFromWatt, cfmFromM3PerH, deltaKFromDeltaF, FOOT_M } from '../../src/domain/units.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';
import { cooledHall } from '../factories/halls/cooled-hall.js';
import { hallIndex } from '../factories/halls/hall.js';
import { contextOf, judge } from '../factories/halls/judge.js';

/** Air that a device of 10 kW with a design rise takes in a hall, CFM, as the engine calculates it. */
function cfmFor10Kw(designDeltaTK: number, site: NonNullable<Parameters<typeof cooledHall>[0]['site']>): number {
  const type = { maximumPowerW: 10_000, designDeltaTK };
  const [rack] = contextOf(hallIndex(cooledHall({ site, type }))).figures.cooling.racks;
  return cfmFromM3PerH(rack?.airflowM3PerH.knownSum ?? NaN);
}

/** 20.9 °C dry at sea level is 1.2004 kg/m³, within 0.04 % of the 1.2 of the trade. */
const STANDARD_AIR = { supplyC: 20.9, relativeHumidity: 0, altitudeM: 0 };

describe('air', () => {
  it('trap 1: 10 kW at 12 K take 1464 CFM, not the 2633 of 3.16·W/ΔT with a rise in °C', () => {
    const trap = (3.16 * 10_000) / 12;
    const ours = cfmFor10Kw(12, STANDARD_AIR);
    expect(ours).toBeCloseTo(1463.5, 0);
    expect(trap / ours).toBeGreaterThan(1.79);
  });

  it('trap 2: at 6000 ft 10 kW at 20 °F take 1925 CFM (INRES, 154/0.80 a kW), not 1232, which multiplies by the ratio', () => {
    const site = { supplyC: 12.8, relativeHumidity: 0.5, altitudeM: 6000 * FOOT_M };
    const ours = cfmFor10Kw(deltaKFromDeltaF(20), site);
    expect(Math.abs(ours - 1925)).toBeLessThan(5);
    expect(ours).toBeGreaterThan(cfmFor10Kw(deltaKFromDeltaF(20), { ...site, altitudeM: 0 }));
    expect(1540 * 0.8).toBeLessThan(0.65 * ours);
  });

  it('trap 3: 8 K at the units over 12 K in the racks is an RTI of 66.7 % (bypass), not the inverted 150 %', () => {
    const rti = returnTemperatureIndex({ returnTempC: 28, supplyTempC: 20, equipmentDeltaTK: 12 });
    expect(rti).toBeCloseTo(8 / 12, 9);
    expect(rti).toBeLessThan(12 / 8);
  });

  it('trap 4: inlets of 22, 25, 28, 30 °C have an RCI of 80 %, not the 115 % that cold samples make without a clamp', () => {
    const { recommendedC, allowableC } = ASHRAE_CLASSES.A1;
    const inletTempsC = [22, 25, 28, 30];
    const unclamped = 1 - inletTempsC.reduce((sum, t) => sum + t - 27, 0) / (4 * (32 - 27));
    expect(unclamped).toBeCloseTo(1.15, 9);
    expect(rackCoolingIndexHigh({ inletTempsC, recommendedC, allowableC })).toBeCloseTo(0.8, 9);
  });

  it('trap 5: at 8000 ft a hall needs 1/0.743 of the air, not the 1/0.786 of the standard atmosphere, which cools outdoors', () => {
    const site = { ...STANDARD_AIR };
    const ratio = cfmFor10Kw(12, site) / cfmFor10Kw(12, { ...site, altitudeM: 8000 * FOOT_M });
    expect(ratio).toBeCloseTo(0.7428, 4); // (1 − 2.25577e-5 · 2438.4)^5.25588
    expect((1 - 2.25577e-5 * 8000 * FOOT_M) ** 4.25588).toBeCloseTo(0.786, 3);
  });

  it('trap 17: 25 % at 24 °C is kept, though 40 to 60 % of the edition of 2008 would refuse it', () => {
    const site = { supplyC: 24, relativeHumidity: 0.25, ashraeClass: 'A1' as const };
    expect(judge(inletMoisture, cooledHall({ site, type: { maximumPowerW: 1000 } }))).toEqual([]);
    // and what it would allow can be too moist: 30 °C at 60 %, dew point 21.4 °C > 17 °C
    expect(
      judge(
        inletMoisture,
        cooledHall({ site: { ...site, supplyC: 30, relativeHumidity: 0.6 }, type: { maximumPowerW: 1000 } }),
      ),
    ).toMatchObject([{ severity: 'error', limit: 17 }]);
  });

  it('80.6 °F is the recommended maximum of A1, not the allowable one, which is 89.6 °F', () => {
    expect(ASHRAE_CLASSES.A1.recommendedC.max * 1.8 + 32).toBeCloseTo(80.6, 9);
    expect(ASHRAE_CLASSES.A1.allowableC.max * 1.8 + 32).toBeCloseTo(89.6, 9);
  });

  it('a fifth of recirculated air at 12 K adds 3 K, not the 2.4 of r·ΔT', () => {
    const [mixed] = mixRacks([{ flowWPerK: 1000, heatW: 12_000, recirculatedFraction: 0.2, supplyC: 20 }], []);
    expect(mixed?.inletC).toBeCloseTo(23, 9);
  });

  it('1 kW of water at 10 K takes 1.44 L/min; a rise of 10 °F would ask for 2.59', () => {
    const at = (deltaTK: number) =>
      requiredLiquidFlowLPerMin({ heatW: 1000, deltaTK, volumetricHeatJPerLK: WATER_VOLUMETRIC_HEAT_J_PER_L_K });
    expect(at(10)).toBeCloseTo(1.44, 2);
    expect(at(deltaKFromDeltaF(10))).toBeCloseTo(2.59, 2);
  });
});

describe('trap 10: the DGX H100 of the GPU hall', () => {
  const read = readSiteDocument({
    bytes: readFileSync(new URL('../../examples/gpu-hall.yaml', import.meta.url)),
    format: 'yaml',
  });
  if (!read.ok) throw new Error('the GPU hall is refused');
  const assessed = analyseSite(toSnapshot(read.document), { asOf: null, today: '2026-11-16' });
  const type = assessed.index.deviceTypes.get('dgx-h100');
  const { racks, devices } = assessed.assessment.figures.cooling;

  it('is 8 U with six supplies of 3.3 kW, not 4 U with four of 3 kW, which could not even feed it after a loss', () => {
    expect(type?.heightU).toBe(8);
    const [system] = assessed.index.snapshot.devices.filter((device) => device.type === 'dgx-h100');
    if (system === undefined) throw new Error('no system');
    const supplies = [...devicePartsOf(assessed.index, system).supplies.values()];
    expect(supplies.map(({ maximumPowerW }) => maximumPowerW)).toEqual(Array.from({ length: 6 }, () => 3300));
    expect(2 * 3000).toBeLessThan(type?.maximumPowerW ?? NaN);
  });

  it('gives the 38 557 BTU/h of its vendor to the air: 11.3 kW, not 10.2 kW (34 804), and not 10.2 (3412 for each W)', () => {
    const [alike] = devices.filter(({ deviceType }) => deviceType === 'dgx-h100');
    const heatW = alike?.heatW.value ?? NaN;
    expect(btuPerHFromWatt(heatW)).toBeGreaterThan(38_500);
    expect(btuPerHFromWatt(heatW)).toBeLessThan(38_600);
    expect(btuPerHFromWatt(10_200)).toBeCloseTo(34_804, 0); // 10.2 · 3412.142
    // 4 · 11.3 kW and what the rack PDUs lose
    expect(racks.find(({ rack }) => rack === 'GPU1')?.heatW.knownSum).toBeGreaterThanOrEqual(45_200);
  });

  it('so breathes warmer air than on 10.2 kW: 31.5 °C at the hottest rack, above its 30 °C', () => {
    const { hotSpots } = studyAir(assessed, { loadCase: 'maximum' });
    expect(hotSpots[0]?.inletC).toBeCloseTo(31.5, 1);
    expect(hotSpots[0]?.limitC).toBe(30);
  });
});

describe('floor', () => {
  it('208Y/120 V is 120 V to ground and 415Y/240 V 240 V: taking the line voltage, or 120 V for both, moves the row of NEC 110.26', () => {
    const depth = (lineToLineV: number) => {
      const toGroundV = voltageToGroundV({ lineToLineV, grounding: 'wye-neutral' });
      return workingSpaceDepthM({ voltageToGroundV: toGroundV, condition: 3 });
    };
    expect(depth(208)).toBeCloseTo(0.914, 3);
    expect(depth(415)).toBeCloseTo(1.219, 3);
    expect(workingSpaceDepthM({ voltageToGroundV: 208, condition: 3 })).toBeCloseTo(1.219, 3);
  });
});
