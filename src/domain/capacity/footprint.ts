import { requireCount } from '../range.js';
import type { FAILURE_DOMAINS } from '../site/kinds/workload.js';

export type FailureDomain = (typeof FAILURE_DOMAINS)[number];

/** How replicas stand in racks. Replicas larger than a rack take whole racks, larger than a pod whole pods. */
export interface Layout {
  /** What one replica occupies, and how many of it. */
  readonly footprint: 'node' | 'rack' | 'pod';
  readonly footprintCount: number;
  readonly nodesPerRack: number;
  /** Nodes of each rack that serve only when another of the rack fails. */
  readonly spareNodesPerRack: number;
  readonly racksPerPod: number;
  /** Racks that one fabric segment (a link group or a pair of switches) connects. */
  readonly racksPerSegment: number;
}

/** @throws RangeError naming the parameter out of range */
export function requireLayout(layout: Layout): void {
  const { footprintCount, nodesPerRack, spareNodesPerRack, racksPerPod, racksPerSegment } = layout;
  requireCount(1, { footprintCount, nodesPerRack, racksPerPod, racksPerSegment });
  requireCount(0, { spareNodesPerRack });
  if (spareNodesPerRack >= nodesPerRack) {
    throw new RangeError(
      `spareNodesPerRack must be less than the ${nodesPerRack} nodes of a rack, but is ${spareNodesPerRack}`,
    );
  }
}

/** Space that replicas take. */
export interface Space {
  readonly replicas: number;
  /** Nodes that serve; spare nodes come on top. */
  readonly nodes: number;
  readonly spareNodes: number;
  readonly racks: number;
  readonly pods: number;
}

/** Nodes of one replica. */
export function nodesPerReplica(layout: Layout): number {
  const usable = layout.nodesPerRack - layout.spareNodesPerRack;
  if (layout.footprint === 'node') return layout.footprintCount;
  return layout.footprintCount * usable * (layout.footprint === 'pod' ? layout.racksPerPod : 1);
}

/** Replicas in one rack; 0 where one replica takes more than a rack. */
export function replicasPerRack(layout: Layout): number {
  if (layout.footprint === 'pod') return 0;
  if (layout.footprint === 'rack') return layout.footprintCount === 1 ? 1 : 0;
  return Math.floor((layout.nodesPerRack - layout.spareNodesPerRack) / layout.footprintCount);
}

/** Racks that replicas of any size take, whole racks where a replica is larger than one. */
export function racksPerReplica(layout: Layout): number {
  return Math.ceil(nodesPerReplica(layout) / (layout.nodesPerRack - layout.spareNodesPerRack));
}

/** Most replicas that any group of so many neighbouring racks, counted off from the first, carries or carries a part of. */
function replicasTouching(layout: Layout, racks: number): number {
  const perRack = replicasPerRack(layout);
  if (perRack > 0) return perRack * racks;
  const span = racksPerReplica(layout);
  let most = 1;
  for (let first = 0; first < span * racks; first += racks) {
    most = Math.max(most, Math.floor((first + racks - 1) / span) - Math.floor(first / span) + 1);
  }
  return most;
}

/** Nodes, racks and pods for a number of replicas. Racks are filled before the next is begun. */
export function spaceFor(layout: Layout, replicas: number): Space {
  requireLayout(layout);
  requireCount(0, { replicas });
  const perRack = replicasPerRack(layout);
  const racks = perRack > 0 ? Math.ceil(replicas / perRack) : replicas * racksPerReplica(layout);
  return {
    replicas,
    nodes: replicas * nodesPerReplica(layout),
    spareNodes: racks * layout.spareNodesPerRack,
    racks,
    pods: Math.ceil(racks / layout.racksPerPod),
  };
}

/** What the loss of one failure domain takes away of a number of replicas. */
export interface Loss {
  /** Replicas that stop at once. */
  readonly atOnce: number;
  /** Replicas that stay away once traffic was re-routed and spare nodes of the rack have taken over. */
  readonly lasting: number;
}

/**
 * Replicas that the loss of the largest domain of a kind takes: a node takes the replica that it carries, and gives it back
 * where its rack holds a spare node; a rack takes all that it holds, and any replica that
 * stands in it only in part. Never more than there are.
 */
export function lossOf(layout: Layout, domain: FailureDomain, replicas: number): Loss {
  requireLayout(layout);
  if (domain === 'node') {
    const lost = Math.min(1, replicas);
    return { atOnce: lost, lasting: layout.spareNodesPerRack > 0 ? 0 : lost };
  }
  const racks = domain === 'rack' ? 1 : domain === 'segment' ? layout.racksPerSegment : layout.racksPerPod;
  const lost = Math.min(replicas, replicasTouching(layout, racks));
  return { atOnce: lost, lasting: lost };
}
