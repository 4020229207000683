import type { ComputedLengths } from '../cabling/cable-lengths.js';
import type { SiteIndex } from '../site/site-index.js';
import { BOM_CATEGORIES, type BomCategory, type BomOmission, type BomUse } from './bom.js';
import { categoryOf, entryOf, type CatalogEntry, type Orderable } from './catalog-entry.js';
import { eachRequirement } from './requirements.js';
import { eachStock, type Stock } from './stock.js';

/** What is used and kept of one orderable. */
export interface Demand {
  readonly orderable: Orderable;
  readonly entry: CatalogEntry;
  readonly category: BomCategory;
  readonly uses: readonly BomUse[];
  readonly stock: readonly Stock[];
}

export interface Demands {
  readonly demands: readonly Demand[];
  /** What the hall or its stock has and no demand covers. */
  readonly omissions: readonly BomOmission[];
}

interface OpenDemand extends Demand {
  category: BomCategory;
  readonly uses: BomUse[];
  readonly stock: Stock[];
}

const NO_STOCK: Stock[] = [];

/**
 * What the hall uses and keeps, orderable by orderable. A device type in several roles stands in the first of their
 * chapters.
 */
export function demandsOf(index: SiteIndex, computed: ComputedLengths): Demands {
  const byEntry = new Map<string, Map<number | null, OpenDemand>>();
  const omissions: BomOmission[] = [];
  const omitted = (omission: BomOmission) => void omissions.push(omission);
  const lengthsOf = ({ kind, slug }: Orderable) => {
    const key = `${kind} ${slug}`;
    const lengths = byEntry.get(key) ?? new Map<number | null, OpenDemand>();
    byEntry.set(key, lengths);
    return lengths;
  };

  eachRequirement(index, computed, {
    required: ({ orderable, category, use }) => {
      const lengths = lengthsOf(orderable);
      const demand = lengths.get(orderable.lengthM);
      if (demand === undefined) {
        const entry = entryOf(index, orderable);
        lengths.set(orderable.lengthM, { orderable, entry, category, uses: [use], stock: NO_STOCK });
        return;
      }
      demand.uses.push(use);
      if (chapterOf(category) < chapterOf(demand.category)) demand.category = category;
    },
    omitted,
  });
  eachStock(index, {
    kept: (stock) => {
      const { orderable } = stock;
      const lengths = lengthsOf(orderable);
      const demand = lengths.get(orderable.lengthM);
      const before = demand ?? {
        orderable,
        entry: entryOf(index, orderable),
        category: categoryOf(index, orderable, undefined),
        uses: [],
        stock: NO_STOCK,
      };
      lengths.set(orderable.lengthM, { ...before, stock: before.stock.concat(stock) });
    },
    omitted,
  });
  const demands: Demand[] = [];
  for (const lengths of byEntry.values()) for (const demand of lengths.values()) demands.push(demand);
  return { demands, omissions };
}

/** Place of a chapter in the bill. */
export function chapterOf(category: BomCategory): number {
  return BOM_CATEGORIES.indexOf(category);
}
