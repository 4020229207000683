import type { Defect } from '../defect.js';
import type { Assumption } from '../finding.js';
import type { Artifact } from '../site/kinds/artifact.js';
import type { FailureDomain, Layout } from './footprint.js';

/** What is known of the racks that replicas stand in; null where nobody said. */
export interface HallFacts {
  readonly nodesPerRack: number | null;
  readonly spareNodesPerRack: number | null;
  readonly racksPerPod: number | null;
  readonly racksPerSegment: number | null;
  /** W of one node at most. */
  readonly nodePowerW: number | null;
  /** W of a rack beside its nodes: fans, switches. */
  readonly rackOverheadW: number | null;
  /** Racks that the hall has for replicas. */
  readonly racksAvailable: number | null;
}

export const NOTHING_KNOWN: HallFacts = {
  nodesPerRack: null,
  spareNodesPerRack: null,
  racksPerPod: null,
  racksPerSegment: null,
  nodePowerW: null,
  rackOverheadW: null,
  racksAvailable: null,
};

/** The layout of an artifact's replicas, with what is missing for it and what was assumed. */
export function layoutOf(
  { footprint, footprintCount, name }: Artifact,
  hall: HallFacts,
  domain: FailureDomain | null,
): {
  readonly layout: Layout | null;
  readonly defects: readonly Defect[];
  readonly assumptions: readonly Assumption[];
} {
  const defects: Defect[] = [];
  const assumptions: Assumption[] = [];
  const assume = <Value extends number | string>(parameter: string, value: Value, source: string): Value => {
    assumptions.push({ parameter, value, unit: typeof value === 'number' ? '1' : null, source, count: 1 });
    return value;
  };
  const needs = (what: string) => {
    defects.push({
      code: 'missing',
      path: ['hall', what],
      found: 'nothing',
      allowed: `a number, for the replicas of ${name}`,
    });
  };
  const unit = footprint ?? assume('artifact.footprint', 'node', 'nothing stated');
  const usesRacks = unit !== 'node' || domain === 'rack' || domain === 'segment' || domain === 'pod';
  if (hall.nodesPerRack === null && usesRacks) needs('nodesPerRack');
  if (hall.racksPerPod === null && (unit === 'pod' || domain === 'pod')) needs('racksPerPod');
  if (hall.racksPerSegment === null && domain === 'segment') needs('racksPerSegment');
  if (hall.nodesPerRack !== null && (hall.spareNodesPerRack ?? 0) >= hall.nodesPerRack) {
    const found = String(hall.spareNodesPerRack);
    defects.push({
      code: 'range',
      path: ['hall', 'spareNodesPerRack'],
      found,
      allowed: `less than the ${String(hall.nodesPerRack)} nodes of a rack`,
    });
  }
  if (defects.length > 0) return { layout: null, defects, assumptions };
  if (footprintCount === undefined) assume('artifact.footprintCount', 1, 'nothing stated');
  if (hall.nodesPerRack !== null && hall.spareNodesPerRack === null)
    assume('hall.spareNodesPerRack', 0, 'nothing stated');
  return {
    defects,
    assumptions,
    layout: {
      footprint: unit,
      footprintCount: footprintCount ?? 1,
      nodesPerRack: hall.nodesPerRack ?? 1,
      spareNodesPerRack: hall.spareNodesPerRack ?? 0,
      racksPerPod: hall.racksPerPod ?? 1,
      racksPerSegment: hall.racksPerSegment ?? 1,
    },
  };
}
