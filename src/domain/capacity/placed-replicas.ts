import { sampleOf } from '../name-sample.js';
import type { Artifact } from '../site/kinds/artifact.js';
import type { Deployment } from '../site/kinds/deployment.js';
import type { SiteIndex } from '../site/site-index.js';
import { isNode } from './hall-facts-of.js';

/** One replica where it stands. */
export interface PlacedReplica {
  readonly deployment: string;
  /** Racks that carry it or a part of it. */
  readonly racks: readonly string[];
  /** Whether each of these racks holds a spare node that can take the place of one that fails. */
  readonly hasSpare: boolean;
}

export interface PlacedReplicas {
  readonly replicas: readonly PlacedReplica[];
  /** Deployments that promise more replicas than their places hold. */
  readonly short: readonly { readonly deployment: string; readonly asked: number; readonly held: number }[];
  /** Pod of each rack that carries a replica. */
  readonly podOf: ReadonlyMap<string, string>;
  /** Fabric segment of each rack that names one. */
  readonly segmentOf: ReadonlyMap<string, string>;
}

/** Nodes of one rack that replicas may stand on. */
interface FreeRack {
  readonly rack: string;
  readonly pod: string | null;
  free: number;
  readonly spare: number;
}

/**
 * Puts replicas on the nodes, racks and pods of their deployments, one place filled before the next: the most that the loss of
 * one place can take. A replica of racks takes racks of which no node is in use; a replica of pods takes pods.
 */
export function placedReplicas(
  index: SiteIndex,
  artifact: Artifact,
  deployments: readonly Deployment[],
): PlacedReplicas {
  const racks = new Map<string, FreeRack>();
  const podOf = new Map<string, string>();
  const segmentOf = new Map<string, string>();
  for (const { name, pod, fabricSegment } of index.snapshot.racks) {
    const nodes = (index.devicesByRack.get(name) ?? []).filter((device) => isNode(index, device));
    const spare = nodes.filter(({ role }) => role === 'spare').length;
    if (nodes.length > 0) racks.set(name, { rack: name, pod: pod ?? null, free: nodes.length - spare, spare });
    if (pod !== undefined) podOf.set(name, pod);
    if (fabricSegment !== undefined) segmentOf.set(name, fabricSegment);
  }
  const whole = new Map([...racks].map(([name, { free }]) => [name, free]));
  const replicas: PlacedReplica[] = [];
  const short: { deployment: string; asked: number; held: number }[] = [];
  for (const deployment of deployments) {
    let places = placesOf(index, deployment, racks);
    const before = replicas.length;
    for (let i = 0; i < deployment.replicas; i += 1) {
      const taken = take(artifact, places, whole);
      if (taken === null) break;
      // What is full at the start is not looked at again, so that large halls are filled in one pass.
      if ((places[0]?.free ?? 1) === 0) places = places.slice(firstFree(places));
      replicas.push({
        deployment: deployment.name,
        racks: taken.map(({ rack }) => rack),
        hasSpare: taken.every(({ spare }) => spare > 0),
      });
    }
    const held = replicas.length - before;
    if (held < deployment.replicas) short.push({ deployment: deployment.name, asked: deployment.replicas, held });
  }
  return { replicas, short, podOf, segmentOf };
}

/** Racks of a deployment in the order in which it names them; those of named nodes hold only these. */
function placesOf(
  index: SiteIndex,
  { pods = [], racks = [], nodes = [] }: Deployment,
  all: ReadonlyMap<string, FreeRack>,
): readonly FreeRack[] {
  const named = new Set<FreeRack>();
  for (const pod of pods) for (const rack of all.values()) if (rack.pod === pod) named.add(rack);
  for (const name of racks) {
    const rack = all.get(name);
    if (rack !== undefined) named.add(rack);
  }
  const byNode = new Map<string, FreeRack>();
  for (const name of nodes) {
    const rack = index.devices.get(name)?.rack;
    const found = rack === undefined ? undefined : all.get(rack);
    if (found === undefined || named.has(found)) continue;
    const own = byNode.get(found.rack) ?? { ...found, free: 0 };
    own.free = Math.min(found.free, own.free + 1);
    byNode.set(found.rack, own);
  }
  return [...named, ...byNode.values()];
}

function firstFree(places: readonly FreeRack[]): number {
  const at = places.findIndex(({ free }) => free > 0);
  return at === -1 ? places.length : at;
}

/** Takes what one replica occupies; null where there is not enough left. */
function take(
  { footprint = 'node', footprintCount = 1 }: Artifact,
  places: readonly FreeRack[],
  whole: ReadonlyMap<string, number>,
): readonly FreeRack[] | null {
  const isUntouched = (rack: FreeRack) => rack.free > 0 && rack.free === whole.get(rack.rack);
  if (footprint === 'pod') {
    const byPod = new Map<string, FreeRack[]>();
    for (const rack of places) if (rack.pod !== null) byPod.set(rack.pod, [...(byPod.get(rack.pod) ?? []), rack]);
    const free = [...byPod.values()].filter((racks) => racks.every(isUntouched)).slice(0, footprintCount);
    return free.length < footprintCount ? null : emptied(free.flat());
  }
  if (footprint === 'rack') {
    const free = places.filter(isUntouched).slice(0, footprintCount);
    return free.length < footprintCount ? null : emptied(free);
  }
  const single = places.find(({ free }) => free >= footprintCount);
  if (single !== undefined) {
    single.free -= footprintCount;
    return [single];
  }
  // More nodes than any rack has left: whole racks, as many as it takes.
  const taken: FreeRack[] = [];
  let nodes = 0;
  for (const rack of places.filter(isUntouched)) {
    if (nodes >= footprintCount) break;
    taken.push(rack);
    nodes += rack.free;
  }
  return nodes < footprintCount || taken.length < 2 ? null : emptied(taken);
}

function emptied(racks: readonly FreeRack[]): readonly FreeRack[] {
  for (const rack of racks) rack.free = 0;
  return racks;
}

/** The worst node, fabric segment, rack or pod to lose. */
export interface DomainLoss {
  readonly domain: 'node' | 'segment' | 'rack' | 'pod';
  /** One of the worst; for a node the rack that holds it. */
  readonly name: string;
  /** How many of its kind take as many replicas. */
  readonly alike: number;
  /** Replicas that stop, and those that stay away once spare nodes have taken over. */
  readonly atOnce: number;
  readonly lasting: number;
}

/** The worst loss of each kind; a node whose rack has a spare gives its replica back. */
export function lossesOf({ replicas, podOf, segmentOf }: PlacedReplicas): readonly DomainLoss[] {
  if (replicas.length === 0) return [];
  const byRack = new Map<string, number>();
  const byPod = new Map<string, number>();
  const bySegment = new Map<string, number>();
  const countIn = (counts: Map<string, number>, places: Iterable<string>): void => {
    for (const place of new Set(places)) counts.set(place, (counts.get(place) ?? 0) + 1);
  };
  for (const { racks } of replicas) {
    countIn(byRack, racks);
    countIn(
      byPod,
      racks.flatMap((rack) => podOf.get(rack) ?? []),
    );
    countIn(
      bySegment,
      racks.flatMap((rack) => segmentOf.get(rack) ?? []),
    );
  }
  const exposed = replicas.filter(({ hasSpare }) => !hasSpare);
  const node = (exposed[0] ?? replicas[0])?.racks[0] ?? '';
  return [
    {
      domain: 'node',
      name: node,
      alike: exposed.length > 0 ? exposed.length : replicas.length,
      atOnce: 1,
      lasting: exposed.length > 0 ? 1 : 0,
    },
    ...worstOf('segment', bySegment),
    ...worstOf('rack', byRack),
    ...worstOf('pod', byPod),
  ];
}

function worstOf(domain: 'segment' | 'rack' | 'pod', counts: ReadonlyMap<string, number>): readonly DomainLoss[] {
  if (counts.size === 0) return [];
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
  const worst = sampleOf([...counts].filter(([, count]) => count === most).map(([name]) => name));
  return [{ domain, name: worst.names[0] ?? '', alike: worst.count, atOnce: most, lasting: most }];
}
