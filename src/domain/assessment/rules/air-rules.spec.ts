import { describe, expect, it } from '@jest/globals';
import {
  catalogued,
  RACK_42U,
  ROOM_20_BY_12,
  ROW_EAST,
  type HallParts,
} from '../../../../test/factories/halls/hall.js';
import { expectSiteConserved } from '../../../../test/support/conserved-air.js';
import { documentSchema } from '../../site/document.js';
import { toSnapshot } from '../../site/snapshot.js';
import { studyAir, type AirRequest } from '../air-study.js';
import { assess } from '../assess.js';

type SiteParts = Partial<NonNullable<HallParts['site']>>;

/** 20 °C dry at sea level: 1.2041 kg/m³ · 1005 / 3600 = 0.33614 W/K for each m³/h. */
const SITE = { name: 'hall', asOf: '2026-06-01', supplyC: 20, relativeHumidity: 0, altitudeM: 0, ashraeClass: 'A2' };
const NODE = { ...catalogued('node'), heightU: 42, maximumPowerW: 10_000, maximumAirflowM3PerH: 2500 };
const CRAH = { ...catalogued('crah'), kind: 'crah' as const, airflowM3PerH: 6000 };
const rack = (k: number) => ({ name: `r${String(k)}`, type: 'rack-42u', room: 'R1', row: 'A', slot: k });
const device = (k: number, type = 'node') => ({ name: `d${String(k)}`, type, rack: `r${String(k)}`, unit: 1 });

/** Two racks of 10 kW on 2500 m³/h each, in one zone that recirculates nothing, on a unit of 6000 m³/h. */
function study(parts: HallParts = {}, site: SiteParts = {}, request: Partial<AirRequest> = {}) {
  const document = documentSchema.parse({
    plenum: 1,
    site: { ...SITE, ...site },
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    rows: [ROW_EAST],
    racks: [rack(1), rack(2)],
    deviceTypes: [NODE],
    devices: [device(1), device(2)],
    coolingZones: [{ name: 'Z', room: 'R1', rows: ['A'], recirculationFraction: 0 }],
    coolingUnitTypes: [CRAH],
    coolingUnits: [{ name: 'u1', type: 'crah', room: 'R1', zones: ['Z'] }],
    ...parts,
  });
  const assessed = assess(toSnapshot(document), { asOf: '2026-06-01', asOfAssumed: false, contentHash: 'x' });
  expectSiteConserved(assessed);
  return studyAir(assessed, { loadCase: 'maximum', ...request });
}

/** Findings of one rule; sentences with a gap throw. */
function found(code: string, ...of: Parameters<typeof study>) {
  const findings = study(...of).findings.filter((finding) => finding.code === code);
  for (const { message } of findings)
    if (/[{}]|NaN|undefined/.test(message)) throw new Error(`${code} leaves a gap in "${message}"`);
  return findings;
}

const zone = (more: object) => ({ coolingZones: [{ name: 'Z', room: 'R1', rows: ['A'], ...more }] });

describe('a hall without fault', () => {
  it('has no finding of the air', () => {
    expect(study().findings).toEqual([]);
  });
});

describe('air.hot-spot', () => {
  it('is a rack whose inlet r/(1 − r) of its rise lifts above the limit of its device, once for its row', () => {
    // 10 kW on 2500 m³/h rise by 11.90 K; r = 0.4 adds 0.4/0.6 · 11.90 = 7.93 K
    const hot = { deviceTypes: [{ ...NODE, maximumInletC: 25 }], ...zone({ recirculationFraction: 0.4 }) };
    expect(found('air.hot-spot', hot)).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'row', name: 'R1 / A' },
        measured: expect.closeTo(27.93, 2),
        limit: 25,
        inputs: { rackCount: 2, limitOf: 'node' },
      },
    ]);
  });

  it('is a warning above what is recommended, and nothing below', () => {
    expect(found('air.hot-spot', zone({ recirculationFraction: 0.4 }))).toMatchObject([
      { severity: 'warning', measured: expect.closeTo(27.93, 2), limit: 27 },
    ]);
    expect(found('air.hot-spot', zone({ recirculationFraction: 0.3 }))).toEqual([]); // 25.1 °C
  });
});

describe('air.no-steady-state', () => {
  const unit = (sensibleCapacityW: number) => ({ coolingUnitTypes: [{ ...CRAH, sensibleCapacityW }] });

  it('is a room whose 20 kW meet 15 kW of capacity that does not follow the return', () => {
    expect(found('air.no-steady-state', unit(15_000))).toMatchObject([
      { severity: 'error', measured: 20_000, limit: 15_000, unit: 'W' },
    ]);
    expect(found('air.no-steady-state', unit(20_000))).toEqual([]);
  });
});

describe('air.unit-short', () => {
  it('is a unit whose capacity at its return keeps it from its set point', () => {
    // 20 kW rated at 40 °C and 10 °C water: 667 W/K; it takes 20 kW only at 40 °C; 6000 m³/h: 20 000/2016.9 = 9.92 K below
    const coil = { ...CRAH, sensibleCapacityW: 20_000, ratedReturnC: 40, ratedWaterC: 10 };
    const parts: HallParts = {
      coolingUnitTypes: [coil],
      waterLoops: [{ name: 'W', supplyC: 10 }],
      coolingUnits: [{ name: 'u1', type: 'crah', room: 'R1', zones: ['Z'], loop: 'W' }],
    };
    expect(found('air.unit-short', parts)).toMatchObject([
      { severity: 'error', subject: { name: 'u1' }, measured: expect.closeTo(40 - 9.916, 2), limit: 20 },
    ]);
    expect(found('air.unit-short', { ...parts, coolingUnitTypes: [{ ...coil, sensibleCapacityW: 40_000 }] })).toEqual(
      [],
    );
  });
});

describe('water of coils', () => {
  const coil = (waterC: number, rated: object, kind: 'crah' | 'crac' = 'crah'): HallParts => ({
    coolingUnitTypes: [{ ...CRAH, kind, sensibleCapacityW: 40_000, ...rated }],
    waterLoops: [{ name: 'W', supplyC: waterC }],
    coolingUnits: [{ name: 'u1', type: 'crah', room: 'R1', zones: ['Z'], loop: 'W' }],
  });

  it('air.unit-rating: is a return of 12 °C with water at 14 °C', () => {
    const rated = { ratedReturnC: 12, ratedWaterC: 14 };
    expect(found('air.unit-rating', coil(10, rated))).toMatchObject([
      { severity: 'warning', subject: { name: 'crah' }, measured: 12, limit: 14, inputs: { units: ['u1'] } },
    ]);
    expect(found('air.unit-rating', coil(10, { ratedReturnC: 35, ratedWaterC: 14 }))).toEqual([]);
  });

  it('cools no air below itself: water at 26 °C leaves a set point of 20 °C unheld', () => {
    expect(found('air.unit-short', coil(26, {}))).toMatchObject([{ measured: expect.closeTo(26, 6), limit: 20 }]);
    // the loop of a direct expansion unit cools its condenser, not its air
    expect(found('air.unit-short', coil(26, {}, 'crac'))).toEqual([]);
  });
});

describe('air.aisle-starved', () => {
  it('is a zone that gets 4750 m³/h of 5000: 5 % of 5000 leak', () => {
    const parts = { coolingUnitTypes: [{ ...CRAH, airflowM3PerH: 5000 }], ...zone({ leakageFraction: 0.05 }) };
    expect(found('air.aisle-starved', parts)).toMatchObject([
      { severity: 'error', subject: { kind: 'coolingZone', name: 'Z' }, measured: 5000, limit: 4750, unit: 'm3/h' },
    ]);
    expect(found('air.aisle-starved', zone({ leakageFraction: 0.05 }))).toEqual([]);
  });
});

describe('air.contained-margin', () => {
  const contained = (airflowM3PerH: number, containment: 'cold' | 'none' = 'cold') =>
    found('air.contained-margin', {
      rows: [{ ...ROW_EAST, containment }],
      coolingUnitTypes: [{ ...CRAH, airflowM3PerH }],
    });

  it('is a contained aisle with less than 5 % of surplus', () => {
    expect(contained(5100)).toMatchObject([{ severity: 'warning', measured: expect.closeTo(1.02, 9), limit: 1.05 }]);
    expect([contained(5250), contained(5100, 'none')]).toEqual([[], []]);
  });
});

describe('air.bypass', () => {
  it('is told where more than 40 % of the air passes no rack', () => {
    // 5000 of 10 000 m³/h: 50 %; RTI = 5.95/11.90
    const blown = (airflowM3PerH: number) => found('air.bypass', { coolingUnitTypes: [{ ...CRAH, airflowM3PerH }] });
    expect(blown(10_000)).toMatchObject([
      {
        severity: 'info',
        measured: expect.closeTo(0.5, 9),
        inputs: { returnTemperatureIndex: expect.closeTo(0.5, 6) },
      },
    ]);
    expect(blown(8000)).toEqual([]);
    // air of a rack that nobody states may be what seems to pass
    const { maximumAirflowM3PerH: _unknown, ...silent } = NODE;
    expect(
      found('air.bypass', { deviceTypes: [silent], coolingUnitTypes: [{ ...CRAH, airflowM3PerH: 10_000 }] }),
    ).toEqual([]);
  });
});

describe('air.tile-pressure', () => {
  const tiles = (perforatedTileCount: number) =>
    found('air.tile-pressure', {
      rooms: [{ ...ROOM_20_BY_12, tileSizeM: 0.6 }],
      ...zone({ perforatedTileCount, tileOpenFraction: 0.25 }),
    });

  it('is 6000 m³/h through 4 tiles of which a quarter is open: 30.5 Pa', () => {
    // V/(Cd·A) = 1.6667/(0.65 · 0.36) = 7.123 m/s; 1.2041/2 · 7.123² = 30.5 Pa
    expect(tiles(4)).toMatchObject([
      { severity: 'warning', measured: expect.closeTo(30.54, 1), limit: 30, unit: 'Pa' },
    ]);
    expect(tiles(5)).toEqual([]);
  });
});

describe('air.aisle-direction', () => {
  const rows = (coldAisleSide: 'left' | 'right') =>
    found('air.aisle-direction', {
      // Row A looks south from y = 6; row B has its racks from y = 3.6 to 4.8 (right) or from 3.6 − 1.2 on (left)
      rows: [ROW_EAST, { ...ROW_EAST, name: 'B', origin: [2, coldAisleSide === 'right' ? 3.6 : 4.8], coldAisleSide }],
      racks: [rack(1), { name: 'b1', type: 'rack-42u', room: 'R1', row: 'B', slot: 1 }],
      devices: [device(1)],
    });

  it('is a row that has the rears of another in front of it', () => {
    expect(rows('right')).toMatchObject([
      { severity: 'warning', measured: expect.closeTo(1.2, 6), inputs: { rack: 'r1', other: 'b1' } },
    ]);
  });

  it('is none where fronts face fronts', () => {
    expect(rows('left')).toEqual([]);
  });
});

describe('air.open-units', () => {
  it('are free units that nobody closes: 21 of 42, none blanked', () => {
    const half = (blankedFraction?: number) =>
      found('air.open-units', {
        deviceTypes: [{ ...NODE, heightU: 21 }],
        racks: [rack(1), { ...rack(2), ...(blankedFraction === undefined ? {} : { blankedFraction }) }],
      });
    expect(half(0)).toMatchObject([
      { severity: 'warning', measured: 21, unit: 'U', inputs: { rack: 'r2', rackCount: 1 } },
    ]);
    expect([half(1), half()]).toEqual([[], []]);
  });
});

describe('air.implausible-rise', () => {
  it('is a rise that no fan is built for: 10 kW on 100 m³/h are 298 K', () => {
    const on = (maximumAirflowM3PerH: number) =>
      found('air.implausible-rise', { deviceTypes: [{ ...NODE, maximumAirflowM3PerH }] });
    // 10 000/(100 · 0.33614) = 297.5 K; on 800 m³/h 37.2 K
    expect(on(100)).toMatchObject([{ severity: 'warning', measured: expect.closeTo(297.5, 0), limit: 40, unit: 'K' }]);
    expect(on(800)).toEqual([]);
  });
});

describe('measured inlets', () => {
  const reading = (inletC: number, at: string, channel = 'top', name = 'r1') => ({ rack: name, channel, at, inletC });
  const measured = (...readings: readonly ReturnType<typeof reading>[]) => ({ readings });

  it('air.measured-inlet: is above the limit of the rack by its last reading', () => {
    const limits = { deviceTypes: [{ ...NODE, maximumInletC: 30 }] };
    const readings = measured(reading(29, '2026-06-01T09:00:00Z'), reading(31.2, '2026-06-01T10:00:00Z'));
    expect(found('air.measured-inlet', limits, {}, readings)).toMatchObject([
      { severity: 'error', subject: { kind: 'rack', name: 'r1' }, measured: 31.2, limit: 30 },
    ]);
    const cooled = measured(reading(31.2, '2026-06-01T09:00:00Z'), reading(29, '2026-06-01T10:00:00Z'));
    expect(found('air.measured-inlet', limits, {}, cooled)).toEqual([]);
  });

  it('air.model-error: is stated whatever it is, and a warning above 2 K', () => {
    // The model says 20 °C at both: errors −1.2 and +0.4 K, root mean square √((1.44 + 0.16)/2) = 0.894 K, bias −0.4 K
    const at = '2026-06-01T09:00:00Z';
    const good = measured(reading(21.2, at), reading(19.6, at, 'top', 'r2'));
    expect(found('air.model-error', {}, {}, good)).toMatchObject([
      {
        severity: 'info',
        measured: expect.closeTo(0.894, 3),
        inputs: { biasK: expect.closeTo(-0.4, 9), worstRack: 'r1' },
        coverage: { known: 2, total: 2 },
      },
    ]);
    expect(found('air.model-error', {}, {}, measured(reading(24, at)))).toMatchObject([{ severity: 'warning' }]);
    expect(found('air.model-error')).toEqual([]);
  });

  it('air.rate-of-change: is 6 K in 15 minutes, of which 5 are allowed', () => {
    const readings = measured(reading(24, '2026-06-01T14:00:00Z'), reading(30, '2026-06-01T14:15:00Z'));
    expect(found('air.rate-of-change', {}, {}, readings)).toMatchObject([
      { severity: 'warning', subject: { kind: 'rack', name: 'r1' }, measured: 6, limit: 5, inputs: { channel: 'top' } },
    ]);
    const slow = measured(reading(24, '2026-06-01T14:00:00Z'), reading(29, '2026-06-01T14:15:00Z'));
    expect(found('air.rate-of-change', {}, {}, slow)).toEqual([]);
  });
});

describe('what is not known', () => {
  it('air.unknown-altitude: says what 2000 m would change', () => {
    const { altitudeM: _unknown, ...silent } = SITE;
    const document = { site: silent as NonNullable<HallParts['site']> };
    // (1 − 2.25577e-5 · 2000)^−5.25588 = 1.2746
    expect(found('air.unknown-altitude', document)).toMatchObject([
      { severity: 'unknown', inputs: { moreRisePercent: expect.closeTo(27.46, 1) } },
    ]);
    expect(found('air.unknown-altitude')).toEqual([]);
  });

  it('air.unknown-supply: names units without an airflow, zones that no unit serves, and rooms without units', () => {
    const { airflowM3PerH: _silent, ...bare } = CRAH;
    expect(found('air.unknown-supply', { coolingUnitTypes: [bare] })).toMatchObject([
      { severity: 'unknown', subject: { kind: 'room', name: 'R1' }, inputs: { open: [expect.stringContaining('u1')] } },
    ]);
    expect(found('air.unknown-supply', { coolingUnits: [] })[0]?.inputs['open']).toEqual(['no unit blows air into it']);
    const elsewhere: HallParts = {
      coolingZones: [
        { name: 'Z', room: 'R1', rows: ['A'] },
        { name: 'Y', room: 'R1', rows: [] },
      ],
      coolingUnits: [{ name: 'u1', type: 'crah', room: 'R1', zones: ['Y'] }],
    };
    expect(found('air.unknown-supply', elsewhere)[0]?.inputs['open']).toEqual(['no unit serves Z']);
  });

  it('air.unknown-rack: counts racks of which a device states no air, with what is known of them', () => {
    const { maximumAirflowM3PerH: _unknown, ...silent } = { ...NODE, ...catalogued('silent'), heightU: 1 };
    const parts: HallParts = { deviceTypes: [NODE, silent], devices: [device(1), device(2, 'silent')] };
    expect(found('air.unknown-rack', parts)).toMatchObject([
      {
        severity: 'unknown',
        coverage: { known: 1, total: 2 },
        inputs: { racks: ['r2'], leastHeatW: 10_000, leastAirM3PerH: 0 },
      },
    ]);
  });
});
