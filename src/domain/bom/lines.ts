import type { Status } from '../site/fields.js';
import { compareText } from '../site/key.js';
import type { SiteIndex } from '../site/site-index.js';
import { BOM_CATEGORIES, type BomCategory, type BomLine, type BomUse } from './bom.js';
import { categoryOf, offerOf, orderableKey, type Orderable } from './catalog-entry.js';
import { missingQuantity, quantitySum, wholePacks } from './quantity.js';
import type { Requirement } from './requirements.js';
import type { Stock } from './stock.js';

/** Things in these states stand in the hall. */
const INSTALLED: ReadonlySet<Status> = new Set(['installed', 'active', 'decommissioning']);

/** Share of a piece that a product may be over without taking the next piece. */
const NOISE = 1e-9;

interface Given {
  readonly index: SiteIndex;
  /** Spare cables per cable of a line. */
  readonly cableSpareFraction: number;
}

/** What is used and kept of one orderable. */
interface Demand {
  readonly orderable: Orderable;
  category: BomCategory;
  readonly uses: BomUse[];
  stock: Stock | null;
}

/** A line for each orderable that is used or kept, in the order of the bill. */
export function linesOf(
  given: Given & {
    readonly required: readonly Requirement[];
    /** By `orderableKey`. */
    readonly stock: ReadonlyMap<string, Stock>;
  },
): readonly BomLine[] {
  const lines = demandsOf(given).map((demand) => lineOf(demand, given));
  return lines.sort(inOrder).map((line, i) => ({ ...line, number: i + 1 }));
}

function demandsOf({
  index,
  required,
  stock,
}: {
  readonly index: SiteIndex;
  readonly required: readonly Requirement[];
  readonly stock: ReadonlyMap<string, Stock>;
}): readonly Demand[] {
  const demands = new Map<string, Demand>();
  for (const requirement of required) {
    const key = orderableKey(requirement);
    const demand = demands.get(key);
    if (demand === undefined) {
      const { kind, slug, lengthM, category, use } = requirement;
      demands.set(key, { orderable: { kind, slug, lengthM }, category, uses: [use], stock: null });
    } else {
      demand.uses.push(requirement.use);
      if (chapterOf(requirement.category) < chapterOf(demand.category)) demand.category = requirement.category;
    }
  }
  for (const [key, kept] of stock) {
    const demand = demands.get(key);
    if (demand !== undefined) {
      demand.stock = kept;
      continue;
    }
    const category = categoryOf(index, kept.orderable, undefined);
    demands.set(key, { orderable: kept.orderable, category, uses: [], stock: kept });
  }
  return [...demands.values()];
}

/** What is missing is what is required and neither installed nor in stock nor on order; it is bought in whole packs. */
function lineOf({ orderable, category, uses, stock }: Demand, { index, cableSpareFraction }: Given): BomLine {
  const offer = offerOf(index, orderable);
  const packSize = offer.packSize ?? 1;
  const quantityUsed = quantityOf(uses);
  const quantitySpare = Math.max(cableSpares(uses, cableSpareFraction), stock?.reserve ?? 0);
  const quantityRequired = quantitySum([quantityUsed, quantitySpare]);
  const quantityInstalled = quantityOf(uses, (status) => INSTALLED.has(status));
  const quantityInStock = quantitySum([quantityOf(uses, (status) => status === 'staged'), stock?.inStock ?? 0]);
  const quantityOnOrder = quantitySum([quantityOf(uses, (status) => status === 'ordered'), stock?.onOrder ?? 0]);
  const there = quantityInstalled + quantityInStock + quantityOnOrder;
  const quantityToBuy = wholePacks({ quantity: missingQuantity({ required: quantityRequired, there }), packSize });
  const unitPriceMinor = offer.priceMinor ?? null;
  const currency = offer.currency ?? null;
  return {
    number: 0,
    category,
    ...orderable,
    manufacturer: offer.manufacturer,
    model: offer.model,
    partNumber: offer.partNumber ?? null,
    supplier: offer.supplier ?? null,
    quoteNumber: offer.quoteNumber ?? null,
    quoteExpiresOn: offer.quoteExpiresOn ?? null,
    quoteExpired: offer.quoteExpiresOn !== undefined && offer.quoteExpiresOn < index.asOf,
    unitOfMeasure: offer.unitOfMeasure ?? 'each',
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
    priceSource: offer.priceSource ?? null,
    leadTimeDays: offer.leadTimeDays ?? null,
    uses: uses.sort(byName),
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

function chapterOf(category: BomCategory): number {
  return BOM_CATEGORIES.indexOf(category);
}

function byName(a: BomUse, b: BomUse): number {
  return compareText(a.kind, b.kind) || compareText(a.name, b.name);
}

function inOrder(a: BomLine, b: BomLine): number {
  return (
    chapterOf(a.category) - chapterOf(b.category) ||
    compareText(a.manufacturer, b.manufacturer) ||
    compareText(a.model, b.model) ||
    compareText(a.slug, b.slug) ||
    compareText(a.kind, b.kind) ||
    (a.lengthM ?? Number.MAX_VALUE) - (b.lengthM ?? Number.MAX_VALUE)
  );
}
