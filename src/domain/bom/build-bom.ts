import { totalOf } from '../finding.js';
import type { Status } from '../site/fields.js';
import { compareText } from '../site/key.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { Spare } from '../site/kinds/spare.js';
import { sitePolicy } from '../site/policy.js';
import { indexWantedSite, type SiteIndex } from '../site/site-index.js';
import type { SiteSnapshot } from '../site/document.js';
import { BOM_CATEGORIES, type Bom, type BomLine, type BomTotal, type MissingPrice, type OrderableKind } from './bom.js';
import { cableScheduleOf } from './cable-schedule.js';
import { cableLengthM, requirementsOf, type Requirement } from './requirements.js';

export interface BomOptions {
  readonly asOf: string;
  readonly contentHash: string;
  readonly revisionLabel: string | null;
}

/** What every catalog entry says of ordering it. */
interface Offer {
  readonly manufacturer: string;
  readonly model: string;
  readonly partNumber?: string | undefined;
  readonly supplier?: string | undefined;
  readonly quoteNumber?: string | undefined;
  readonly quoteExpiresOn?: string | undefined;
  readonly unitOfMeasure?: string | undefined;
  readonly packSize?: number | undefined;
  readonly priceMinor?: number | undefined;
  readonly currency?: string | undefined;
  readonly priceSource?: string | undefined;
  readonly leadTimeDays?: number | undefined;
}

/** Things in these states stand in the hall. */
const INSTALLED: ReadonlySet<Status> = new Set(['installed', 'active', 'decommissioning']);

/**
 * The bill of materials: everything wanted on or after the day, less what is installed, in stock or on order, in whole
 * packs. Only what must be bought is priced.
 */
export function buildBom(snapshot: SiteSnapshot, { asOf, contentHash, revisionLabel }: BomOptions): Bom {
  const index = indexWantedSite(snapshot, asOf);
  const { policy } = sitePolicy(snapshot.site);
  const { required, omissions } = requirementsOf(index);
  const lines = linesOf({ index, required, asOf, cableSpareFraction: policy.cableSpareFraction });
  const toBuy = lines.filter(({ quantityToBuy }) => quantityToBuy > 0);
  const lengths = totalOf([
    ...index.snapshot.cables.map((cable) => ({ value: cableLengthM(cable) })),
    ...index.snapshot.cords.map((cord) => ({ value: cord.lengthM ?? null })),
  ]);
  return {
    site: snapshot.site.name,
    revisionLabel,
    asOf,
    contentHash,
    lines,
    totals: totalsOf(lines),
    priceCoverage: {
      known: toBuy.filter(({ linePriceMinor }) => linePriceMinor !== null).length,
      total: toBuy.length,
    },
    lengthCoverage: lengths.coverage,
    missingPrices: toBuy.flatMap((line) => missingPriceOf(line, index)),
    omissions,
    cableSchedule: cableScheduleOf(index, lines),
    openAssumptions: snapshot.assumptions.filter(({ validatedOn }) => validatedOn === undefined),
  };
}

function linesOf(given: {
  readonly index: SiteIndex;
  readonly required: readonly Requirement[];
  readonly asOf: string;
  readonly cableSpareFraction: number;
}): readonly BomLine[] {
  const groups = new Map<string, Requirement[]>();
  for (const requirement of given.required) {
    const key = lineKey(requirement);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [requirement]);
    else group.push(requirement);
  }
  const stock = stockByLine(given.index.snapshot.spares);
  const lines = [...groups].map(([key, requirements]) =>
    lineOf({ ...given, requirements, stock: stock.get(key) ?? [] }),
  );
  const spareOnly = [...stock].flatMap(([key, spares]) => (groups.has(key) ? [] : stockLine(spares, given)));
  return [...lines, ...spareOnly].sort(inOrder).map((line, i) => ({ ...line, number: i + 1 }));
}

function lineKey({ kind, slug, lengthM }: { kind: OrderableKind; slug: string; lengthM: number | null }): string {
  return `${kind}\u0000${slug}\u0000${lengthM === null ? '' : String(lengthM)}`;
}

function lineOf(given: {
  readonly index: SiteIndex;
  readonly requirements: readonly Requirement[];
  readonly stock: readonly Spare[];
  readonly asOf: string;
  readonly cableSpareFraction: number;
}): BomLine {
  const [first] = given.requirements;
  if (first === undefined) throw new RangeError('a line needs a requirement');
  const uses = given.requirements.map(({ use }) => use);
  const used = sum(uses.map(({ quantity }) => quantity));
  const having = (statuses: (status: Status) => boolean) =>
    sum(uses.filter(({ status }) => statuses(status)).map(({ quantity }) => quantity));
  const cableSpares =
    first.kind === 'cableType' && first.category === 'cabling' ? Math.ceil(given.cableSpareFraction * used - 1e-9) : 0;
  return finished({
    ...given,
    kind: first.kind,
    slug: first.slug,
    category: first.category,
    lengthM: first.lengthM,
    uses: [...uses].sort((a, b) => compareText(a.kind, b.kind) || compareText(a.name, b.name)),
    used,
    spare: Math.max(cableSpares, sum(given.stock.map(({ reserveQuantity }) => reserveQuantity ?? 0))),
    installed: having((status) => INSTALLED.has(status)),
    inStock: having((status) => status === 'staged') + sum(given.stock.map(({ quantity }) => quantity)),
    onOrder:
      having((status) => status === 'ordered') + sum(given.stock.map(({ onOrderQuantity }) => onOrderQuantity ?? 0)),
  });
}

/** A line for what is only kept in stock. */
function stockLine(
  spares: readonly Spare[],
  given: { readonly index: SiteIndex; readonly asOf: string },
): readonly BomLine[] {
  const [first] = spares;
  const item = first === undefined ? null : stockedItem(first);
  if (item === null) return [];
  return [
    finished({
      ...given,
      ...item,
      category: 'other',
      uses: [],
      used: 0,
      spare: sum(spares.map(({ reserveQuantity }) => reserveQuantity ?? 0)),
      installed: 0,
      inStock: sum(spares.map(({ quantity }) => quantity)),
      onOrder: sum(spares.map(({ onOrderQuantity }) => onOrderQuantity ?? 0)),
    }),
  ];
}

function finished(given: {
  readonly index: SiteIndex;
  readonly asOf: string;
  readonly kind: OrderableKind;
  readonly slug: string;
  readonly category: BomLine['category'];
  readonly lengthM: number | null;
  readonly uses: BomLine['uses'];
  readonly used: number;
  readonly spare: number;
  readonly installed: number;
  readonly inStock: number;
  readonly onOrder: number;
}): BomLine {
  const offer = offerOf(given.index, given);
  if (offer === undefined) throw new RangeError(`the catalog has no ${given.kind} ${given.slug}`);
  const packSize = offer.packSize ?? 1;
  const required = given.used + given.spare;
  const missing = Math.max(0, required - given.installed - given.inStock - given.onOrder);
  const quantityToBuy = Math.ceil(missing / packSize - 1e-9) * packSize;
  const unitPriceMinor = offer.priceMinor ?? null;
  const currency = offer.currency ?? null;
  const priced = unitPriceMinor !== null && currency !== null;
  return {
    number: 0,
    category: given.category,
    kind: given.kind,
    slug: given.slug,
    lengthM: given.lengthM,
    manufacturer: offer.manufacturer,
    model: offer.model,
    partNumber: offer.partNumber ?? null,
    supplier: offer.supplier ?? null,
    quoteNumber: offer.quoteNumber ?? null,
    quoteExpiresOn: offer.quoteExpiresOn ?? null,
    quoteExpired: offer.quoteExpiresOn !== undefined && offer.quoteExpiresOn < given.asOf,
    unitOfMeasure: offer.unitOfMeasure ?? 'each',
    packSize,
    quantityUsed: given.used,
    quantitySpare: given.spare,
    quantityRequired: required,
    quantityInstalled: given.installed,
    quantityInStock: given.inStock,
    quantityOnOrder: given.onOrder,
    quantityToBuy,
    unitPriceMinor,
    currency,
    linePriceMinor: priced ? quantityToBuy * unitPriceMinor : null,
    priceSource: offer.priceSource ?? null,
    leadTimeDays: offer.leadTimeDays ?? null,
    uses: given.uses,
  };
}

/** The catalog entry of a line; a stock length of a cable has a part number and a price of its own. */
function offerOf(
  index: SiteIndex,
  line: { readonly kind: OrderableKind; readonly slug: string; readonly lengthM: number | null },
): Offer | undefined {
  switch (line.kind) {
    case 'rackType':
      return index.rackTypes.get(line.slug);
    case 'deviceType':
      return index.deviceTypes.get(line.slug);
    case 'moduleType':
      return index.moduleTypes.get(line.slug);
    case 'pduType':
      return index.pduTypes.get(line.slug);
    case 'coolingUnitType':
      return index.coolingUnitTypes.get(line.slug);
    case 'transceiverType':
      return index.transceiverTypes.get(line.slug);
    case 'itemType':
      return index.itemTypes.get(line.slug);
    case 'cableType': {
      const type = index.cableTypes.get(line.slug);
      return type === undefined ? undefined : cableOffer(type, line.lengthM);
    }
  }
}

function cableOffer(type: CableType, lengthM: number | null): Offer {
  if (type.unitOfMeasure === 'm' || type.stockLengths === undefined) return type;
  const stock = type.stockLengths.find((candidate) => candidate.lengthM === lengthM);
  return { ...type, partNumber: stock?.partNumber ?? type.partNumber, priceMinor: stock?.priceMinor };
}

function missingPriceOf(line: BomLine, index: SiteIndex): readonly MissingPrice[] {
  if (line.linePriceMinor !== null) return [];
  if (line.unitPriceMinor !== null) return [{ line: line.number, reason: 'no currency' }];
  const byLength =
    line.kind === 'cableType' &&
    line.unitOfMeasure !== 'm' &&
    index.cableTypes.get(line.slug)?.stockLengths !== undefined;
  if (!byLength) return [{ line: line.number, reason: 'no price' }];
  return [{ line: line.number, reason: line.lengthM === null ? 'no length' : 'no price for this length' }];
}

function totalsOf(lines: readonly BomLine[]): readonly BomTotal[] {
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

function stockByLine(spares: readonly Spare[]): ReadonlyMap<string, readonly Spare[]> {
  const byLine = new Map<string, Spare[]>();
  for (const spare of spares) {
    const item = stockedItem(spare);
    if (item === null) continue;
    const key = lineKey(item);
    byLine.set(key, [...(byLine.get(key) ?? []), spare]);
  }
  return byLine;
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

/** What a stock holds: the one catalog entry that it names; null where it names none or several. */
export function stockedItem(spare: Spare): { kind: OrderableKind; slug: string; lengthM: number | null } | null {
  const named = STOCKED_KINDS.flatMap((kind) => {
    const slug = spare[kind];
    return slug === undefined ? [] : [{ kind, slug, lengthM: kind === 'cableType' ? (spare.lengthM ?? null) : null }];
  });
  return named.length === 1 ? (named[0] ?? null) : null;
}

function inOrder(a: BomLine, b: BomLine): number {
  return (
    BOM_CATEGORIES.indexOf(a.category) - BOM_CATEGORIES.indexOf(b.category) ||
    compareText(a.manufacturer, b.manufacturer) ||
    compareText(a.model, b.model) ||
    compareText(a.slug, b.slug) ||
    (a.lengthM ?? Infinity) - (b.lengthM ?? Infinity) ||
    compareText(a.kind, b.kind)
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
