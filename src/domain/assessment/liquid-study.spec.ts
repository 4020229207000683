import { describe, expect, it } from '@jest/globals';
import { catalogued, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../test/factories/halls/hall.js';
import { expectSiteConserved } from '../../../test/support/conserved-air.js';
import { documentSchema } from '../site/document.js';
import { toSnapshot } from '../site/snapshot.js';
import { studyAir } from './air-study.js';
import { assess } from './assess.js';
import { studyCoolingLosses } from './cooling-loss-study.js';

const SITE = { name: 'hall', asOf: '2026-06-01', supplyC: 24, relativeHumidity: 0.5, altitudeM: 0, redundancy: 'n+1' };
const CDU = { ...catalogued('cdu'), kind: 'cdu' as const, sensibleCapacityW: 150_000, waterFlowLPerMin: 250 };
const DOOR = {
  ...catalogued('door'),
  kind: 'rear-door-exchanger' as const,
  sensibleCapacityW: 50_000,
  heatCaptureFraction: 0.8,
  waterFlowLPerMin: 50,
};
const CRAH = { ...catalogued('crah'), kind: 'crah' as const, airflowM3PerH: 40_000, sensibleCapacityW: 150_000 };
const LOOP = { name: 'TCS', supplyC: 30, returnC: 40 };

const cdu = (name: string, more: object = {}) => ({ name, type: 'cdu', room: 'R1', loop: 'TCS', ...more });

/** Four racks of 100 kW of which liquid takes 0.8, that is 320 kW of liquid and 80 kW of air, on one CRAH. */
function hall(more: HallParts = {}, site: object = {}) {
  const document = documentSchema.parse({
    plenum: 1,
    site: { ...SITE, ...site },
    rackTypes: [RACK_42U],
    rooms: [{ ...ROOM_20_BY_12, ceilingHeightM: 3 }],
    rows: [{ name: 'A', room: 'R1', origin: [2, 6], bearingDeg: 90, coldAisleSide: 'right', pitchM: 0.6, slots: 10 }],
    racks: [1, 2, 3, 4].map((slot) => ({ name: `r${String(slot)}`, type: 'rack-42u', room: 'R1', row: 'A', slot })),
    deviceTypes: [
      {
        ...catalogued('t'),
        heightU: 42,
        maximumPowerW: 100_000,
        liquidHeatFraction: 0.8,
        maximumAirflowM3PerH: 5000,
      },
    ],
    devices: [1, 2, 3, 4].map((k) => ({ name: `d${String(k)}`, type: 't', rack: `r${String(k)}`, unit: 1 })),
    coolingUnitTypes: [CDU, DOOR, CRAH],
    coolingUnits: [{ name: 'u', type: 'crah', room: 'R1' }, cdu('c1'), cdu('c2'), cdu('c3')],
    waterLoops: [LOOP],
    ...more,
  });
  const assessed = assess(toSnapshot(document), { asOf: '2026-06-01', asOfAssumed: false, contentHash: 'x' });
  expectSiteConserved(assessed);
  return assessed;
}

const air = (...of: Parameters<typeof hall>) => studyAir(hall(...of), { loadCase: 'maximum' });
const losses = (...of: Parameters<typeof hall>) => {
  const assessed = hall(...of);
  const study = studyCoolingLosses(assessed, 'maximum');
  expectSiteConserved(assessed, study);
  return study;
};
const ofCode = <One extends { readonly code: string }>(findings: readonly One[], code: string) =>
  findings.filter((finding) => finding.code === code);

/** One rack of 36 kW, all into the air, with what hangs on it. */
const AIR_RACK: HallParts = {
  deviceTypes: [{ ...catalogued('t'), heightU: 42, maximumPowerW: 36_000, maximumAirflowM3PerH: 9000 }],
  devices: [{ name: 'd1', type: 't', rack: 'r1', unit: 1 }],
  waterLoops: [{ name: 'TCS', supplyC: 17, returnC: 23 }],
};
const onRack = { name: 'door1', type: 'door', room: 'R1', rack: 'r1', loop: 'TCS' };

describe('heat into liquid', () => {
  it('is cooled by the units of its room in equal parts, with the flow that the rise of the loop needs', () => {
    const { liquid, figures } = air();
    expect(liquid.circuits[0]).toMatchObject({ racks: ['r1', 'r2', 'r3', 'r4'], normal: { verdict: 'holds' } });
    expect(liquid.circuits[0]?.heatW.knownSum).toBeCloseTo(320_000, 6);
    // 320/3 = 106.67 kW each: 60 · 106 667/(4168.457 · 10) = 153.5 L/min; at 250 L/min 6.14 K
    expect(liquid.units[0]?.neededLPerMin?.value).toBeCloseTo(153.53, 2);
    expect(liquid.units[0]?.riseK).toBeCloseTo(6.141, 3);
    // the air gets the rest
    expect(figures.rooms[0]?.heatW.knownSum).toBeCloseTo(80_000, 6);
  });

  it('that three units of 150 kW carry is short without one: three are N', () => {
    expect(ofCode(air().findings, 'liquid.circuit-short')).toEqual([]);
    // 300 kW for 320 kW
    expect(air().liquid.circuits[0]?.losses.map(({ verdict }) => verdict)).toEqual(['short', 'short', 'short']);
    const study = losses();
    const short = ofCode(study.findings, 'liquid.loss').filter(({ severity }) => severity === 'error');
    expect(short).toHaveLength(3);
    expect(short[0]).toMatchObject({ severity: 'error', measured: 320_000, limit: 300_000 });
    expect(study.losses.find(({ lostUnits }) => lostUnits.join() === 'c1')).toMatchObject({ verdict: 'liquid-short' });
  });

  it('that four units carry holds without any one: N + 1', () => {
    const four: HallParts = { coolingUnits: ['c1', 'c2', 'c3', 'c4'].map((name) => cdu(name)) };
    // the loop is what all of them hang on
    expect(ofCode(losses(four).findings, 'liquid.loss')).toMatchObject([
      { severity: 'warning', limit: 0, inputs: { causes: ['water loop TCS'] } },
    ]);
    expect(losses(four).losses.find(({ lostUnits }) => lostUnits.join() === 'c1')?.circuits[0]).toMatchObject({
      verdict: 'holds',
      capacityW: 450_000,
    });
  });

  it('asks the units that are left for more water: 160 kW each need 230 L/min, of which 200 are given', () => {
    // 320 kW on three units of 200 kW: 106.7 kW each, 153.5 L/min; on two 160 kW each, 60 · 160 000/(4168.457 · 10) = 230.3
    const strong = { ...CDU, sensibleCapacityW: 200_000 };
    const given = (waterFlowLPerMin: number): HallParts => ({
      coolingUnitTypes: [{ ...strong, waterFlowLPerMin }, DOOR, CRAH],
    });
    expect(ofCode(losses(given(200)).findings, 'liquid.loss-flow')).toMatchObject([
      {
        severity: 'warning',
        subject: { kind: 'circuit' },
        measured: 200,
        limit: expect.closeTo(230.3, 1),
        inputs: { unitCount: 2 },
      },
    ]);
    expect(ofCode(losses(given(231)).findings, 'liquid.loss-flow')).toEqual([]);
    // a circuit that is short of capacity is liquid.loss
    expect(ofCode(losses().findings, 'liquid.loss-flow')).toEqual([]);
  });

  it('flows on when the mains are lost where the UPS carries enough units, else stops until the generator carries', () => {
    const powered = (onUps: number, more: object = {}): HallParts => ({
      powerElements: [
        { name: 'UTIL', kind: 'utility' },
        { name: 'GEN', kind: 'generator', startTimeS: 12 },
        { name: 'MSB', kind: 'switchboard', parents: ['UTIL', 'GEN'] },
        { name: 'UPS', kind: 'ups', parents: ['MSB'], autonomyS: 300 },
      ],
      coolingUnits: [1, 2, 3].map((k) => cdu(`c${String(k)}`, { poweredBy: [k <= onUps ? 'UPS' : 'MSB'], ...more })),
    });
    const stops = (parts: HallParts) => {
      const study = losses(parts);
      return [
        study.circuitTimelines.map(({ verdict, withoutFlowS }) => [verdict, withoutFlowS]),
        ofCode(study.findings, 'liquid.ride-through').map(({ severity, measured }) => [severity, measured]),
      ];
    };
    expect(stops(powered(3))).toEqual([[['flows-on', 0]], []]);
    // two of 150 kW on the UPS for 320 kW
    expect(stops(powered(2))).toEqual([[['stops', 12]], [['error', 12]]]);
    const { powerElements } = powered(0);
    const noGenerator = (powerElements ?? [])
      .filter(({ name }) => name !== 'GEN')
      .map((element) => (element.name === 'MSB' ? { ...element, parents: ['UTIL'] } : element));
    expect(stops({ ...powered(0), powerElements: noGenerator })).toEqual([[['never-back', null]], [['error', null]]]);
    const silent = losses(powered(0, { poweredBy: undefined }));
    expect(silent.circuitTimelines[0]?.verdict).toBe('unknown');
    expect(ofCode(silent.findings, 'liquid.unknown-ride-through')).toMatchObject([{ severity: 'unknown' }]);
  });

  it('is short where two units must take it', () => {
    const two: HallParts = { coolingUnits: [cdu('c1'), cdu('c2')] };
    expect(ofCode(air(two).findings, 'liquid.circuit-short')).toMatchObject([
      { severity: 'error', measured: 320_000, limit: 300_000 },
    ]);
    // the loss is no news then
    expect(ofCode(losses(two).findings, 'liquid.loss')).toEqual([]);
  });

  it('is not known to be carried where a capacity is missing, unless the others are enough', () => {
    const open = { ...catalogued('open'), kind: 'cdu' as const };
    const types = [CDU, DOOR, CRAH, open];
    const units = (names: readonly string[]) => [...names.map((name) => cdu(name)), cdu('x', { type: 'open' })];
    const unknown = ofCode(
      air({ coolingUnitTypes: types, coolingUnits: units(['c1', 'c2']) }).findings,
      'liquid.unknown-circuit',
    );
    expect(unknown).toMatchObject([{ severity: 'unknown', limit: null, inputs: { knownCapacityW: 300_000 } }]);
    const enough = air({ coolingUnitTypes: types, coolingUnits: units(['c1', 'c2', 'c3']) });
    expect(ofCode(enough.findings, 'liquid.unknown-circuit')).toEqual([]);
    expect(ofCode(enough.findings, 'liquid.unknown-unit')[0]?.inputs['names']).toEqual(['x']);
  });

  it('is not nothing where no type says which share it takes', () => {
    const study = air({
      deviceTypes: [{ ...catalogued('t'), heightU: 42, maximumPowerW: 100_000, maximumAirflowM3PerH: 5000 }],
    });
    expect(study.liquid.circuits[0]?.heatW).toMatchObject({ lower: 0, upper: null });
    expect(ofCode(study.findings, 'liquid.unknown-circuit')).toHaveLength(1);
  });

  it('is found where no unit serves its racks', () => {
    const study = air({ coolingUnits: [{ name: 'u', type: 'crah', room: 'R1' }, cdu('c1', { rack: 'r1' })] });
    // three of four racks, 80 kW each
    expect(ofCode(study.findings, 'liquid.uncooled')).toMatchObject([
      { severity: 'error', measured: 240_000, inputs: { names: ['r2', 'r3', 'r4'] } },
    ]);
  });

  it('needs more water than its unit gets at the design rise of the loop', () => {
    // 320 kW on one unit of 400 kW at 10 K: 60 · 320 000/41 684.57 = 460.6 L/min for 250
    const strong = { ...CDU, sensibleCapacityW: 400_000 };
    const study = air({ coolingUnitTypes: [strong, CRAH], coolingUnits: [cdu('c1')] });
    expect(ofCode(study.findings, 'liquid.flow')).toMatchObject([{ severity: 'warning', measured: 250 }]);
    expect(ofCode(study.findings, 'liquid.flow')[0]?.limit).toBeCloseTo(460.6, 1);
    expect(study.liquid.units[0]?.riseK).toBeCloseTo(18.42, 2);
    expect(ofCode(air().findings, 'liquid.flow')).toEqual([]);
  });

  it('has no flow where the loop states no return, and says what is missing', () => {
    const study = air({ waterLoops: [{ name: 'TCS', supplyC: 30 }] });
    expect(study.liquid.units[0]).toMatchObject({ neededLPerMin: null, designRiseK: null });
    expect(ofCode(study.findings, 'liquid.unknown-unit')).toMatchObject([
      { severity: 'unknown', inputs: { missing: ['waterLoop.supplyC and returnC'] }, coverage: { known: 0, total: 3 } },
    ]);
  });
});

describe('liquid and the dew point of the room', () => {
  // ln 0.5 + 17.62 · 24/267.12 = 0.890; 243.12 · 0.890/(17.62 − 0.890) = 12.93 °C
  it.each([
    [10, ['error']],
    [14, ['warning']],
    [15, []],
  ])('at a supply of %p °C finds %p', (supplyC, severities) => {
    const study = air({ ...AIR_RACK, coolingUnits: [onRack], waterLoops: [{ name: 'TCS', supplyC, returnC: 25 }] });
    expect(study.liquid.dewPointC).toBeCloseTo(12.93, 2);
    expect(ofCode(study.findings, 'liquid.dew-point').map(({ severity }) => severity)).toEqual(severities);
  });

  it('counts the set point of a distribution unit, not the colder loop behind it', () => {
    const cold: HallParts = { waterLoops: [{ name: 'TCS', supplyC: 8, returnC: 18 }] };
    expect(ofCode(air(cold).findings, 'liquid.dew-point')).toHaveLength(3);
    const warm = { ...cold, coolingUnits: [cdu('c1', { supplyC: 32 })] };
    expect(ofCode(air(warm).findings, 'liquid.dew-point')).toEqual([]);
    expect(air(warm).liquid.units[0]).toMatchObject({ approachK: 24 });
  });

  it('is not known where the loop states no supply, or where humidity is assumed and the supply is low', () => {
    const open = air({ ...AIR_RACK, coolingUnits: [onRack], waterLoops: [{ name: 'TCS' }] });
    expect(ofCode(open.findings, 'liquid.dew-point')).toMatchObject([{ severity: 'unknown', measured: null }]);
    const assumed = air(
      { ...AIR_RACK, coolingUnits: [onRack], waterLoops: [{ name: 'TCS', supplyC: 10, returnC: 16 }] },
      { relativeHumidity: undefined },
    );
    expect(ofCode(assumed.findings, 'liquid.dew-point')).toMatchObject([{ severity: 'unknown', measured: 10 }]);
  });

  it('cannot be kept by a set point below the water that cools the unit', () => {
    const study = air({ coolingUnits: [cdu('c1', { supplyC: 30 }), cdu('c2', { supplyC: 32 })] });
    expect(ofCode(study.findings, 'liquid.approach')).toMatchObject([
      { severity: 'error', subject: { name: 'c1' }, measured: 30, limit: 30 },
    ]);
  });
});

describe('rear doors in a room', () => {
  const parts: HallParts = { ...AIR_RACK, coolingUnits: [{ name: 'u', type: 'crah', room: 'R1' }, onRack] };

  it('capture their share and leave the rest to the air', () => {
    const study = air(parts);
    // 0.8 of 36 kW: 28.8 kW in the door, 7.2 kW in the room
    expect(study.liquid.doors[0]?.capturedFraction).toBeCloseTo(0.8, 9);
    expect(study.figures.rooms[0]?.heatW.knownSum).toBeCloseTo(7200, 6);
    // 60 · 28 800/(4168.457 · 6) = 69.1 L/min at the 6 K of the loop, 50 at hand
    expect(ofCode(study.findings, 'liquid.flow')[0]?.limit).toBeCloseTo(69.09, 2);
  });

  it('give the heat back to the room when they are lost', () => {
    const loss = losses(parts).losses.find(({ lostUnits }) => lostUnits.join() === 'door1');
    expect(loss?.rooms[0]?.heatW).toBeCloseTo(36_000, 6);
    expect(loss?.rooms[0]?.lostUnits).toEqual(['door1']);
    // 36 kW on 9000 m³/h of the rack instead of 7.2: its hot side, and by what recirculates its inlet, is warmer
    expect(loss?.rooms[0]?.largestRiseK ?? 0).toBeGreaterThan(0.5);
  });

  it('that do not say what they capture leave the inlets of their racks open', () => {
    const { heatCaptureFraction: _captured, ...unsaid } = DOOR;
    const study = air({ ...parts, coolingUnitTypes: [unsaid, CRAH] });
    expect(study.figures.rooms[0]?.racks.find(({ rack }) => rack === 'r1')).toMatchObject({
      inletC: null,
      heatW: { lower: 0, upper: 36_000 },
    });
    expect(ofCode(study.findings, 'liquid.unknown-unit')).toMatchObject([
      { inputs: { missing: ['coolingUnitType.heatCaptureFraction'], leastW: 0, mostW: 36_000 } },
    ]);
  });
});
