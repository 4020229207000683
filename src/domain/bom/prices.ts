import { compareText } from '../site/key.js';
import type { SiteIndex } from '../site/site-index.js';
import type { BomLine, BomTotal, MissingPrice } from './bom.js';
import { isPricedByLength } from './catalog-entry.js';

/** What must be spent, currency by currency; currencies are never added up. */
export function totalsOf(lines: readonly BomLine[]): readonly BomTotal[] {
  const byCurrency = new Map<string, { totalMinor: number; lines: number }>();
  for (const { currency, linePriceMinor, quantityToBuy } of lines) {
    if (currency === null || linePriceMinor === null || quantityToBuy === 0) continue;
    const total = byCurrency.get(currency) ?? { totalMinor: 0, lines: 0 };
    byCurrency.set(currency, { totalMinor: total.totalMinor + linePriceMinor, lines: total.lines + 1 });
  }
  return [...byCurrency]
    .map(([currency, total]) => ({ currency, ...total }))
    .sort((a, b) => compareText(a.currency, b.currency));
}

/** Lines that must be bought and have no price, and why. */
export function missingPricesOf(toBuy: readonly BomLine[], index: SiteIndex): readonly MissingPrice[] {
  return toBuy.flatMap((line) =>
    line.linePriceMinor === null ? [{ line: line.number, reason: reasonOf(line, index) }] : [],
  );
}

function reasonOf(line: BomLine, index: SiteIndex): MissingPrice['reason'] {
  if (line.unitPriceMinor !== null) return 'no currency';
  const type = line.kind === 'cableType' ? index.cableTypes.get(line.slug) : undefined;
  if (type === undefined || !isPricedByLength(type)) return 'no price';
  if (line.lengthM === null) return 'no length';
  const longestM = Math.max(...(type.stockLengths ?? []).map(({ lengthM }) => lengthM));
  return line.lengthM > longestM ? 'longer than every stock length' : 'no price for this length';
}
