import type { Status } from '../site/fields.js';
import { compareText } from '../site/key.js';
import type { SiteIndex } from '../site/site-index.js';
import type { InstallDate, Installable } from '../sequencing/install-dates.js';
import type { BomLine, BomUse } from './bom.js';
import { pieceOfferOf } from './catalog-entry.js';
import { chapterOf, type Demand } from './demands.js';
import { lineOrderOf } from './line-order.js';
import { missingQuantity, quantitySum, wholePacks } from './quantity.js';

/** Things in these states stand in the hall. */
const INSTALLED: ReadonlySet<Status> = new Set(['installed', 'active', 'decommissioning']);

/** Share of a piece that a product may be over without taking the next piece. */
const NOISE = 1e-9;

interface Given {
  readonly index: SiteIndex;
  /** Spare cables per cable of a line. */
  readonly cableSpareFraction: number;
  readonly receivingBufferDays: number;
  /** When a thing must be there; null: no task installs it. */
  readonly installOf: (thing: Installable) => InstallDate | null;
}

/** A line for each demand, in the order of the bill. */
export function linesOf({ demands, ...given }: Given & { readonly demands: readonly Demand[] }): readonly BomLine[] {
  return [...demands].sort(inOrder).map((demand, i) => lineOf({ demand, number: i + 1 }, given));
}

/** What is missing is what is required and neither installed nor in stock nor on order; it is bought in whole packs. */
function lineOf(
  { demand, number }: { readonly demand: Demand; readonly number: number },
  { index, cableSpareFraction, receivingBufferDays, installOf }: Given,
): BomLine {
  const { orderable, entry, category, uses, stock } = demand;
  const { partNumber, unitPriceMinor } = pieceOfferOf(index, orderable, entry);
  const packSize = entry.packSize ?? 1;
  const quantityUsed = quantityOf(uses);
  const quantitySpare = Math.max(
    cableSpares(uses, cableSpareFraction),
    quantitySum(stock.map(({ reserve }) => reserve)),
  );
  const quantityRequired = quantitySum([quantityUsed, quantitySpare]);
  const quantityInstalled = quantityOf(uses, (status) => INSTALLED.has(status));
  const quantityInStock = quantitySum([
    quantityOf(uses, (status) => status === 'staged'),
    ...stock.map(({ inStock }) => inStock),
  ]);
  const quantityOnOrder = quantitySum([
    quantityOf(uses, (status) => status === 'ordered'),
    ...stock.map(({ onOrder }) => onOrder),
  ]);
  const there = quantityInstalled + quantityInStock + quantityOnOrder;
  const quantityToBuy = wholePacks({ quantity: missingQuantity({ required: quantityRequired, there }), packSize });
  const leadTimeDays = entry.leadTimeDays ?? null;
  const currency = entry.currency ?? (unitPriceMinor === null ? (index.snapshot.site.currency ?? null) : null);
  return {
    number,
    category,
    kind: orderable.kind,
    slug: orderable.slug,
    lengthM: orderable.lengthM,
    manufacturer: entry.manufacturer,
    model: entry.model,
    partNumber,
    supplier: entry.supplier ?? null,
    quoteNumber: entry.quoteNumber ?? null,
    quoteExpiresOn: entry.quoteExpiresOn ?? null,
    quoteExpired: entry.quoteExpiresOn !== undefined && entry.quoteExpiresOn < index.asOf,
    unitOfMeasure: entry.unitOfMeasure ?? 'each',
    packSize,
    quantityUsed,
    quantitySpare,
    quantityRequired,
    quantityInstalled,
    quantityInStock,
    quantityOnOrder,
    quantityToBuy,
    unitPriceMinor,
    currency,
    linePriceMinor: unitPriceMinor === null || currency === null ? null : quantityToBuy * unitPriceMinor,
    priceSource: entry.priceSource ?? null,
    leadTimeDays,
    order: lineOrderOf(
      { uses, quantityToBuy, leadTimeDays },
      { receivingBufferDays, asOf: index.asOf, installOf: ({ kind, name }) => installOf({ kind, name, category }) },
    ),
    uses: [...uses].sort(byName),
  };
}

function quantityOf(uses: readonly BomUse[], counts: (status: Status) => boolean = () => true): number {
  let total = 0;
  for (const { status, quantity } of uses) if (counts(status)) total += quantity;
  return quantitySum([total]);
}

/** Whole spare pieces or metres of the cables of a line; cords have none. */
function cableSpares(uses: readonly BomUse[], fraction: number): number {
  if (fraction === 0) return 0;
  let cables = 0;
  for (const { kind, quantity } of uses) if (kind === 'cable') cables += quantity;
  return Math.max(0, Math.ceil(fraction * cables - NOISE));
}

function byName(a: BomUse, b: BomUse): number {
  return compareText(a.kind, b.kind) || compareText(a.name, b.name);
}

function inOrder(a: Demand, b: Demand): number {
  return (
    chapterOf(a.category) - chapterOf(b.category) ||
    compareText(a.entry.manufacturer, b.entry.manufacturer) ||
    compareText(a.entry.model, b.entry.model) ||
    compareText(a.orderable.slug, b.orderable.slug) ||
    compareText(a.orderable.kind, b.orderable.kind) ||
    (a.orderable.lengthM ?? Number.MAX_VALUE) - (b.orderable.lengthM ?? Number.MAX_VALUE)
  );
}
