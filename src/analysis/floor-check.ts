import type { AssessedSite, StatedFinding } from '../domain/assessment/assessment.js';
import type { FloorFigures, RackPlacement } from '../domain/floor/floor-figures.js';

/** What is found of the floor of a site, with the figures behind it. */
export interface FloorCheck {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
  readonly findings: readonly StatedFinding[];
  readonly figures: Omit<FloorFigures, 'placements'> & { readonly placements: readonly RackPlacement[] };
}

/** The floor of an assessed site, the same for the command line and the service. */
export function floorCheckOf({ assessment }: AssessedSite): FloorCheck {
  const { site, asOf, contentHash, findings, figures } = assessment;
  return {
    site,
    asOf,
    contentHash,
    findings: findings.filter(({ discipline }) => discipline === 'floor'),
    figures: { ...figures.floor, placements: [...figures.floor.placements.values()] },
  };
}
