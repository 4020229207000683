import { compareText } from '../site/key.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { CablePlan, CablePlanGiven } from './cable-plan.js';
import { routeCables } from './route-cables.js';
import { isSoldByMetre, stockLengthFor } from './stock-length.js';

/** What it would mean to take another cable type where it reaches. */
export interface CableAlternative {
  readonly cableType: string;
  readonly alternative: string;
  /** Cables of the type. */
  readonly cables: number;
  /** Of these, for how many the alternative reaches, on its own trays, with a stock length. */
  readonly fitting: number;
  /** Of the fitting ones, how many have a price in both types. */
  readonly priced: number;
  /** Price of the alternative less that of the type, over the priced ones: negative saves; null without a common currency. */
  readonly differenceMinor: number | null;
  readonly currency: string | null;
}

/** Every alternative that the cable types in use name, priced cable by cable. */
export function cableAlternatives(given: CablePlanGiven, plan: CablePlan): readonly CableAlternative[] {
  const { index } = given;
  const types = [...new Set(plan.cables.map(({ cable }) => cable.type))].sort(compareText);
  return types.flatMap((slug) => {
    const type = index.cableTypes.get(slug);
    const own = plan.cables.filter(({ cable }) => cable.type === slug);
    return (type?.alternatives ?? []).flatMap((other) => {
      const instead = index.cableTypes.get(other);
      if (type === undefined || instead === undefined) return [];
      const { routes } = routeCables({ ...given, cables: own.map(({ cable }) => ({ ...cable, type: other })) });
      let fitting = 0;
      let priced = 0;
      let differenceMinor = 0;
      own.forEach(({ lengthM }, i) => {
        const needed = routes[i]?.neededM;
        if (needed === null || needed === undefined || needed > (instead.reachM ?? Infinity)) return;
        if (!isSoldByMetre(instead) && stockLengthFor(instead, needed) === undefined) return;
        fitting += 1;
        const before = lengthM === null ? null : priceOf(type, lengthM);
        const after = priceOf(instead, needed);
        if (before === null || after === null) return;
        priced += 1;
        differenceMinor += after - before;
      });
      const shared = type.currency !== undefined && type.currency === instead.currency;
      return [
        {
          cableType: slug,
          alternative: other,
          cables: own.length,
          fitting,
          priced,
          differenceMinor: shared && priced > 0 ? Math.round(differenceMinor) : null,
          currency: shared ? type.currency : null,
        },
      ];
    });
  });
}

/** Minor units for a cable of a length: of the piece, or by the metre; null where it is not known. */
function priceOf(type: CableType, lengthM: number): number | null {
  if (isSoldByMetre(type)) return type.priceMinor === undefined ? null : type.priceMinor * lengthM;
  const stock = stockLengthFor(type, lengthM);
  const byLength = (type.stockLengths ?? []).some(({ priceMinor }) => priceMinor !== undefined);
  return (byLength ? stock?.priceMinor : type.priceMinor) ?? null;
}
