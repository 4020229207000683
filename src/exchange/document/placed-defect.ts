import type { Defect } from '../../domain/defect.js';

/** A defect with its place in the text, as an offset in UTF-16 code units. */
export interface PlacedDefect {
  readonly defect: Defect;
  readonly offset: number;
  /** Place of the other occurrence of a duplicate. */
  readonly alsoOffset?: number;
}

/** Defects that the text itself shows, in document order; only the first are kept, all are counted. */
export interface DefectLedger {
  readonly placed: PlacedDefect[];
  readonly counts: Map<Defect['code'], number>;
}

/** Defects of one document or request body that are listed in full; further ones are only counted. */
export const LISTED_DEFECTS = 1000;

/** A ledger without defects. */
export function emptyLedger(): DefectLedger {
  return { placed: [], counts: new Map() };
}

/** Adds a defect; callers come in document order, so the first {@link LISTED_DEFECTS} are those to list. */
export function enter(ledger: DefectLedger, placed: PlacedDefect): void {
  const { code } = placed.defect;
  ledger.counts.set(code, (ledger.counts.get(code) ?? 0) + 1);
  if (ledger.placed.length < LISTED_DEFECTS) ledger.placed.push(placed);
}
