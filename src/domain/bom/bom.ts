import type { Coverage } from '../finding.js';
import type { Status } from '../site/fields.js';
import type { AssumptionEntry } from '../site/kinds/assumption.js';
import { BILL_CHAPTERS } from '../site/kinds/task.js';
import type { SequenceFigures } from '../sequencing/sequence-figures.js';
import type { LineOrder } from './line-order.js';

/** Chapters of the bill, in their order. */
export const BOM_CATEGORIES = BILL_CHAPTERS;
export type BomCategory = (typeof BOM_CATEGORIES)[number];

/** Catalog kinds that can be ordered. */
export type OrderableKind =
  | 'rackType'
  | 'deviceType'
  | 'moduleType'
  | 'pduType'
  | 'coolingUnitType'
  | 'cableType'
  | 'transceiverType'
  | 'itemType';

/** One thing of the hall that needs something of a line. */
export interface BomUse {
  readonly kind: string;
  readonly name: string;
  /** Where it is: its rack or room; null where it has none. */
  readonly place: string | null;
  readonly status: Status;
  /** In the unit of measure of the line. */
  readonly quantity: number;
}

/** One thing to order: a catalog entry and, for cables, a length. */
export interface BomLine {
  /** Counted from 1 in the order of the bill. */
  readonly number: number;
  readonly category: BomCategory;
  readonly kind: OrderableKind;
  readonly slug: string;
  /** Length of a piece, in m; null for what has none, where it is unknown, and for what is sold by the metre. */
  readonly lengthM: number | null;
  readonly manufacturer: string;
  readonly model: string;
  readonly partNumber: string | null;
  readonly supplier: string | null;
  readonly quoteNumber: string | null;
  readonly quoteExpiresOn: string | null;
  /** The quote no longer holds on the day of the bill. */
  readonly quoteExpired: boolean;
  readonly unitOfMeasure: string;
  readonly packSize: number;
  /** Used by the plan, without spares. */
  readonly quantityUsed: number;
  /** Spares to keep. */
  readonly quantitySpare: number;
  /** Used and spare together. */
  readonly quantityRequired: number;
  readonly quantityInstalled: number;
  readonly quantityInStock: number;
  readonly quantityOnOrder: number;
  /** What is missing, in whole packs: never negative. The only quantity that is priced. */
  readonly quantityToBuy: number;
  readonly unitPriceMinor: number | null;
  /** Of the price; where there is no price yet, the currency of the site, in which one would be given. */
  readonly currency: string | null;
  /** Unit price times quantity to buy. */
  readonly linePriceMinor: number | null;
  readonly priceSource: string | null;
  readonly leadTimeDays: number | null;
  /** By when it must be ordered. */
  readonly order: LineOrder;
  readonly uses: readonly BomUse[];
}

export interface BomTotal {
  readonly currency: string;
  readonly totalMinor: number;
  readonly lines: number;
}

/** A line that must be bought and has no price. */
export interface MissingPrice {
  readonly line: number;
  readonly reason:
    'no price' | 'no currency' | 'no price for this length' | 'no length' | 'longer than every stock length';
}

/** Something of the hall or of its stock that no line covers. */
export interface BomOmission {
  readonly kind: string;
  readonly name: string;
  readonly reason:
    | 'names no item of the catalog'
    | 'names no cable type'
    | 'sold by the metre and of unknown length'
    | 'names no catalog entry'
    | 'names several catalog entries';
}

export interface CableScheduleEnd {
  readonly device: string;
  readonly rack: string | null;
  readonly unit: number | null;
  readonly port: string;
  readonly subPort: string | null;
}

export interface CableScheduleRow {
  readonly cable: string;
  readonly label: string | null;
  readonly type: string;
  readonly bundle: string | null;
  readonly status: Status;
  readonly ends: readonly CableScheduleEnd[];
  /** As built where it is known, else planned. */
  readonly lengthM: number | null;
  /** Length of the piece that is ordered for it, or metres taken for it; null where that is unknown. */
  readonly orderLengthM: number | null;
  readonly line: number | null;
}

/** The bill of materials of a site on a day. */
export interface Bom {
  readonly site: string;
  readonly revisionLabel: string | null;
  readonly asOf: string;
  readonly contentHash: string;
  readonly lines: readonly BomLine[];
  readonly totals: readonly BomTotal[];
  /** Of the lines that must be bought, how many have a price. */
  readonly priceCoverage: Coverage;
  /** Of the cables and cords, how many have a known length. */
  readonly lengthCoverage: Coverage;
  /** Lines to buy whose quote no longer holds on the day of the bill. */
  readonly expiredQuotes: number;
  readonly missingPrices: readonly MissingPrice[];
  readonly omissions: readonly BomOmission[];
  readonly cableSchedule: readonly CableScheduleRow[];
  /** Dates of the tasks from which the order-by dates follow. */
  readonly sequence: SequenceFigures;
  readonly receivingBuffer: {
    readonly days: number;
    readonly source: string;
    readonly isAssumed: boolean;
  };
  readonly openAssumptions: readonly AssumptionEntry[];
}
