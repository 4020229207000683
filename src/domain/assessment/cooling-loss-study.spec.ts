import { describe, expect, it } from '@jest/globals';
import { catalogued, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../test/factories/halls/hall.js';
import { expectSiteConserved } from '../../../test/support/conserved-air.js';
import { documentSchema } from '../site/document.js';
import { toSnapshot } from '../site/snapshot.js';
import { assess } from './assess.js';
import { studyCoolingLosses, type CoolingLossStudy } from './cooling-loss-study.js';
import { deadAfter } from './dead-elements.js';

const UNIT = {
  ...catalogued('crah'),
  kind: 'crah' as const,
  airflowM3PerH: 12_000,
  sensibleCapacityW: 40_000,
  ratedReturnC: 35,
  widthMm: 900,
  depthMm: 900,
};
const unit = (name: string, more: object = {}) => ({
  name,
  type: 'crah',
  room: 'R1',
  zones: ['Z'],
  loop: 'CHW',
  redundancyGroup: 'CRAH',
  ...more,
});

/** Four racks of 10 kW and 2500 m³/h on three units of 40 kW; two feeds from one switchboard, a generator behind it. */
function studied(more: HallParts = {}, site: object = {}): CoolingLossStudy {
  const document = documentSchema.parse({
    plenum: 1,
    site: {
      name: 'hall',
      asOf: '2026-06-01',
      supplyC: 20,
      relativeHumidity: 0.4,
      altitudeM: 0,
      redundancy: 'n+1',
      ...site,
    },
    rackTypes: [RACK_42U],
    rooms: [{ ...ROOM_20_BY_12, ceilingHeightM: 3 }],
    rows: [
      {
        name: 'A',
        room: 'R1',
        origin: [2, 6],
        bearingDeg: 90,
        coldAisleSide: 'right',
        pitchM: 0.6,
        slots: 10,
        containment: 'cold',
      },
    ],
    racks: [1, 2, 3, 4].map((slot) => ({ name: `r${String(slot)}`, type: 'rack-42u', room: 'R1', row: 'A', slot })),
    deviceTypes: [
      {
        ...catalogued('t'),
        heightU: 42,
        weightKg: 400,
        maximumPowerW: 10_000,
        maximumAirflowM3PerH: 2500,
        maximumInletC: 30,
      },
    ],
    devices: [1, 2, 3, 4].map((k) => ({ name: `d${String(k)}`, type: 't', rack: `r${String(k)}`, unit: 1 })),
    coolingZones: [{ name: 'Z', room: 'R1', rows: ['A'] }],
    coolingUnitTypes: [UNIT],
    coolingUnits: [
      unit('u1', { poweredBy: ['A'] }),
      unit('u2', { poweredBy: ['A'] }),
      unit('u3', { poweredBy: ['B', 'A'] }),
    ],
    waterLoops: [{ name: 'CHW', supplyC: 10, returnC: 16 }],
    heatRejections: [
      {
        name: 'c1',
        kind: 'chiller',
        loop: 'CHW',
        capacityW: 30_000,
        ambientC: 35,
        capacityLossPerK: 0.02,
        restartTimeS: 600,
        poweredBy: ['A'],
        redundancyGroup: 'Chillers',
      },
      {
        name: 'c2',
        kind: 'chiller',
        loop: 'CHW',
        capacityW: 30_000,
        ambientC: 35,
        capacityLossPerK: 0.02,
        restartTimeS: 600,
        poweredBy: ['B'],
        redundancyGroup: 'Chillers',
      },
    ],
    powerElements: [
      { name: 'UTIL', kind: 'utility' },
      { name: 'GEN', kind: 'generator', startTimeS: 15 },
      { name: 'MSB', kind: 'switchboard', parents: ['UTIL', 'GEN'] },
      { name: 'A', kind: 'panel', parents: ['MSB'] },
      { name: 'B', kind: 'panel', parents: ['MSB'] },
    ],
    ...more,
  });
  const assessed = assess(toSnapshot(document), { asOf: '2026-06-01', asOfAssumed: false, contentHash: 'x' });
  const study = studyCoolingLosses(assessed, 'maximum');
  expectSiteConserved(assessed, study);
  return study;
}

const lossOf = ({ losses }: CoolingLossStudy, kind: string, name: string) =>
  losses.find(({ causes }) => causes.some((cause) => cause.kind === kind && cause.name === name));

describe('losses of cooling', () => {
  it('of one unit of three hold where two take the heat and the air', () => {
    // 40 kW on 24 000 m³/h: two coils of 40 kW at 35 °C and 10 °C water take 40 kW at 22.5 °C and more at the return of 25 °C
    const loss = lossOf(studied(), 'coolingUnit', 'u1');
    expect(loss).toMatchObject({ verdict: 'holds', lostUnits: ['u1'] });
    expect(loss?.rooms[0]).toMatchObject({ room: 'R1', state: 'steady', racksAbove: [], lostUnits: ['u1'] });
  });

  it('of a panel take down what only it feeds, and are solved once with losses of the same things', () => {
    const study = studied();
    expect(lossOf(study, 'powerElement', 'A')).toMatchObject({ lostUnits: ['u1', 'u2'], lostPlant: ['c1'] });
    // u3 has a second source, so the loss of B takes the chiller alone
    expect(lossOf(study, 'powerElement', 'B')).toMatchObject({ lostUnits: [], lostPlant: ['c2'] });
    expect(lossOf(study, 'powerElement', 'B')).toBe(lossOf(study, 'heatRejection', 'c2'));
  });

  it('of the utility alone take nothing down, for the generator feeds the switchboard; of the switchboard everything', () => {
    const study = studied();
    expect(lossOf(study, 'powerElement', 'UTIL')).toBeUndefined();
    expect(lossOf(study, 'powerElement', 'MSB')).toMatchObject({
      verdict: 'no-steady-state',
      lostUnits: ['u1', 'u2', 'u3'],
    });
  });

  it('of the loop, of all units and of all chillers leave no steady state', () => {
    const study = studied();
    for (const [kind, name] of [
      ['waterLoop', 'CHW'],
      ['redundancyGroup', 'CRAH'],
      ['redundancyGroup', 'Chillers'],
    ] as const) {
      expect(lossOf(study, kind, name)).toMatchObject({ verdict: 'no-steady-state' });
    }
    const found = study.findings.filter(({ code }) => code === 'cooling.loss-without-limit');
    expect(found.map(({ severity }) => severity)).toContain('error');
  });

  it('of a chiller are judged at the design ambient, not at that of the rating', () => {
    // 30 kW left at 35 °C is less than 40 kW either way; with 50 kW chillers it is 50 at 35 °C and 50 · (1 − 0.02 · 15) = 35 at 50 °C
    const chillers = ['c1', 'c2'].map((name) => ({
      name,
      kind: 'chiller' as const,
      loop: 'CHW',
      capacityW: 50_000,
      ambientC: 35,
      capacityLossPerK: 0.02,
      restartTimeS: 600,
      poweredBy: ['A'],
    }));
    expect(lossOf(studied({ heatRejections: chillers }), 'heatRejection', 'c1')?.verdict).toBe('holds');
    const hot = lossOf(studied({ heatRejections: chillers }, { designAmbientC: 50 }), 'heatRejection', 'c1');
    expect(hot?.verdict).toBe('plant-short');
    expect(hot?.loops[0]?.capacityW).toBeCloseTo(35_000, 6);
  });

  it('say that power which nobody states reaches no unit', () => {
    const study = studied({ coolingUnits: [unit('u1'), unit('u2'), unit('u3', { poweredBy: ['A'] })] });
    expect(study.findings.find(({ code }) => code === 'cooling.unknown-power')).toMatchObject({
      severity: 'unknown',
      coverage: { known: 3, total: 5 },
    });
  });
});

describe('the loss of the mains', () => {
  it('leaves the room without cooling until the generator carries and the chillers are back', () => {
    const [line] = studied().timelines;
    expect(line).toMatchObject({ coolingBackS: 615, withoutCoolingS: 615, verdict: 'too-late' });
    expect(line?.events.map(({ what }) => what)).toEqual([
      'mains-lost',
      'generator-carries',
      'fans-and-pumps-run',
      'limit-reached',
      'chillers-cool',
    ]);
  });

  it('is bridged by the water that the loop stores', () => {
    // 5000 L · 4168 J/(L·K) · 6 K = 125 MJ last 3126 s at 40 kW
    const loops = [{ name: 'CHW', supplyC: 10, returnC: 16, volumeL: 5000 }];
    expect(studied({ waterLoops: loops }).timelines[0]).toMatchObject({ withoutCoolingS: 15, verdict: 'in-time' });
  });

  it('warms by 6.8 K within 15 minutes where fans stand still for 180 s, which is too fast although a store bridges the rest', () => {
    // Air 720 m³ · 1.199 · 1005 = 868 kJ/K, equipment 2200 kg · 500 = 1.1 MJ/K, coupled by 0.7 · 10 000 m³/h = 2343 W/K:
    // 40 kW · 180 s / 1.968 MJ/K = 3.66 K, and 40 000 · 1.1² / (2343 · 1.968²) · (1 − e^(−180/207)) = 3.09 K
    const study = (startTimeS: number) =>
      studied({
        waterLoops: [{ name: 'CHW', supplyC: 10, returnC: 16, volumeL: 5000 }],
        powerElements: [
          { name: 'UTIL', kind: 'utility' },
          { name: 'GEN', kind: 'generator', startTimeS },
          { name: 'MSB', kind: 'switchboard', parents: ['UTIL', 'GEN'] },
          { name: 'A', kind: 'panel', parents: ['MSB'] },
          { name: 'B', kind: 'panel', parents: ['MSB'] },
        ],
      });
    const rateOf = ({ findings }: CoolingLossStudy) => findings.filter(({ code }) => code === 'cooling.rate-of-rise');
    expect(rateOf(study(180))).toMatchObject([
      { severity: 'warning', subject: { name: 'R1' }, measured: expect.closeTo(6.75, 1), limit: 5 },
    ]);
    expect(study(180).timelines[0]?.verdict).toBe('in-time');
    expect(rateOf(study(15))).toEqual([]);
    // where the limit is reached, that is the finding
    expect(studied().timelines[0]).toMatchObject({ verdict: 'too-late' });
    expect(rateOf(studied())).toEqual([]);
  });

  it('is not judged where nobody says what powers cooling, or where the outline of the room crosses itself', () => {
    const silent = studied({ coolingUnits: [unit('u1'), unit('u2'), unit('u3')] });
    expect(silent.timelines[0]).toMatchObject({
      verdict: 'unknown',
      missing: ['poweredBy of cooling units and plant'],
    });
    const outline: [number, number][] = [
      [0, 0],
      [20, 12],
      [20, 0],
      [0, 12],
    ];
    const crossed = studied({ rooms: [{ ...ROOM_20_BY_12, outline, ceilingHeightM: 3 }] });
    expect(crossed.timelines[0]).toMatchObject({ verdict: 'unknown', airVolumeM3: null });
  });

  it('ends cooling for good without a generator, and is not known where nobody says when chillers are back', () => {
    const powerElements = [
      { name: 'UTIL', kind: 'utility' as const },
      { name: 'A', kind: 'panel' as const, parents: ['UTIL'] },
      { name: 'B', kind: 'panel' as const, parents: ['UTIL'] },
    ];
    expect(studied({ powerElements }).timelines[0]).toMatchObject({ coolingBackS: null, verdict: 'never-back' });
    const silent = studied({
      heatRejections: [{ name: 'c1', kind: 'chiller', loop: 'CHW', capacityW: 60_000, poweredBy: ['A'] }],
    });
    expect(silent.timelines[0]).toMatchObject({ verdict: 'unknown', missing: ['heatRejection.restartTimeS'] });
    expect(silent.findings.map(({ code }) => code)).toContain('cooling.unknown-ride-through');
  });
});

describe('what is dead with an element', () => {
  it('is what only dead elements feed, also in a circle', () => {
    const parts = (name: string, parents: readonly string[]) => ({ name, kind: 'panel' as const, parents });
    const index = {
      fedBy: new Map([
        ['a', [parts('b', ['a']), parts('c', ['a', 'x'])]],
        ['b', [parts('a', ['b'])]],
      ]),
    };
    expect([...deadAfter(index as never, ['a'])]).toEqual(['a', 'b']);
  });
});
