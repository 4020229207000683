import { totalOf, type Total } from '../finding.js';
import { compareText } from '../site/key.js';
import type { Bom, BomLine } from './bom.js';

/** A line that one bill has and the other has not, or has otherwise. */
export interface BomLineDelta {
  readonly change: 'added' | 'removed' | 'changed';
  readonly before: BomLine | null;
  readonly after: BomLine | null;
}

/** What must be bought in one currency; a line without a price or currency is an unknown item. */
export interface CostTotals {
  readonly currency: string;
  readonly before: Total;
  readonly after: Total;
}

export interface BomComparison {
  /** In the order of the bills. */
  readonly lines: readonly BomLineDelta[];
  readonly costs: readonly CostTotals[];
}

/** The lines in which two bills differ, and what each comes to, currency by currency. */
export function compareBoms(before: Bom, after: Bom): BomComparison {
  const old = new Map(before.lines.map((line) => [keyOf(line), line]));
  const now = new Map(after.lines.map((line) => [keyOf(line), line]));
  const lines = [
    ...after.lines.flatMap((line): readonly BomLineDelta[] => {
      const was = old.get(keyOf(line)) ?? null;
      if (was === null) return [{ change: 'added', before: null, after: line }];
      return isSame(was, line) ? [] : [{ change: 'changed', before: was, after: line }];
    }),
    ...before.lines.flatMap((line): readonly BomLineDelta[] =>
      now.has(keyOf(line)) ? [] : [{ change: 'removed', before: line, after: null }],
    ),
  ];
  const currencies = [...before.lines, ...after.lines].flatMap(({ currency }) => currency ?? []);
  return {
    lines,
    costs: [...new Set(currencies)].sort(compareText).map((currency) => ({
      currency,
      before: costOf(before, currency),
      after: costOf(after, currency),
    })),
  };
}

function keyOf({ kind, slug, lengthM }: BomLine): string {
  return JSON.stringify([kind, slug, lengthM]);
}

/** Whether two lines say the same to who buys them. */
function isSame(a: BomLine, b: BomLine): boolean {
  return (
    a.quantityRequired === b.quantityRequired &&
    a.quantityToBuy === b.quantityToBuy &&
    a.unitPriceMinor === b.unitPriceMinor &&
    a.currency === b.currency &&
    a.leadTimeDays === b.leadTimeDays &&
    a.order.orderBy === b.order.orderBy &&
    a.order.orderByAtLatest === b.order.orderByAtLatest
  );
}

/** In minor units. A line of which nobody says the currency may be of this one. */
function costOf({ lines }: Bom, currency: string): Total {
  return totalOf(
    lines
      .filter((line) => line.quantityToBuy > 0 && (line.currency === currency || line.currency === null))
      .map(({ linePriceMinor }) => ({ value: linePriceMinor })),
  );
}
