import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../test/factories/halls/hall.js';
import type { TotalItem } from '../finding.js';
import { sitePolicy } from '../site/policy.js';
import { m3PerHFromCfm } from '../units.js';
import { airHall, solveAir } from './air-solver.js';
import { solveCooling } from './cooling-solver.js';

type TypeEntry = NonNullable<HallParts['deviceTypes']>[number];
type SiteEntry = NonNullable<HallParts['site']>;

/** 20 °C dry at sea level is 1.2041 kg/m³, about the 1.2 of the trade. */
const SEA_LEVEL: Partial<SiteEntry> = { supplyC: 20, relativeHumidity: 0, altitudeM: 0 };
const RACK = { name: 'r', type: 'rack-42u', room: 'R1', position: [5, 6] as [number, number] };

function coolingOf(
  parts: HallParts,
  { site = SEA_LEVEL, drawsW = {} }: { site?: Partial<SiteEntry>; drawsW?: Readonly<Record<string, TotalItem>> } = {},
) {
  const index = hallIndex({
    site: { name: 'hall', ...site },
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    racks: [RACK],
    ...parts,
  });
  const { policy } = sitePolicy(index.snapshot.site);
  const draws = new Map(Object.entries(drawsW));
  const hall = airHall(index, { policy, loadCase: 'maximum', draws, places: [], otherHeat: [] });
  return solveCooling(hall, solveAir(hall));
}

/** One device `d` of a type in the rack, drawing `drawW`. */
function oneDevice(
  type: Partial<TypeEntry>,
  {
    drawW,
    site,
    device = {},
  }: { drawW?: TotalItem; site?: Partial<SiteEntry>; device?: Partial<NonNullable<HallParts['devices']>[number]> } = {},
) {
  const cooling = coolingOf(
    {
      deviceTypes: [{ ...catalogued('t'), heightU: 8, ...type }],
      devices: [{ name: 'd', type: 't', rack: 'r', unit: 1, ...device }],
    },
    { ...(site === undefined ? {} : { site }), ...(drawW === undefined ? {} : { drawsW: { d: drawW } }) },
  );
  return { cooling, rack: cooling.racks[0], device: cooling.devices[0] };
}

describe('heat and air of devices', () => {
  it('raises the air of a DGX H100 by 16.2 K at 1.2 kg/m³', () => {
    // 10.2 kW on 1105 CFM = 1877.4 m³/h: 3600 · 10 200 / (1.2041 · 1005 · 1877.4) = 16.16 K
    const { device, rack } = oneDevice({ maximumAirflowM3PerH: m3PerHFromCfm(1105) }, { drawW: { value: 10_200 } });
    expect(device?.deltaTK).toBeCloseTo(16.16, 2);
    expect(rack?.deltaTK).toBeCloseTo(16.16, 2);
    expect(device?.airflowFrom).toBe('stated');
  });

  it('raises it more in the thin air of Denver', () => {
    const site = { altitudeM: 1609, supplyC: 25, relativeHumidity: 0 };
    const { cooling, device } = oneDevice(
      { maximumAirflowM3PerH: m3PerHFromCfm(1105) },
      { drawW: { value: 10_200 }, site },
    );
    expect(cooling.airDensityKgPerM3).toBeCloseTo(0.9748, 4);
    // 16.16 · 1.2041 / 0.9748
    expect(device?.deltaTK).toBeCloseTo(19.96, 2);
  });

  it('asks for the air of the design temperature rise where none is stated', () => {
    // 36 kW at 12 K: 8955 m³/h at 1.2 kg/m³, so 8955 · 1.2 / 1.2041 here
    const { rack, device } = oneDevice({ designDeltaTK: 12 }, { drawW: { value: 36_000 } });
    expect(rack?.airflowM3PerH.knownSum).toBeCloseTo((8955 * 1.2) / 1.2041, -1);
    expect(rack?.deltaTK).toBeCloseTo(12, 9);
    expect(device).toMatchObject({ airflowFrom: 'design', deltaTK: null });
  });

  it('does not know the air without airflow or design rise, but at least what the highest allowed rise needs', () => {
    const { rack } = oneDevice({ maximumDeltaTK: 24 }, { drawW: { value: 36_000 } });
    expect(rack?.airflowM3PerH).toMatchObject({ knownSum: 0, upper: null, coverage: { known: 0, total: 1 } });
    // Half of 8955 · 1.2 / 1.2041, because 24 K is twice 12 K
    expect(rack?.airflowM3PerH.lower).toBeCloseTo((8955 * 1.2) / 1.2041 / 2, -1);
    expect(rack?.deltaTK).toBeNull();
  });

  it('keeps the bounds of a draw that is not known', () => {
    const { rack } = oneDevice({ designDeltaTK: 12 }, { drawW: { value: null, lower: 18_000, upper: 36_000 } });
    expect(rack?.heatW).toEqual({ knownSum: 0, lower: 18_000, upper: 36_000, coverage: { known: 0, total: 1 } });
    expect((rack?.airflowM3PerH.upper ?? 0) / (rack?.airflowM3PerH.lower ?? 1)).toBeCloseTo(2, 9);
  });

  it('plans on the heat that the vendor states where it is more than the draw', () => {
    // DGX H100: 10.2 kW beside 38 557 BTU/h, which is 11.3 kW
    expect(oneDevice({ maximumHeatW: 11_300 }, { drawW: { value: 10_200 } }).rack?.heatW.knownSum).toBe(11_300);
    expect(oneDevice({ maximumHeatW: 9_000 }, { drawW: { value: 10_200 } }).rack?.heatW.knownSum).toBe(10_200);
    const overridden = oneDevice(
      { maximumHeatW: 11_300 },
      { drawW: { value: 6_000 }, device: { overrides: { maximumPowerW: 6_000 } } },
    );
    expect(overridden.rack?.heatW.knownSum).toBe(6_000);
  });

  it('takes that heat for a draw that is not known, unless the draw is surely more', () => {
    const planned = (lower: number) =>
      oneDevice({ maximumHeatW: 9_000 }, { drawW: { value: null, lower } }).rack?.heatW;
    expect(planned(8_000)).toMatchObject({ knownSum: 9_000, coverage: { known: 1, total: 1 } });
    expect(planned(10_000)).toMatchObject({ lower: 10_000, upper: null, coverage: { known: 0, total: 1 } });
  });

  it('leaves to the air what liquid does not take', () => {
    const { rack } = oneDevice({ liquidHeatFraction: 0.75, designDeltaTK: 10 }, { drawW: { value: 40_000 } });
    expect(rack?.heatW.knownSum).toBe(10_000);
    expect(oneDevice({ liquidHeatFraction: 1 }, { drawW: { value: 40_000 } }).rack).toMatchObject({
      heatW: { knownSum: 0 },
      airflowM3PerH: { knownSum: 0, coverage: { known: 1, total: 1 } },
    });
  });

  it('never lowers the rise when the heat grows', () => {
    const watt = fc.double({ min: 0, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(watt, watt, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const riseK = (value: number) =>
          oneDevice({ maximumAirflowM3PerH: 1000 }, { drawW: { value } }).device?.deltaTK ?? NaN;
        expect(riseK(more)).toBeGreaterThanOrEqual(riseK(less));
      }),
      { seed: 41, numRuns: 25 },
    );
  });
});

describe('heat of rack PDUs', () => {
  const pdu = (slug: string, lossFraction: number) => ({
    ...catalogued(slug),
    inputVoltageLlV: 415,
    ratedCurrentA: 60,
    phases: 3 as const,
    lossFraction,
  });
  const parts = (second: string): HallParts => ({
    pduTypes: [pdu('p2', 0.02), pdu('p1', 0.01)],
    deviceTypes: [{ ...catalogued('t'), heightU: 8 }],
    devices: [{ name: 'd', type: 't', rack: 'r', unit: 1 }],
    powerElements: [
      { name: 'a', kind: 'rack-pdu', pduType: 'p2', rack: 'r' },
      { name: 'b', kind: 'rack-pdu', pduType: second, rack: 'r' },
    ],
  });

  it('is their loss fraction of the draw', () => {
    const { racks } = coolingOf(parts('p2'), { drawsW: { d: { value: 10_000 } } });
    expect(racks[0]?.heatW.knownSum).toBeCloseTo(10_200, 6);
  });

  it('lies between the best and the worst where they differ', () => {
    const { racks } = coolingOf(parts('p1'), { drawsW: { d: { value: 10_000 } } });
    expect(racks[0]?.heatW).toMatchObject({ lower: 10_100, upper: 10_200, coverage: { known: 1, total: 2 } });
  });

  it('counts what a unit states of itself before its type, and its loss without load', () => {
    const stated = { proportionalLossFraction: 0.03, fixedLossW: 15 };
    const { racks } = coolingOf(
      {
        ...parts('p2'),
        powerElements: [
          { name: 'a', kind: 'rack-pdu', pduType: 'p2', rack: 'r', ...stated },
          { name: 'b', kind: 'rack-pdu', pduType: 'p1', rack: 'r', ...stated },
        ],
      },
      { drawsW: { d: { value: 10_000 } } },
    );
    // 10 000 + 0.03 · 10 000 + 2 · 15
    expect(racks[0]?.heatW.knownSum).toBeCloseTo(10_330, 6);
  });

  it('is taken for nothing where nobody states it, which is an assumption', () => {
    const { lossFraction: _unknown, ...silent } = pdu('p2', 0);
    const { assumptions } = coolingOf({ ...parts('p1'), pduTypes: [silent, pdu('p1', 0.01)] });
    expect(assumptions.find(({ parameter }) => parameter === 'pduType.lossFraction')).toMatchObject({
      value: 0,
      count: 1,
    });
  });
});

describe('rooms', () => {
  const unitType = (slug: string, sensibleCapacityW: number | undefined, airflowM3PerH: number | undefined) => ({
    ...catalogued(slug),
    kind: 'crah' as const,
    ...(sensibleCapacityW === undefined ? {} : { sensibleCapacityW }),
    ...(airflowM3PerH === undefined ? {} : { airflowM3PerH }),
  });
  const hall = (types: readonly string[]): HallParts => ({
    deviceTypes: [{ ...catalogued('t'), heightU: 8, maximumAirflowM3PerH: 9000 }],
    devices: [{ name: 'd', type: 't', rack: 'r', unit: 1 }],
    coolingUnitTypes: [
      unitType('large', 50_000, 12_000),
      unitType('small', 30_000, 8_000),
      unitType('bare', undefined, undefined),
    ],
    coolingUnits: types.map((type, i) => ({ name: `u${String(i)}`, type, room: 'R1' })),
  });
  const drawsW = { d: { value: 36_000 } };

  it('add up their units, all running and after the loss of each', () => {
    const [room] = coolingOf(hall(['large', 'small']), { drawsW }).rooms;
    expect(room).toMatchObject({
      heatW: { knownSum: 36_000 },
      airflowM3PerH: { knownSum: 9_000 },
      capacityW: { knownSum: 80_000 },
      unitAirflowM3PerH: { knownSum: 20_000 },
      unitLosses: [
        { unit: 'u0', capacityW: { knownSum: 30_000 }, unitAirflowM3PerH: { knownSum: 8_000 } },
        { unit: 'u1', capacityW: { knownSum: 50_000 }, unitAirflowM3PerH: { knownSum: 12_000 } },
      ],
    });
  });

  it('do not know their capacity where a unit states none', () => {
    const [room] = coolingOf(hall(['large', 'bare']), { drawsW }).rooms;
    expect(room?.capacityW).toEqual({ knownSum: 50_000, lower: 50_000, upper: null, coverage: { known: 1, total: 2 } });
  });

  it('count a rear door with no more than the heat of its rack, and distribution units not at all', () => {
    const parts: HallParts = {
      ...hall([]),
      coolingUnitTypes: [
        { ...catalogued('door'), kind: 'rear-door-exchanger', sensibleCapacityW: 50_000 },
        { ...catalogued('weak-door'), kind: 'rear-door-exchanger', sensibleCapacityW: 18_000 },
        { ...catalogued('cdu'), kind: 'cdu', sensibleCapacityW: 1_000_000 },
      ],
    };
    const unit = (name: string, type: string) => ({ name, type, room: 'R1' });
    const strong = coolingOf(
      { ...parts, coolingUnits: [{ ...unit('d1', 'door'), rack: 'r' }, unit('c1', 'cdu')] },
      { drawsW },
    );
    expect(strong.rooms[0]).toMatchObject({
      capacityW: { knownSum: 36_000, coverage: { total: 1 } },
      unitAirflowM3PerH: { knownSum: 9_000 },
    });
    // 18 of 36 kW, so half of the air comes back cool
    const weak = coolingOf({ ...parts, coolingUnits: [{ ...unit('d1', 'weak-door'), rack: 'r' }] }, { drawsW });
    expect(weak.rooms[0]).toMatchObject({
      capacityW: { knownSum: 18_000 },
      unitAirflowM3PerH: { knownSum: 4_500 },
    });
  });

  it('sum to the same whatever the order of racks and devices', () => {
    const racks = [RACK, { ...RACK, name: 'q', position: [8, 6] as [number, number] }];
    const devices = ['a', 'b', 'c'].map((name, i) => ({ name, type: 't', rack: i === 0 ? 'q' : 'r', unit: 1 + 8 * i }));
    const many = { a: { value: 1000 }, b: { value: null, upper: 3000 }, c: { value: 5000 } };
    const parts = { ...hall(['large']), racks, devices };
    const turned = { ...parts, racks: [...racks].reverse(), devices: [...devices].reverse() };
    expect(coolingOf(turned, { drawsW: many })).toEqual(coolingOf(parts, { drawsW: many }));
  });
});
