import type { Spare } from '../site/kinds/spare.js';
import type { SiteIndex } from '../site/site-index.js';
import type { BomOmission, OrderableKind } from './bom.js';
import type { Orderable } from './catalog-entry.js';
import { isSoldByMetre } from '../cabling/stock-length.js';
import { millimetreLengthM, quantitySum } from './quantity.js';

/** What is kept of one orderable, in its unit of measure. */
export interface Stock {
  readonly orderable: Orderable;
  readonly inStock: number;
  /** How much must stay as spares. */
  readonly reserve: number;
  readonly onOrder: number;
}

export interface StockListener {
  readonly kept: (stock: Stock) => void;
  readonly omitted: (omission: BomOmission) => void;
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

/** Tells the stock of a site, and the entries of which nobody can say what they hold. */
export function eachStock(index: SiteIndex, { kept, omitted }: StockListener): void {
  for (const spare of index.snapshot.spares) {
    const named = STOCKED_KINDS.flatMap((kind) => {
      const slug = spare[kind];
      return slug === undefined ? [] : [{ kind, slug }];
    });
    const [entry] = named;
    if (entry === undefined || named.length > 1) {
      const reason = entry === undefined ? 'names no catalog entry' : 'names several catalog entries';
      omitted({ kind: 'spare', name: spare.name, reason });
    } else {
      kept(heldBy(spare, entry, index));
    }
  }
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
