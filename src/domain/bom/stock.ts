import type { Spare } from '../site/kinds/spare.js';
import type { SiteIndex } from '../site/site-index.js';
import type { BomOmission, OrderableKind } from './bom.js';
import { orderableKey, type Orderable } from './catalog-entry.js';
import { isSoldByMetre } from './order-length.js';
import { millimetreLengthM, quantitySum } from './quantity.js';

/** What is kept of one orderable, in its unit of measure. */
export interface Stock {
  readonly orderable: Orderable;
  readonly inStock: number;
  /** How much must stay as spares. */
  readonly reserve: number;
  readonly onOrder: number;
}

export interface StockByOrderable {
  /** By `orderableKey`. */
  readonly stock: ReadonlyMap<string, Stock>;
  /** Entries of which nobody can say what they hold. */
  readonly omissions: readonly BomOmission[];
}

const STOCKED_KINDS = [
  'rackType',
  'deviceType',
  'moduleType',
  'pduType',
  'coolingUnitType',
  'cableType',
  'transceiverType',
  'itemType',
] as const satisfies readonly OrderableKind[];

/** The stock of a site, entry by entry of the catalog. */
export function stockOf(index: SiteIndex): StockByOrderable {
  const stock = new Map<string, Stock>();
  const omissions: BomOmission[] = [];
  for (const spare of index.snapshot.spares) {
    const named = STOCKED_KINDS.flatMap((kind) => {
      const slug = spare[kind];
      return slug === undefined ? [] : [{ kind, slug }];
    });
    const [entry] = named;
    if (entry === undefined || named.length > 1) {
      const reason = entry === undefined ? 'names no catalog entry' : 'names several catalog entries';
      omissions.push({ kind: 'spare', name: spare.name, reason });
      continue;
    }
    const held = heldBy(spare, entry, index);
    const key = orderableKey(held.orderable);
    const before = stock.get(key);
    stock.set(key, before === undefined ? held : together(before, held));
  }
  return { stock, omissions };
}

/** Pieces; for what is sold by the metre, metres: drums of a stated length, else metres as they are counted. */
function heldBy(
  spare: Spare,
  { kind, slug }: { readonly kind: OrderableKind; readonly slug: string },
  index: SiteIndex,
): Stock {
  const type = kind === 'cableType' ? index.cableTypes.get(slug) : undefined;
  const lengthM = type === undefined || spare.lengthM === undefined ? null : millimetreLengthM(spare.lengthM);
  const byMetre = type !== undefined && isSoldByMetre(type);
  const perPiece = byMetre ? (lengthM ?? 1) : 1;
  return {
    orderable: { kind, slug, lengthM: byMetre ? null : lengthM },
    inStock: quantitySum([spare.quantity * perPiece]),
    reserve: quantitySum([(spare.reserveQuantity ?? 0) * perPiece]),
    onOrder: quantitySum([(spare.onOrderQuantity ?? 0) * perPiece]),
  };
}

function together(a: Stock, b: Stock): Stock {
  return {
    orderable: a.orderable,
    inStock: quantitySum([a.inStock, b.inStock]),
    reserve: quantitySum([a.reserve, b.reserve]),
    onOrder: quantitySum([a.onOrder, b.onOrder]),
  };
}
