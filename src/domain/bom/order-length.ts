import { knownLengthM, type ComputedLengths } from '../cabling/cable-lengths.js';
import { isSoldByMetre, stockLengthFor } from '../cabling/stock-length.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { Cable } from '../site/kinds/cable.js';
import { millimetreLengthM } from './quantity.js';

/** How something is ordered: pieces, of cables pieces of a length, or metres off a drum. */
export interface Order {
  /** Length of the piece in m; null where it is unknown, and for metres. */
  readonly lengthM: number | null;
  /** Pieces, or metres where it is sold by the metre. */
  readonly quantity: number;
}

/** As built where it is known, else as planned, else what its route needs, in m. */
export function cableLengthM(cable: Cable, computed: ComputedLengths): number | null {
  return knownLengthM(cable, computed) ?? null;
}

/**
 * How a cable of a length is ordered: a piece of the smallest stock length that is long enough, a piece of its own
 * length where it is made to length or no stock length is long enough, or metres where it is sold by the metre.
 *
 * @param lengthM length needed, in m; null where it is unknown
 * @returns null for metres of which nobody knows how many
 */
export function cableOrder(type: CableType, lengthM: number | null): Order | null {
  if (isSoldByMetre(type)) return lengthM === null ? null : { lengthM: null, quantity: millimetreLengthM(lengthM) };
  if (lengthM === null) return { lengthM: null, quantity: 1 };
  return { lengthM: stockLengthFor(type, lengthM)?.lengthM ?? millimetreLengthM(lengthM), quantity: 1 };
}
