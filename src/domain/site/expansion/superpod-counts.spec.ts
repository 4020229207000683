import { describe, expect, it } from '@jest/globals';
import { fabric, numbered } from '../../../../test/factories/halls/fabric.js';
import { documentSchema } from '../document.js';
import { toSnapshot } from '../snapshot.js';
import { expandPods } from './expand-pods.js';

type Line = Parameters<typeof fabric>[0]['lines'][number];

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** A row of a published table: scalable units, and switches and cables of each tier. */
interface Row {
  readonly units: number;
  readonly nodes: number;
  readonly leaves: number;
  readonly spines: number;
  readonly cores?: number;
  readonly nodeLeaf: number;
  readonly leafSpine: number;
  readonly spineCore?: number;
}

/** Columns in the order of the published table. */
const row = (
  units: number,
  nodes: number,
  leaves: number,
  spines: number,
  nodeLeaf: number,
  leafSpine: number,
): Row => ({
  ...{ units, nodes, leaves, spines, nodeLeaf, leafSpine },
});

/** Ports of a leaf, half of them up, and cables of each tier that the pattern gives. */
function counted(given: Row, ports: number): Row {
  const { units, nodes, leaves, spines, cores } = given;
  const up = ports / 2;
  const [nodesPerUnit, leavesPerUnit] = [nodes / units, leaves / units];
  // A unit has groups of eight leaves, one for each rail: node n of the group by its port r to leaf r.
  const groups = leavesPerUnit / 8;
  const nodeLists = upTo(units).flatMap((unit) =>
    upTo(groups).map((group) => {
      const last = (group * nodesPerUnit) / groups;
      return `N${String(unit)}-[${String(last - nodesPerUnit / groups + 1)}-${String(last)}]`;
    }),
  );
  const leafLists = upTo(units).flatMap((unit) =>
    upTo(groups).map((group) => `L${String(unit)}-[${String(8 * group - 7)}-${String(8 * group)}]`),
  );
  const lines: Line[] = [
    {
      ...{ name: 'node-leaf', pattern: 'leaf-spine', between: 'lists', cableType: 'fibre' },
      ...{ devices: nodeLists, ports: 'P[1-8]', toDevices: leafLists, toPorts: `[1-${String(up)}]` },
    },
  ];
  const uplinks = `[${String(up + 1)}-${String(ports)}]`;
  const links = (name: string, near: readonly string[][], far: readonly string[][], multiplicity: number) =>
    near.forEach((list, i) => {
      lines.push({
        ...{ name: `${name} ${String(i)}`, pattern: 'leaf-spine', cableType: 'fibre', multiplicity },
        ...{ devices: list, ports: uplinks },
        ...{
          toDevices: far[i] ?? [],
          toPorts: `[1-${String(name === 'leaf-spine' && cores !== undefined ? up : ports)}]`,
        },
      });
    });
  /** Names in as many groups of neighbours. */
  const grouped = (names: readonly string[], count: number) =>
    upTo(count).map((group) => names.slice(((group - 1) * names.length) / count, (group * names.length) / count));

  const spineNames = upTo(spines).map((spine) => `S-${String(spine)}`);
  if (cores === undefined) {
    // Where there are more spines than a leaf has uplinks, leaves and spines meet in groups.
    const leafNames = upTo(units).flatMap((unit) =>
      upTo(leavesPerUnit).map((leaf) => `L${String(unit)}-${String(leaf)}`),
    );
    const planes = Math.max(1, spines / up);
    const multiplicity = Math.max(1, Math.floor(up / spines));
    links('leaf-spine', grouped(leafNames, planes), grouped(spineNames, planes), multiplicity);
  } else {
    // The leaves of one rail meet the spines of that rail; each group of spines half as many cores.
    const planes = Math.max(1, spines / 8 / up);
    const rails = upTo(8).flatMap((rail) =>
      grouped(
        upTo(units).map((unit) => `L${String(unit)}-${String(rail)}`),
        planes,
      ),
    );
    links('leaf-spine', rails, grouped(spineNames, 8 * planes), Math.max(1, (8 * up) / spines));
    const coreNames = upTo(cores).map((core) => `C-${String(core)}`);
    links('spine-core', grouped(spineNames, cores / up), grouped(coreNames, cores / up), 1);
  }
  const document = fabric({
    types: { node: 'P[1-8]', switch: `[1-${String(ports)}]` },
    devices: [
      ...upTo(units).flatMap((unit) => numbered(`N${String(unit)}-`, nodesPerUnit, 'node')),
      ...upTo(units).flatMap((unit) => numbered(`L${String(unit)}-`, leavesPerUnit, 'switch')),
      ...numbered('S-', spines, 'switch'),
      ...numbered('C-', cores ?? 0, 'switch'),
    ],
    lines,
  });
  const { snapshot, problems } = expandPods(toSnapshot(documentSchema.parse(document)));
  expect(problems).toEqual([]);
  const used = new Set(snapshot.cables.flatMap(({ ends }) => ends.map(({ device, port }) => `${device}:${port}`)));
  expect(used.size).toBe(2 * snapshot.cables.length);
  const inBundle = (start: string) => snapshot.cables.filter(({ bundle }) => bundle?.startsWith(start) === true).length;
  return {
    ...{ units, nodes, leaves, spines, nodeLeaf: inBundle('node-leaf'), leafSpine: inBundle('leaf-spine') },
    ...(cores === undefined ? {} : { cores, spineCore: inBundle('spine-core') }),
  };
}

describe('the published table of the NVIDIA DGX SuperPOD', () => {
  // Reference architecture of the DGX SuperPOD B200, "Larger DGX SuperPOD component counts": units of 32 nodes and 8 leaves
  // with 64 ports; three tiers from 16 units on.
  it.each([
    row(2, 64, 16, 8, 512, 512),
    row(4, 128, 32, 16, 1024, 1024),
    row(8, 256, 64, 32, 2048, 2048),
    { ...row(16, 512, 128, 128, 4096, 4096), cores: 64, spineCore: 4096 },
    { ...row(32, 1024, 256, 256, 8192, 8192), cores: 128, spineCore: 8192 },
    { ...row(64, 2048, 512, 512, 16384, 16384), cores: 256, spineCore: 16384 },
  ])('comes out for $units units of B200: $nodeLeaf and $leafSpine cables', (published) => {
    expect(counted(published, 64)).toEqual(published);
  });

  // Reference architecture of the DGX SuperPOD B300, Table 3: units of 64 nodes and 16 leaves with 64 ports.
  it.each([
    row(1, 64, 16, 8, 512, 512),
    row(2, 128, 32, 16, 1024, 1024),
    row(4, 256, 64, 32, 2048, 2048),
    row(8, 512, 128, 64, 4096, 4096),
    row(16, 1024, 256, 128, 8192, 8192),
  ])('comes out for $units units of B300: $nodeLeaf and $leafSpine cables', (published) => {
    expect(counted(published, 64)).toEqual(published);
  });

  // Reference architecture of the DGX SuperPOD B300 with XDR, Table 3: units of 72 nodes and 8 leaves with 144 ports.
  it.each([
    row(1, 72, 8, 4, 576, 576),
    row(2, 144, 16, 8, 1152, 1152),
    row(4, 288, 32, 18, 2304, 2304),
    row(8, 576, 64, 36, 4608, 4608),
    row(18, 1296, 144, 72, 10368, 10368),
  ])('comes out for $units units of B300 with XDR: $nodeLeaf and $leafSpine cables', (published) => {
    expect(counted(published, 144)).toEqual(published);
  });
});
