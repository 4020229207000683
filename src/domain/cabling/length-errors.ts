import { compareText } from '../site/key.js';
import type { CableMedium } from '../site/kinds/cable-type.js';
import type { SiteIndex } from '../site/site-index.js';
import type { PlannedCable } from './cable-plan.js';

/** How far computed lengths are from lengths as built, for one medium. */
export interface LengthErrors {
  readonly medium: CableMedium;
  readonly cables: number;
  /** m, as built less computed: above 0 where more was used. */
  readonly meanM: number;
  /** m, standard deviation of the sample; null for one cable. */
  readonly deviationM: number | null;
  /** The cable with the largest error either way, and its error in m. */
  readonly worst: { readonly cable: string; readonly errorM: number };
  /** How many were built longer than computed, margin included. */
  readonly longer: number;
}

/** Errors of the computed lengths of the cables whose length as built is stated, medium by medium. */
export function lengthErrors(index: SiteIndex, cables: readonly PlannedCable[]): readonly LengthErrors[] {
  const byMedium = new Map<CableMedium, { cable: string; errorM: number }[]>();
  for (const { cable, route } of cables) {
    if (cable.asBuiltLengthM === undefined || route.neededM === null) continue;
    const medium = index.cableTypes.get(cable.type)?.medium ?? 'copper';
    const errors = byMedium.get(medium) ?? [];
    byMedium.set(medium, errors);
    errors.push({ cable: cable.name, errorM: cable.asBuiltLengthM - route.neededM });
  }
  return [...byMedium]
    .sort(([a], [b]) => compareText(a, b))
    .map(([medium, errors]) => {
      const meanM = errors.reduce((sum, { errorM }) => sum + errorM, 0) / errors.length;
      const squares = errors.reduce((sum, { errorM }) => sum + (errorM - meanM) ** 2, 0);
      return {
        medium,
        cables: errors.length,
        meanM,
        deviationM: errors.length < 2 ? null : Math.sqrt(squares / (errors.length - 1)),
        worst: errors.reduce((worst, error) => (Math.abs(error.errorM) > Math.abs(worst.errorM) ? error : worst)),
        longer: errors.filter(({ errorM }) => errorM > 0).length,
      };
    });
}
