import { describe, expect, it } from '@jest/globals';
import type { SiteDocument } from '../document.js';
import { toSnapshot } from '../snapshot.js';
import { expandPods } from './expand-pods.js';

const outline: [number, number][] = [
  [0, 0],
  [20, 0],
  [20, 20],
];

/** One pod of two racks of nine nodes with eight cards of eleven ports, as published for the first-generation LPU rack. */
const hall: SiteDocument = {
  plenum: 1,
  site: { name: 'Hall' },
  rackTypes: [{ slug: 'rack', manufacturer: 'M', model: 'R', heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 }],
  deviceTypes: [
    {
      slug: 'node',
      manufacturer: 'M',
      model: 'N',
      heightU: 4,
      powerSupplies: [{ name: 'PSU[1-2]' }],
      ports: [{ name: 'C[1-8]P[1-11]', kind: 'c2c' }],
    },
  ],
  pduTypes: [
    {
      slug: 'pdu',
      manufacturer: 'M',
      model: 'P',
      inputVoltageLlV: 415,
      ratedCurrentA: 60,
      phases: 3,
      outlets: [{ name: 'O[1-9]' }],
    },
  ],
  cableTypes: [{ slug: 'c2c', manufacturer: 'M', model: 'C', medium: 'dac' }],
  podTemplates: [
    {
      slug: 'pod',
      version: '1',
      racks: ['R[1-2]'],
      devices: [{ name: 'N[1-9]', racks: 'R[1-2]', type: 'node', unit: 1 }],
      pdus: [{ name: 'A', racks: 'R[1-2]', type: 'pdu', feed: 'A' }],
      cords: [{ devices: 'N[1-9]', supply: 'PSU1', pdu: 'A', outlets: 'O[1-9]' }],
      portMap: [
        {
          name: 'cards',
          pattern: 'mesh',
          between: 'groups',
          devices: 'N[1-9]',
          groups: 'C[1-8]',
          ports: 'P[1-7]',
          cableType: 'c2c',
        },
        {
          name: 'nodes',
          pattern: 'mesh',
          between: 'devices',
          devices: 'N[1-9]',
          ports: 'C[1-8]P[8-9]',
          multiplicity: 2,
          cableType: 'c2c',
        },
        {
          name: 'racks',
          pattern: 'mesh',
          between: 'racks',
          devices: 'N[1-9]',
          ports: 'C[1-8]P[10-11]',
          multiplicity: 144,
          cableType: 'c2c',
        },
      ],
    },
  ],
  rooms: [{ name: 'Room', outline }],
  powerElements: [{ name: 'B1', kind: 'breaker' }],
  pods: [{ name: 'Pod', template: 'pod', status: 'ordered' }],
  racks: [
    { name: 'A01', type: 'rack', room: 'Room', pod: 'Pod', podRack: 'R1', feeds: [{ feed: 'A', element: 'B1' }] },
    { name: 'A02', type: 'rack', room: 'Room', pod: 'Pod', podRack: 'R2', feeds: [{ feed: 'A', element: 'B1' }] },
  ],
};

describe('a pod template', () => {
  const { snapshot, origin, problems } = expandPods(toSnapshot(hall));

  it('stands for its devices, at rising units', () => {
    expect(snapshot.devices).toHaveLength(18);
    expect(snapshot.devices.find(({ name }) => name === 'A02-N9')).toMatchObject({
      rack: 'A02',
      unit: 33,
      status: 'ordered',
    });
    expect(origin.devices.get('A02-N9')).toBe('pod');
  });

  it('hangs its rack PDUs on the feeds of each rack', () => {
    expect(snapshot.powerElements.find(({ name }) => name === 'A01-A')).toMatchObject({
      parents: ['B1'],
      rack: 'A01',
      pduType: 'pdu',
    });
  });

  it('gives every supply that it names a cord', () => {
    expect(snapshot.cords).toHaveLength(18);
    expect(snapshot.cords).toContainEqual({
      device: 'A01-N3',
      supply: 'PSU1',
      pdu: 'A01-A',
      outlet: 'O3',
      status: 'ordered',
    });
  });

  it('gives the published number of cables: 252 in the nodes, 72 between them, and 144 left for other racks', () => {
    const inBundle = (bundle: string) => snapshot.cables.filter((cable) => cable.bundle === bundle).length;
    expect(inBundle('cards')).toBe(2 * 9 * 28);
    expect(inBundle('nodes')).toBe(2 * 72);
    expect(inBundle('racks')).toBe(144);
    expect(problems).toEqual([]);
  });

  it('uses no port twice', () => {
    const ends = snapshot.cables.flatMap(({ ends }) => ends.map(({ device, port }) => `${device}:${port}`));
    expect(new Set(ends).size).toBe(ends.length);
  });

  it('gives way to a device that the document states', () => {
    const stated = { name: 'A01-N1', type: 'node', rack: 'A01', unit: 40, serial: 'X' };
    const expansion = expandPods(toSnapshot({ ...hall, devices: [stated] }));
    expect(expansion.snapshot.devices.filter(({ name }) => name === 'A01-N1')).toEqual([stated]);
    expect(expansion.origin.devices.has('A01-N1')).toBe(false);
    expect(expansion.snapshot.devices).toHaveLength(18);
  });

  it('reports racks that are missing, unnamed or named twice, feeds that are missing, and ports that do not suffice', () => {
    const templates = hall.podTemplates ?? [];
    const expansion = expandPods(
      toSnapshot({
        ...hall,
        podTemplates: templates.map((template) => ({
          ...template,
          racks: ['R[1-3]'],
          portMap: [
            {
              name: 'nodes',
              pattern: 'mesh',
              between: 'devices',
              devices: 'N[1-9]',
              ports: 'C1P[8-9]',
              cableType: 'c2c',
            },
          ],
          cords: [{ devices: 'N[1-9]', supply: 'PSU1', pdu: 'A', outlets: 'O[1-8]' }],
        })),
        racks: [
          { name: 'A01', type: 'rack', room: 'Room', pod: 'Pod', podRack: 'R1' },
          { name: 'A02', type: 'rack', room: 'Room', pod: 'Pod', podRack: 'R1' },
          { name: 'A03', type: 'rack', room: 'Room', pod: 'Pod' },
        ],
      }),
    );
    const found = expansion.problems.map(({ problem, at }) => `${problem} ${at}`);
    expect(found).toEqual([
      'rack-twice A02',
      'rack-unnamed A03',
      'rack-missing R2',
      'rack-missing R3',
      'feed-missing A01-A',
      'outlets-short A',
      'ports-short nodes',
    ]);
    expect(expansion.problems.at(-1)).toMatchObject({ needed: 8, available: 2 });
    expect(expansion.snapshot.cords).toEqual([]);
    expect(expansion.snapshot.cables).toEqual([]);
  });

  it.each([
    ['10,000 nodes of 99,999 ports in a mesh, 2 racks', 'ports', { ports: 'P[1-99999]', devices: 'N[1-10000]' }],
    ['99,999 groups of 99,999 ports, 2 racks', 'ports', { groups: 'C[1-99999]', ports: 'P[1-99999]' }],
  ])('leaves out whole and reports what no hall has: %s', (_, name, pattern) => {
    const entry = { name, pattern: 'mesh' as const, devices: 'N1', cableType: 'c2c', ...pattern };
    const podTemplates = [{ slug: 'pod', version: '1', racks: ['R[1-2]'], portMap: [entry] }];
    const expanded = expandPods(toSnapshot({ ...hall, podTemplates }));
    expect(expanded.snapshot.cables).toEqual([]);
    expect(expanded.problems).toMatchObject([{ problem: 'too-many', at: name, available: 3_000_000 }]);
    expect(expanded.problems[0]?.needed).toBeGreaterThan(2 * 99_999 * 10_000);
  });

  it('counts the racks, devices, rack PDUs and cords of all pods against one bound', () => {
    const devices = ['X', 'Y', 'Z'].map((stem) => ({
      name: `${stem}[1-50000]`,
      racks: 'R[1-2]',
      type: 'node',
      unit: 1,
    }));
    const podTemplates = [{ slug: 'pod', version: '1', racks: ['R[1-2]'], devices }];
    const expanded = expandPods(toSnapshot({ ...hall, podTemplates }));
    // 300 000 − 2 racks − (50 002 names + 100 000 devices) leave 149 996, of which reading the names takes 50 002
    expect(expanded.problems).toMatchObject([
      { problem: 'too-many', at: 'Y[1-50000]', needed: 100_000, available: 99_994 },
      { problem: 'too-many', at: 'Z[1-50000]', needed: 100_000, available: 49_992 },
    ]);
    expect(expanded.snapshot.devices).toHaveLength(100_000);
  });

  it('of more racks than any hall has is left out whole', () => {
    const podTemplates = [{ slug: 'pod', version: '1', racks: Array.from({ length: 4 }, () => 'R[1-99999]') }];
    const { problems } = expandPods(toSnapshot({ ...hall, podTemplates }));
    expect(problems).toMatchObject([{ problem: 'too-many', needed: 399_996, available: 300_000 }]);
  });

  it('reports each of 299,997 racks that are missing', () => {
    const podTemplates = [{ slug: 'pod', version: '1', racks: ['a', 'b', 'c'].map((stem) => `${stem}[1-99999]`) }];
    expect(expandPods(toSnapshot({ ...hall, podTemplates })).problems).toHaveLength(299_997);
  });
});
