import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { plenum } from '../support/command-line.js';
import { fieldsOf, restClient } from '../support/rest-client.js';

const LIQUID = 'test/fixtures/documents/liquid-hall.yaml';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-air-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Four racks of five nodes of 3 kW on 700 m³/h, on three units of 10 000 m³/h and 40 kW: nothing is wrong with it. */
function soundHall() {
  const racks = [1, 2, 3, 4];
  return {
    plenum: 1,
    site: { name: 'Hall', asOf: '2026-06-01', altitudeM: 0 as number | undefined, supplyC: 22, relativeHumidity: 0.4 },
    rackTypes: [
      {
        slug: 'r42',
        manufacturer: 'E',
        model: 'r42',
        heightU: 42,
        outerWidthMm: 600,
        outerDepthMm: 1200,
        outerHeightMm: 2000,
        emptyWeightKg: 150,
        maximumLoadKg: 1350,
      },
    ],
    rooms: [
      {
        name: 'R1',
        outline: [
          [0, 0],
          [12, 0],
          [12, 8],
          [0, 8],
        ],
        ceilingHeightM: 3,
        floor: 'slab',
        floorLoadLimitKPa: 12,
        tileSizeM: 0.6,
        tileOrigin: [0, 0],
      },
    ],
    rows: [{ name: 'A', room: 'R1', origin: [3, 4.2], bearingDeg: 90, coldAisleSide: 'right', pitchM: 0.6, slots: 6 }],
    racks: racks.map((k): object => ({ name: `r${String(k)}`, type: 'r42', room: 'R1', row: 'A', slot: k })),
    deviceTypes: [
      {
        slug: 'node',
        manufacturer: 'E',
        model: 'node',
        heightU: 4,
        weightKg: 40,
        maximumPowerW: 3000,
        maximumAirflowM3PerH: 700 as number | undefined,
        maximumDeltaTK: 25,
        maximumInletC: 32,
        airflowDirection: 'front-to-rear',
      },
    ],
    devices: racks.flatMap((k) =>
      [0, 1, 2, 3, 4].map((j) => ({
        name: `r${String(k)}n${String(j)}`,
        type: 'node',
        rack: `r${String(k)}`,
        unit: 1 + 4 * j,
      })),
    ),
    coolingZones: [
      {
        name: 'Z',
        room: 'R1',
        rows: ['A'],
        leakageFraction: 0.05,
        recirculationFraction: 0.05,
        perforatedTileCount: 8,
        tileOpenFraction: 0.56,
      } as object,
    ],
    coolingUnitTypes: [
      {
        slug: 'crah',
        manufacturer: 'E',
        model: 'crah',
        kind: 'crah',
        airflowM3PerH: 10_000,
        sensibleCapacityW: 40_000,
      },
    ],
    coolingUnits: [1, 2, 3].map((k) => ({ name: `u${String(k)}`, type: 'crah', room: 'R1', zones: ['Z'] })),
  };
}

type Hall = ReturnType<typeof soundHall>;

/** Runs a command on the sound hall with something spoilt. */
async function run(command: readonly string[], spoil: (hall: Hall) => void) {
  const hall = soundHall();
  spoil(hall);
  const file = join(folder, 'hall.json');
  await writeFile(file, JSON.stringify(hall));
  return plenum([...command, file]);
}

const linesOf = (text: string, code: string) => text.split('\n').filter((line) => line.includes(code));

describe('a hall that somebody described badly', () => {
  it('of unknown airflow: racks without an inlet, with what is known of them, and never an air of 0', async () => {
    const { code, stdout } = await run(['air', 'balance'], (hall) => {
      hall.deviceTypes.forEach((type) => (type.maximumAirflowM3PerH = undefined));
    });
    expect(code).toBe(0);
    const [line] = linesOf(stdout, 'air.unknown-rack');
    // At most 25 K: 60 kW · 3600/(1.1913 · 1005 · 25) = 7217 m³/h
    expect(line).toContain('0 of 4 known');
    expect(line).toContain('air is at least 7217 m³/h');
    expect(stdout).toContain('take at least 7,217 m³/h');
    expect(linesOf(stdout, 'air.bypass')).toEqual([]);
    expect(
      (
        await run(['air', 'balance', '--strict'], (hall) => {
          hall.deviceTypes.forEach((type) => (type.maximumAirflowM3PerH = undefined));
        })
      ).code,
    ).toBe(1);
  });

  it('of missing altitude: what 2000 m would change', async () => {
    const { stdout } = await run(['air', 'balance'], (hall) => (hall.site.altitudeM = undefined));
    expect(linesOf(stdout, 'air.unknown-altitude')[0]).toContain('every rise 27.6 % larger');
  });

  it('of a zone without units: supply and demand cannot be balanced', async () => {
    const { stdout } = await run(['air', 'balance'], (hall) => {
      hall.coolingZones.push({ name: 'Y', room: 'R1', rows: [] });
      hall.coolingUnits.forEach((unit) => (unit.zones = ['Y']));
    });
    expect(linesOf(stdout, 'air.unknown-supply')[0]).toContain('no unit serves Z');
    const none = await run(['air', 'balance'], (hall) => (hall.coolingUnits = []));
    expect(linesOf(none.stdout, 'air.unknown-supply')[0]).toContain('no unit blows air into it');
    expect((await run(['air', 'fail'], (hall) => (hall.coolingUnits = []))).code).toBe(0);
  });

  it('of a polygon that crosses itself: an error, and nothing that is judged against it', async () => {
    const cross = (hall: Hall) => {
      hall.rooms.forEach((room) => {
        room.outline = [
          [0, 0],
          [12, 8],
          [12, 0],
          [0, 8],
        ];
      });
    };
    const floor = await run(['floor', 'check'], cross);
    expect(floor.code).toBe(1);
    expect(linesOf(floor.stdout, 'floor.room-outline')[0]).toContain('crosses or touches itself');
    const fail = await run(['air', 'fail'], cross);
    expect([fail.code, fail.stderr]).toEqual([0, '']);
    expect(linesOf(fail.stdout, 'cooling.unknown-ride-through')[0]).toContain('room.outline');
    for (const command of ['balance', 'export']) expect((await run(['air', command], cross)).code).toBe(0);
  });

  it('of a rack outside its room: an error with its whole footprint', async () => {
    const { code, stdout } = await run(['floor', 'check'], (hall) => {
      hall.racks.push({ name: 'far', type: 'r42', room: 'R1', position: [30, 30] });
    });
    expect(code).toBe(1);
    expect(linesOf(stdout, 'floor.wall')[0]).toMatch(/0\.7\d+ m2 of far lie outside the walls of R1/);
  });

  it('of a rise of 300 K: units are mixed up', async () => {
    // 3 kW on 30 m³/h: 3600 · 3000/(1.1913 · 1005 · 30) = 300.7 K
    const { code, stdout } = await run(['air', 'balance'], (hall) => {
      hall.deviceTypes.forEach((type) => (type.maximumAirflowM3PerH = 30));
    });
    expect(code).toBe(1);
    expect(linesOf(stdout, 'air.implausible-rise')[0]).toContain('would warm the air by 300.7 K, more than 40 K');
    const stated = await run(['air', 'balance'], (hall) => {
      hall.deviceTypes.forEach((type) => (type.maximumDeltaTK = 300));
    });
    expect(stated.code).toBe(2);
    expect(stated.stderr).toContain('maximumDeltaTK: found 300, allowed a number, 0.000001 to 100 K');
  });

  it('of percent and °F: refused, all of them at once', async () => {
    const { code, stdout, stderr } = await run(['air', 'balance'], (hall) => {
      hall.site.supplyC = 72;
      hall.coolingZones = [{ name: 'Z', room: 'R1', rows: ['A'], recirculationFraction: 20, leakageFraction: 5 }];
    });
    expect([code, stdout]).toEqual([2, '']);
    for (const field of ['supplyC', 'recirculationFraction', 'leakageFraction']) expect(stderr).toContain(field);
  });

  it('of nothing but a name: no finding and no fault', async () => {
    const file = join(folder, 'empty.json');
    await writeFile(file, JSON.stringify({ plenum: 1, site: { name: 'Empty' } }));
    for (const command of [
      ['air', 'balance'],
      ['air', 'fail'],
      ['air', 'export'],
      ['floor', 'check'],
    ])
      expect((await plenum([...command, file])).code).toBe(0);
  });
});

describe('plenum air export', () => {
  it('gives every wall, rack, unit and tile with its geometry, load and boundary condition', async () => {
    const { code, stdout } = await run(['air', 'export'], () => undefined);
    expect(code).toBe(0);
    const [header, ...rows] = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const column = (name: string) => header?.indexOf(name) ?? -1;
    const ofKind = (kind: string) => rows.filter((row) => row[column('kind')] === kind);
    expect(rows.every((row) => row.length === header?.length || row.join().includes('"'))).toBe(true);
    expect(ofKind('wall')).toHaveLength(4);
    const heats = ofKind('rack').map((row) => Number(row[column('heatW')]));
    expect(heats).toEqual([15_000, 15_000, 15_000, 15_000]);
    expect(ofKind('rack').map((row) => Number(row[column('airflowM3PerH')]))).toEqual([3500, 3500, 3500, 3500]);
    // 4 · 0.6 m of fronts at y = 4.2 m: 4 tiles to y = 3.6 m, 4 more to 3.0 m; 28 500 m³/h on 8 tiles
    const tiles = ofKind('tile');
    expect(tiles).toHaveLength(8);
    const corner = (row: readonly string[]) =>
      ['x1M', 'y1M'].map((name) => Number(row[column(name)]).toFixed(1)).join(' ');
    expect(tiles.map(corner).sort()).toEqual(['3.0', '3.6', '4.2', '4.8'].flatMap((x) => [`${x} 3.0`, `${x} 3.6`]));
    expect(Number(tiles[0]?.[column('airflowM3PerH')])).toBeCloseTo(28_500 / 8, 6);
    expect(Number(tiles[0]?.[column('supplyC')])).toBeCloseTo(22, 6);
  });
});

describe('a hall cooled by liquid', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('has the same circuits, doors and losses on the command line and over HTTP', async () => {
    const rest = restClient(app.url);
    const put = await rest('PUT', '/sites/Liquid%20hall/document', {
      text: await readFile(LIQUID, 'utf8'),
      headers: { 'content-type': 'application/yaml' },
    });
    expect([put.status, put.text]).toEqual([201, put.text]);
    const parsed = async (command: string) =>
      JSON.parse((await plenum(['air', command, LIQUID, '--format', 'json'])).stdout) as Record<string, unknown>;
    const [balance, fail] = [await parsed('balance'), await parsed('fail')];
    const overHttp = fieldsOf(await rest('GET', '/sites/Liquid%20hall/air/balance?asOf=2026-06-01'));
    const lossesOverHttp = fieldsOf(await rest('GET', '/sites/Liquid%20hall/air/losses?asOf=2026-06-01'));
    expect(overHttp['liquid']).toEqual(balance['liquid']);
    expect(lossesOverHttp['losses']).toEqual(fail['losses']);
    expect(lossesOverHttp['circuitTimelines']).toEqual(fail['circuitTimelines']);
    // 160 kW into liquid, 28.8 of the 36 kW of D1 into its door: 20 + 20 + 7.2 kW left for the air
    const { liquid, heat } = balance as {
      liquid: { doors: { capturedFraction: number; residualW: { knownSum: number } }[]; circuits: { heatW: object }[] };
      heat: { racksW: { maximum: { knownSum: number } } }[];
    };
    expect(liquid.circuits).toMatchObject([{ heatW: { knownSum: 160_000 }, normal: { verdict: 'holds' } }]);
    expect(liquid.doors[0]?.capturedFraction).toBeCloseTo(0.8, 9);
    expect(heat[0]?.racksW.maximum.knownSum).toBeCloseTo(47_200, 6);
    expect(fail['circuitTimelines']).toMatchObject([{ verdict: 'flows-on', onUps: ['CDU-1', 'CDU-2'] }]);
    const { findings } = fail as { findings: { code: string; message: string }[] };
    // Two that are left take 80 kW each: 60 · 80 000/(4168.457 · 10) = 115.2 L/min
    expect(findings.find(({ code }) => code === 'liquid.loss-flow')?.message).toContain('needs 115.2 L/min');
  });
});
