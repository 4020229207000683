import type { SoughtNode } from './path-places.js';
import type { DefectLedger, PlacedDefect } from './placed-defect.js';

/** A text after parsing: its value with what the text itself shows to be wrong, or the reason why it has no value. */
export type ParsedText =
  | {
      readonly parsed: true;
      readonly value: unknown;
      readonly ledger: DefectLedger;
      /** Walks over the text again and notes where what is sought stands. */
      readonly place: (root: SoughtNode) => void;
    }
  | { readonly parsed: false; readonly fault: PlacedDefect };

export function unparsed(fault: PlacedDefect): ParsedText {
  return { parsed: false, fault };
}
