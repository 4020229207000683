import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fabric, numbered } from '../../../../test/factories/halls/fabric.js';
import { documentSchema, type SiteDocument } from '../document.js';
import { toSnapshot } from '../snapshot.js';
import { expandPods } from './expand-pods.js';
import { endText } from './port-claims.js';

const vectors = JSON.parse(
  readFileSync(new URL('../../../../test/reference/facility-vectors.json', import.meta.url), 'utf8'),
) as {
  'groq.counts': Record<string, number>;
  'superpod.cables': {
    nodes: number;
    leaf: number;
    spine: number;
    core?: number;
    node_leaf: number;
    leaf_spine: number;
    spine_core?: number;
  }[];
};
const groq = vectors['groq.counts'];

function expanded(document: SiteDocument) {
  const expansion = expandPods(toSnapshot(documentSchema.parse(document)));
  const ends = expansion.snapshot.cables.flatMap((cable) => cable.ends.map(endText));
  expect(new Set(ends).size).toBe(ends.length);
  const inBundle = (bundle: string) => expansion.snapshot.cables.filter((cable) => cable.bundle === bundle).length;
  return { ...expansion, inBundle };
}

const TYPES = { node: 'C[1-8]P[1-11]', switch: '[1-64]' };

describe('the published counts of the first-generation LPU system', () => {
  it('are 28 cables in a node of eight cards: 8 · 7 / 2', () => {
    const { inBundle } = expanded(
      fabric({
        types: TYPES,
        devices: [['N1', 'node']],
        lines: [
          {
            name: 'cards',
            pattern: 'mesh',
            between: 'groups',
            devices: ['N1'],
            groups: 'C[1-8]',
            ports: 'P[1-7]',
            cableType: 'copper',
          },
        ],
      }),
    );
    expect(inBundle('cards')).toBe(groq['node_local']);
  });

  it('are 528 cables between 33 nodes of 32 global ports: 33 · 32 / 2', () => {
    const { inBundle, snapshot } = expanded(
      fabric({
        types: TYPES,
        devices: numbered('N', 33, 'node'),
        lines: [
          {
            name: 'global',
            pattern: 'mesh',
            between: 'devices',
            devices: ['N[1-33]'],
            ports: 'C[1-8]P[8-11]',
            cableType: 'copper',
          },
        ],
      }),
    );
    expect(inBundle('global')).toBe(groq['nodes33_cables']);
    // 33 · 32 ports, all of them used
    expect(snapshot.cables.flatMap(({ ends }) => ends)).toHaveLength(33 * 32);
  });

  it('are 145 racks all to all by 144 ports each: 145 · 144 / 2 = 10 440', () => {
    const racks = Array.from({ length: 145 }, (_, r) => `R${String(r + 1)}`);
    const document = fabric({
      types: TYPES,
      devices: racks.flatMap((rack) => numbered(`${rack}-N`, 9, 'node')),
      lines: [
        {
          name: 'racks',
          pattern: 'mesh',
          between: 'racks',
          devices: ['R[1-145]-N[1-9]'],
          ports: 'C[1-8]P[10-11]',
          cableType: 'copper',
        },
      ],
    });
    const { inBundle, snapshot } = expanded({
      ...document,
      rackTypes: [{ manufacturer: 'M', model: 'M', slug: 'rack', heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 }],
      rooms: [
        {
          name: 'Hall',
          outline: [
            [0, 0],
            [9, 0],
            [9, 9],
          ],
        },
      ],
      racks: racks.map((name) => ({ name, type: 'rack', room: 'Hall' })),
      devices: (document.devices ?? []).map((device) => ({ ...device, rack: device.name.split('-')[0] ?? '' })),
    });
    expect(inBundle('racks')).toBe(groq['inter_rack']);
    const pairs = new Set(
      snapshot.cables.map(({ ends }) =>
        ends
          .map(({ device }) => device.split('-')[0])
          .sort()
          .join(' '),
      ),
    );
    expect(pairs.size).toBe(10_440); // every two racks by one cable
  });
});

describe('the published counts of the NVIDIA SuperPOD', () => {
  it('are 1024 cables from 128 nodes to 32 leaves and 1024 from these to 16 spines', () => {
    const [row] = vectors['superpod.cables'];
    const units = [1, 2, 3, 4];
    const { inBundle, problems } = expanded(
      fabric({
        types: { node: 'OSFP[1-4]', switch: '[1-32]' },
        devices: [
          ...units.flatMap((unit) => numbered(`N${String(unit)}-`, 32, 'node')),
          ...units.flatMap((unit) => numbered(`L${String(unit)}-`, 8, 'switch')),
          ...numbered('S', 16, 'switch'),
        ],
        lines: [
          {
            // In each unit of 32 nodes rail r of every node goes to leaf r.
            name: 'node-leaf',
            pattern: 'leaf-spine',
            between: 'lists',
            devices: units.map((unit) => `N${String(unit)}-[1-32]`),
            ports: 'OSFP[1-4]',
            subPorts: '[1-2]',
            toDevices: units.map((unit) => `L${String(unit)}-[1-8]`),
            toPorts: '[1-16]',
            toSubPorts: '[1-2]',
            cableType: 'fibre',
          },
          {
            name: 'leaf-spine',
            pattern: 'leaf-spine',
            devices: units.map((unit) => `L${String(unit)}-[1-8]`),
            ports: '[17-32]',
            subPorts: '[1-2]',
            toDevices: ['S[1-16]'],
            toPorts: '[1-32]',
            toSubPorts: '[1-2]',
            multiplicity: 2,
            cableType: 'fibre',
          },
        ],
      }),
    );
    expect(problems).toEqual([]);
    expect(inBundle('node-leaf')).toBe(row?.node_leaf);
    expect(inBundle('leaf-spine')).toBe(row?.leaf_spine);
  });

  it('are 4096 cables at each of three tiers for 512 nodes, 128 leaves, 128 spines and 64 cores', () => {
    const row = vectors['superpod.cables'][1];
    const units = Array.from({ length: 16 }, (_, i) => String(i + 1));
    const rails = Array.from({ length: 8 }, (_, i) => String(i + 1));
    const { inBundle, problems } = expanded(
      fabric({
        types: { node: 'P[1-8]', switch: '[1-64]' },
        devices: [
          ...units.flatMap((unit) => numbered(`N${unit}-`, 32, 'node')),
          ...units.flatMap((unit) => numbered(`L${unit}-`, 8, 'switch')),
          ...rails.flatMap((rail) => numbered(`S${rail}-`, 16, 'switch')),
          ...numbered('C', 64, 'switch'),
        ],
        lines: [
          {
            name: 'node-leaf',
            pattern: 'leaf-spine',
            between: 'lists',
            devices: units.map((unit) => `N${unit}-[1-32]`),
            ports: 'P[1-8]',
            toDevices: units.map((unit) => `L${unit}-[1-8]`),
            toPorts: '[1-32]',
            cableType: 'fibre',
          },
          {
            // Leaf r of every unit to the 16 spines of rail r, twice each: 2 · 16 = 32 uplinks of a leaf.
            name: 'leaf-spine',
            pattern: 'leaf-spine',
            between: 'lists',
            devices: rails.map((rail) => `L[1-16]-${rail}`),
            ports: '[33-64]',
            toDevices: rails.map((rail) => `S${rail}-[1-16]`),
            toPorts: '[1-32]',
            multiplicity: 2,
            cableType: 'fibre',
          },
          {
            // Half of the spines to half of the cores, once each: 32 uplinks of a spine, 64 ports of a core.
            name: 'spine-core',
            pattern: 'leaf-spine',
            between: 'lists',
            devices: ['S[1-8]-[1-8]', 'S[1-8]-[9-16]'],
            ports: '[33-64]',
            toDevices: ['C[1-32]', 'C[33-64]'],
            toPorts: '[1-64]',
            cableType: 'fibre',
          },
        ],
      }),
    );
    expect(problems).toEqual([]);
    expect([inBundle('node-leaf'), inBundle('leaf-spine'), inBundle('spine-core')]).toEqual([
      row?.node_leaf,
      row?.leaf_spine,
      row?.spine_core,
    ]);
  });
});

describe('a port map', () => {
  const line = {
    name: 'up',
    pattern: 'leaf-spine' as const,
    devices: ['L[1-2]'],
    ports: '[1-2]',
    toDevices: ['S[1-2]'],
    toPorts: '[1-2]',
    cableType: 'fibre',
  };
  const devices = [...numbered('L', 2, 'switch'), ...numbered('S', 2, 'switch')];
  const problemsOf = (
    lines: Parameters<typeof fabric>[0]['lines'],
    rest: Partial<Parameters<typeof fabric>[0]> = {},
  ) => {
    const { problems, snapshot } = expanded(fabric({ types: TYPES, devices, lines, ...rest }));
    expect(snapshot.cables.filter(({ bundle }) => bundle === lines.at(-1)?.name)).toEqual([]);
    return problems.map(({ portMap, problem, at, name, heldBy, needed, available }) => ({
      portMap,
      problem,
      at,
      name,
      heldBy,
      needed,
      available,
    }));
  };

  it('gives rails: port r of every near device to far device r', () => {
    const { snapshot } = expanded(fabric({ types: TYPES, devices, lines: [line] }));
    expect(snapshot.cables.map(({ name, ends }) => [name, ends[1]])).toEqual([
      ['L1:1', { device: 'S1', port: '1' }],
      ['L1:2', { device: 'S2', port: '1' }],
      ['L2:1', { device: 'S1', port: '2' }],
      ['L2:2', { device: 'S2', port: '2' }],
    ]);
  });

  it('breaks one port out to several: a cable of five ends, the single one first', () => {
    const { snapshot } = expanded(
      fabric({
        types: TYPES,
        devices,
        lines: [
          {
            ...line,
            pattern: 'one-to-one',
            devices: ['L1'],
            ports: '[1-2]',
            toDevices: ['S1'],
            toPorts: '[1-8]',
            ways: 4,
          },
        ],
      }),
    );
    expect(snapshot.cables.map(({ ends }) => ends.map(endText))).toEqual([
      ['L1:1', 'S1:1', 'S1:2', 'S1:3', 'S1:4'],
      ['L1:2', 'S1:5', 'S1:6', 'S1:7', 'S1:8'],
    ]);
  });

  it.each([
    [
      'more ports than its pattern gives',
      { ...line, multiplicity: 2 },
      { problem: 'ports-short', needed: 4, available: 2 },
    ],
    ['a port that the device does not have', { ...line, ports: '[64-65]' }, { problem: 'port-missing', name: 'L1:65' }],
    ['a device that is not there', { ...line, toDevices: ['S[1-3]'] }, { problem: 'device-missing', name: 'S3' }],
    [
      'lists that are not equally many',
      { ...line, between: 'lists' as const, toDevices: ['S1', 'S2'] },
      { problem: 'lists-uneven', needed: 1, available: 2 },
    ],
    ['a circle: a device that is its own spine', { ...line, toDevices: ['L[1-2]'] }, { problem: 'self-link' }],
    [
      'a circle: a member named twice',
      { ...line, pattern: 'mesh' as const, devices: ['L1', 'L1'] },
      { problem: 'self-link' },
    ],
    ['a mesh of one member', { ...line, pattern: 'mesh' as const, devices: ['L1'] }, { problem: 'no-links' }],
    [
      'a mesh of racks whose members stand in one',
      { ...line, pattern: 'mesh' as const, between: 'racks' as const, devices: ['L1'] },
      { problem: 'no-links' },
    ],
    [
      'a mesh between groups that names none',
      { ...line, pattern: 'mesh' as const, between: 'groups' as const },
      { problem: 'no-links' },
    ],
  ])('is refused, naming the line, for %s', (_, wrong, problem) => {
    expect(problemsOf([wrong])).toMatchObject([{ portMap: 'Fabric', at: 'up', ...problem }]);
  });

  it('is refused for a port of another line and for one that is kept for growth', () => {
    expect(problemsOf([{ ...line, name: 'first' }, line])).toMatchObject([
      { problem: 'port-taken', at: 'up', name: 'L1:1', heldBy: 'first of Fabric' },
    ]);
    const reserved = [{ name: 'growth', devices: ['S2'], ports: '[1-2]' }];
    expect(problemsOf([line], { reserved })).toMatchObject([
      { problem: 'port-reserved', at: 'up', name: 'S2:1', heldBy: 'growth' },
    ]);
  });

  it('gives way to cables that the document states at its ports', () => {
    const swapped = [
      {
        name: 'a',
        type: 'fibre',
        ends: [
          { device: 'L1', port: '1' },
          { device: 'S2', port: '1' },
        ],
      },
    ];
    const { snapshot, displaced } = expanded(fabric({ types: TYPES, devices, lines: [line], cables: swapped }));
    expect(snapshot.cables.map(({ name }) => name)).toEqual(['a', 'L2:1', 'L2:2']);
    expect(displaced.map(({ name }) => name)).toEqual(['L1:1', 'L1:2']);
  });
});
