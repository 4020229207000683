import { describe, expect, it } from '@jest/globals';
import type { RowOf } from '../../domain/site/document.js';
import { readLibrary, type LibraryCatalog } from './read-library.js';

const SERVER = 'manufacturer: Maker\nmodel: Node 8\nslug: maker-node-8\nu_height: 2\nis_full_depth: true\n';

function read(...texts: readonly string[]): LibraryCatalog {
  return readLibrary(
    texts.map((text, i) => ({ path: `device-types/Maker/${String(i)}.yaml`, bytes: new TextEncoder().encode(text) })),
  );
}

function readAs(path: string, text: string): LibraryCatalog {
  return readLibrary([{ path, bytes: new TextEncoder().encode(text) }]);
}

function deviceType(text: string): RowOf<'deviceTypes'> {
  const { entries, defects } = read(text);
  expect(defects).toEqual([]);
  return entries[0]?.row as RowOf<'deviceTypes'>;
}

function pduType(text: string): RowOf<'pduTypes'> {
  const { entries, defects } = read(text);
  expect(defects).toEqual([]);
  expect(entries[0]?.collection).toBe('pduTypes');
  return entries[0]?.row as RowOf<'pduTypes'>;
}

function codesOf({ notes }: LibraryCatalog, noteClass?: string): readonly string[] {
  return notes.filter((note) => noteClass === undefined || note.class === noteClass).map(({ code }) => code);
}

describe('a device type of the library', () => {
  it('keeps what it says: size, weight to the gram, air, ports as patterns', () => {
    const type = deviceType(`${SERVER}part_number: N8
airflow: front-to-rear
weight: 10
weight_unit: lb
interfaces:
  - {name: eth0, type: 1000base-t, mgmt_only: true}
  - {name: Ethernet1, type: 100gbase-x-qsfp28}
  - {name: Ethernet2, type: 100gbase-x-qsfp28}
  - {name: wlan0, type: ieee802.11ax}
`);
    expect(type).toEqual({
      slug: 'maker-node-8',
      manufacturer: 'Maker',
      model: 'Node 8',
      partNumber: 'N8',
      source: 'NetBox device-type library',
      heightU: 2,
      fullDepth: true,
      // 10 × 0.45359237
      weightKg: 4.536,
      airflowDirection: 'front-to-rear',
      ports: [
        { name: 'eth0', kind: 'management', connector: 'RJ45' },
        { name: 'Ethernet[1-2]', kind: 'ethernet', connector: 'QSFP28', lanes: 4, laneRateGbps: 25 },
      ],
    });
  });

  it('has its draw from a single power port', () => {
    const type = deviceType(
      `${SERVER}power-ports: [{name: PSU, type: iec-60320-c14, maximum_draw: 350, allocated_draw: 200}]\n`,
    );
    expect(type).toMatchObject({ maximumPowerW: 350, typicalPowerW: 200 });
    expect(type.powerSupplies).toEqual([{ name: 'PSU', connector: 'C14', maximumPowerW: 350 }]);
  });

  it('has an unknown draw and limited supplies where several ports repeat the rating of a supply', () => {
    const text = `${SERVER}power-ports:
  - {name: PSU1, type: iec-60320-c14, maximum_draw: 750, allocated_draw: 300}
  - {name: PSU2, type: iec-60320-c14, maximum_draw: 750, allocated_draw: 300}
`;
    const type = deviceType(text);
    expect(type.powerSupplies).toEqual([{ name: 'PSU[1-2]', connector: 'C14', maximumPowerW: 750 }]);
    expect([type.maximumPowerW, type.typicalPowerW]).toEqual([undefined, undefined]);
    const note = read(text).notes.find(({ code }) => code === 'draw-per-supply');
    expect(note).toMatchObject({ class: 'reading', line: 6, field: 'power-ports' });
    expect(note?.detail).toContain('at most 1500 W');
  });

  it('does not take for its own draw what it passes on to its outlets', () => {
    const type = deviceType(`${SERVER}power-ports: [{name: In, type: iec-60320-c20, maximum_draw: 2700}]
power-outlets: [{name: Out 1, type: iec-60320-c13}]
`);
    expect(type.maximumPowerW).toBeUndefined();
    expect(type.powerSupplies).toEqual([{ name: 'In', connector: 'C20', maximumPowerW: 2700 }]);
  });

  it('says where supplies sit in module bays, and what stands for {module} there', () => {
    const text = `${SERVER}module-bays: [{name: PSU 0, position: '0'}, {name: PSU 1, position: '1'}]\n`;
    expect(deviceType(text)).toMatchObject({
      moduleBays: ['PSU 0', 'PSU 1'],
      moduleBayPositions: { 'PSU 0': '0', 'PSU 1': '1' },
    });
    expect(codesOf(read(text), 'reading')).toEqual(['supplies-in-bays']);
  });

  it('draws nothing where it is not powered, and something unknown where it only has no fans', () => {
    expect(deviceType(`${SERVER}is_powered: false\n`).airflowDirection).toBe('passive');
    expect(deviceType(`${SERVER}airflow: passive\n`).airflowDirection).toBeUndefined();
    expect(codesOf(read(`${SERVER}airflow: passive\n`))).toContain('passive-without-inlet');
  });

  it('keeps names of ports apart, and brackets from standing for patterns', () => {
    const type = deviceType(`${SERVER}front-ports: [{name: '01', type: lc, rear_port: '01'}]
rear-ports: [{name: '01', type: mpo}]
console-ports: [{name: 'USB [{module}]', type: usb-c}]
`);
    expect(type.ports?.map(({ name }) => name)).toEqual(['01', '01 (rear)', 'USB ({module})']);
  });

  it('keeps a name that looks like a number as it is written', () => {
    const type = deviceType(`${SERVER}front-ports:\n  - name: 07\n    type: 8p8c\n  - name: 08\n    type: 8p8c\n`);
    expect(type.ports).toEqual([{ name: '[07-08]', kind: 'panel', connector: 'RJ45', side: 'front' }]);
  });

  it('says what it does not state', () => {
    expect(codesOf(read(SERVER), 'missing')).toEqual(['draw-missing', 'weight-missing', 'airflow-missing']);
  });

  it('reports a field that is known and unused apart from one that is unknown, with line and nearest name', () => {
    const { notes } = read(
      `${SERVER}front_image: true\nmodule-bays: [{name: A, poisition: '1'}, {name: B, poisition: '2'}]\n`,
    );
    expect(notes.filter(({ class: is }) => is === 'unused-field')).toMatchObject([{ field: 'front_image', line: 6 }]);
    const unknown = notes.filter(({ class: is }) => is === 'unknown-field');
    expect(unknown).toMatchObject([{ field: 'module-bays[0].poisition', line: 7, times: 2 }]);
    expect(unknown[0]?.detail).toContain('did you mean "position"?');
  });
});

describe('a rack PDU of the library', () => {
  const pdu = (plug: string, outlets: string, model = 'Rack PDU') => `manufacturer: Maker
model: ${model}
slug: maker-pdu
u_height: 0
is_full_depth: false
power-ports: [{name: Inlet, type: ${plug}}]
power-outlets: [${outlets}]
`;
  const outlet = (name: string, leg: string, type = 'iec-60320-c13') =>
    `{name: ${name}, type: ${type}, power_port: Inlet, feed_leg: ${leg}}`;
  const abc = [outlet('O1', 'A'), outlet('O2', 'B'), outlet('O3', 'C')].join(', ');

  it('has legs between line and neutral where its plug leaves no other choice', () => {
    const type = pduType(pdu('iec-60309-3p-n-e-6h', abc));
    expect(type).toMatchObject({ phases: 3, wiring: 'wye', plug: 'IEC 60309 3P+N+E 6h' });
    expect(type.outlets?.map(({ legs }) => legs)).toEqual(['L1-N', 'L2-N', 'L3-N']);
  });

  it.each([
    ['a plug without neutral', 'nema-l15-30p', { phases: 3, ratedCurrentA: 30 }],
    ['a plug whose outlets may hang between lines', 'nema-l21-30p', { phases: 3, ratedCurrentA: 30 }],
    ['a CS8365C plug', 'cs8365c', { phases: 3, ratedCurrentA: 50 }],
  ])('has no legs, and no wiring, on %s', (_, plug, facts) => {
    const text = pdu(plug, abc);
    const type = pduType(text);
    expect(type).toMatchObject(facts);
    expect(type.wiring).toBeUndefined();
    expect(type.outlets).toEqual([{ name: 'O[1-3]', connector: 'C13' }]);
    expect(codesOf(read(text), 'reading')).toEqual(['feed-leg-is-no-line']);
  });

  it('hangs an outlet of 125 V on the neutral', () => {
    const type = pduType(pdu('nema-l21-30p', [outlet('O1', 'B', 'nema-5-20r'), outlet('O2', 'C')].join(', ')));
    expect(type.outlets?.map(({ legs }) => legs)).toEqual(['L2-N', undefined]);
  });

  it('takes one letter on every outlet of three phases for a form filled in', () => {
    const all = ['O1', 'O2', 'O3', 'O4'].map((name) => outlet(name, 'A')).join(', ');
    expect(pduType(pdu('iec-60309-3p-n-e-6h', all)).outlets).toEqual([{ name: 'O[1-4]', connector: 'C13' }]);
  });

  it('takes a letter on one phase for a bank at most', () => {
    const type = pduType(pdu('nema-l6-30p', [outlet('O1', 'A'), outlet('O2', 'B')].join(', ')));
    expect(type).toMatchObject({ phases: 1, ratedCurrentA: 30, wiring: 'single-phase' });
    expect(type.outlets).toEqual([{ name: 'O[1-2]', connector: 'C13' }]);
  });

  it('does not guess amperes of a plug that comes in several, nor volts of any', () => {
    const type = pduType(pdu('iec-60309-2p-e-6h', outlet('O1', 'A')));
    expect([type.phases, type.ratedCurrentA, type.inputVoltageLlV]).toEqual([1, undefined, undefined]);
  });

  it('is told by its form where no word says so: no units, and every outlet on its one inlet', () => {
    const bar = (outlets: number, port = ', power_port: Inlet') =>
      pdu(
        'iec-60309-p-n-e-6h',
        Array.from({ length: outlets }, (_, i) => `{name: O${String(i + 1)}, type: iec-60320-c13${port}}`).join(', '),
        'PX2-2493',
      ).replace('slug: maker-pdu', 'slug: maker-px2');
    expect(pduType(bar(24))).toMatchObject({ phases: 1, wiring: 'single-phase', outlets: [{ name: 'O[1-24]' }] });
    expect(codesOf(read(bar(24)), 'reading')).toEqual(['pdu-by-form']);
    const others = [
      bar(24, ''),
      bar(3),
      bar(24).replace('u_height: 0', 'u_height: 2'),
      bar(24).replace('model: PX2-2493', 'model: PX2 UPS'),
      bar(24).replace('type: iec-60309-p-n-e-6h', 'type: iec-60309-p-n-e-6h, maximum_draw: 1980'),
    ];
    for (const text of others) expect(read(text).entries[0]?.collection).toBe('deviceTypes');
  });

  it('is told from a UPS and from a transfer switch', () => {
    const plain = '{name: O1, type: iec-60320-c13}';
    expect(read(pdu('iec-60320-c20', plain, 'Smart-UPS 1500')).entries[0]?.collection).toBe('deviceTypes');
    const two = pdu('iec-60320-c20', plain).replace('power-ports: [', 'power-ports: [{name: B, type: iec-60320-c20}, ');
    expect(codesOf(read(two), 'left-out')).toEqual(['outlets-without-pdu']);
  });
});

describe('other files of the library', () => {
  it('makes power supplies of modules, whose watts limit what they give', () => {
    const { entries } = readAs(
      'module-types/Maker/psu.yaml',
      `manufacturer: Maker
model: PSU 650 (front)
part_number: 740-1
power-ports: [{name: 'PSU{module}', type: iec-60320-c14, maximum_draw: 650}]
`,
    );
    expect(entries[0]).toMatchObject({
      collection: 'moduleTypes',
      row: {
        slug: 'maker-psu-650-front-740-1',
        kind: 'power-supply',
        connector: 'C14',
        suppliedPowerW: 650,
        inlets: ['PSU{module}'],
      },
    });
  });

  const RACK =
    'manufacturer: Maker\nmodel: R42\nslug: maker-r42\nform_factor: 4-post-cabinet\nwidth: 19\nu_height: 42\n';

  it('makes rack types, inches in millimetres', () => {
    const { entries } = readAs(
      'racks.yaml',
      `${RACK}outer_width: 24\nouter_depth: 42\nouter_unit: in\nmax_weight: 3000\nweight: 275\nweight_unit: lb\nstarting_unit: 1\n`,
    );
    // 24 in × 25.4 = 609.6; 42 × 25.4 = 1066.8; 3000 lb × 0.45359237 = 1360.777; 275 lb = 124.738
    expect(entries[0]?.row).toMatchObject({
      heightU: 42,
      outerWidthMm: 609.6,
      outerDepthMm: 1066.8,
      maximumLoadKg: 1360.777,
      emptyWeightKg: 124.738,
      startingUnit: 1,
    });
  });

  it('leaves out a rack type that cannot be placed, and says so', () => {
    const catalog = readAs('rack-types/Maker/r42.yaml', RACK);
    expect(catalog.entries).toEqual([]);
    expect(codesOf(catalog, 'left-out')).toEqual(['rack-size-missing']);
  });
});

describe('files that cannot be taken over', () => {
  it.each([
    ['no YAML', 'manufacturer: [Maker\n', 'syntax'],
    ['an empty file', '', 'type'],
    ['a list', '- a\n', 'type'],
    ['an alias, which could stand for gigabytes', `a: &a [1, 1]\nb: [*a, *a]\n${SERVER}`, 'alias-limit'],
    ['a key given twice', `${SERVER}slug: other\n`, 'duplicate-key'],
    ['a second document', `${SERVER}---\n${SERVER}`, 'syntax'],
    ['no manufacturer', SERVER.replace('manufacturer: Maker\n', ''), 'missing'],
    ['a height in words', SERVER.replace('u_height: 2', 'u_height: two'), 'type'],
    ['a height of thirds', SERVER.replace('u_height: 2', 'u_height: 0.33'), 'range'],
    ['ports that are no list', `${SERVER}interfaces: {name: eth0}\n`, 'type'],
    ['a slug with a blank', SERVER.replace('maker-node-8', 'maker node'), 'format'],
    ['a draw below zero', `${SERVER}power-ports: [{name: P, maximum_draw: -1}]\n`, 'range'],
  ])('refuses %s', (_, text, code) => {
    const { defects, entries } = read(text);
    expect(defects.map(({ defect }) => defect.code)).toContain(code);
    expect(entries).toEqual([]);
  });

  it('refuses bytes that are no UTF-8, and a file of many megabytes', () => {
    const latin = readLibrary([{ path: 'x.yaml', bytes: new Uint8Array([0x61, 0x3a, 0x20, 0xe9]) }]);
    expect(latin.defects[0]?.defect.code).toBe('encoding');
    const large = readLibrary([{ path: 'x.yaml', bytes: new Uint8Array(3 * 1024 * 1024).fill(32) }]);
    expect(large.defects[0]?.defect.code).toBe('size-limit');
  });

  it('names every defect of every file with its line', () => {
    const { defects } = read(`${SERVER}weight: heavy\nis_powered: 1\n`, SERVER.replace('model: Node 8\n', ''), SERVER);
    expect(defects.map(({ file, defect }) => [file.at(-6), defect.line, defect.path.join('.')])).toEqual([
      ['0', 6, 'weight'],
      ['0', 7, 'is_powered'],
      ['1', 1, 'model'],
    ]);
  });

  it('refuses two files that say different things of one slug, and takes two that say the same', () => {
    expect(read(SERVER, SERVER.replace('u_height: 2', 'u_height: 4')).defects).toMatchObject([
      { file: 'device-types/Maker/1.yaml', defect: { code: 'duplicate-name' } },
    ]);
    expect(read(SERVER, SERVER)).toMatchObject({ defects: [], entries: [{}] });
  });
});
