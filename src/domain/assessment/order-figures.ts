import type { OrderableKind } from '../bom/bom.js';
import { bomLinesOf } from '../bom/build-bom.js';
import type { LineOrder } from '../bom/line-order.js';
import type { SiteSnapshot } from '../site/document.js';

/** A line of the bill that must be bought, and by when. */
export interface OrderedLine {
  /** Number of the line in the bill. */
  readonly line: number;
  readonly kind: OrderableKind;
  /** Catalog entry and, for cables, the length of a piece. */
  readonly name: string;
  readonly quantityToBuy: number;
  readonly leadTimeDays: number | null;
  readonly order: LineOrder;
}

/** By when what must be bought must be ordered; without lines where the site has no tasks. */
export interface OrderFigures {
  readonly lines: readonly OrderedLine[];
}

/** The order-by dates of a site. Where it has no tasks there is nothing to date, and the bill is not built. */
export function orderFiguresOf(snapshot: SiteSnapshot, asOf: string): OrderFigures {
  if (snapshot.tasks.length === 0) return { lines: [] };
  const { lines } = bomLinesOf(snapshot, asOf);
  return {
    lines: lines
      .filter(({ quantityToBuy }) => quantityToBuy > 0)
      .map(({ number, kind, slug, lengthM, quantityToBuy, leadTimeDays, order }) => ({
        line: number,
        kind,
        name: lengthM === null ? slug : `${slug}, ${String(lengthM)} m`,
        quantityToBuy,
        leadTimeDays,
        order,
      })),
  };
}
