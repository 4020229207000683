import { requireWithin } from '../range.js';

export type Containment = 'none' | 'cold' | 'hot';

/** What decides how much of its own exhaust a rack breathes while the supply covers the demand. */
export interface RecirculationPlace {
  readonly containment: Containment;
  /** Racks from here to the nearer end of the row, 0 for the last one; null where the place is not known. */
  readonly racksToEnd: number | null;
  /** Units of the front that neither a device nor a panel closes, as a share of all units. */
  readonly openUnitFraction: number;
}

/**
 * Planning figures, shares of the inlet air; neither measured in this hall nor a law of nature. The range says between what
 * a hall may lie. A zone that states `recirculationFraction` takes the place of all of them.
 */
export const RECIRCULATION = {
  /** Over the top of an open row. Range 0.03 to 0.3. */
  overTop: 0.1,
  /** Around the end of an open row, at its last rack; half of it at each rack further in. Range 0 to 0.2. */
  rowEnd: 0.1,
  /** What still passes a contained aisle: doors, roof panels, cable brushes. Range 0 to 0.05. */
  contained: 0.02,
  /** Through open units, where all units are open and air finds the way back through the rack itself. Range 0.1 to 0.5. */
  openUnits: 0.3,
} as const;

export const RECIRCULATION_SOURCE =
  'planning figures: 10 % over an open top, 10 % around an open row end, 2 % into a contained aisle, 30 % of the share of open units; paths as in Tozer, Kurkjian, Salim, "Air management metrics in data centers", ASHRAE Transactions 115(1), 2009, values to be replaced by measured ones';

/**
 * Share of the inlet air of a rack that comes from its hot side while its aisle gets the air that it wants:
 * 1 − (1 − over the top)·(1 − around the end)·(1 − through open units). A contained aisle has no open top and no open end.
 *
 * @throws RangeError when `openUnitFraction` is not within 0 to 1
 */
export function geometricRecirculation({ containment, racksToEnd, openUnitFraction }: RecirculationPlace): number {
  requireWithin({ min: 0, max: 1 }, { openUnitFraction });
  const isOpen = containment === 'none';
  const top = isOpen ? RECIRCULATION.overTop : RECIRCULATION.contained;
  const end = isOpen && racksToEnd !== null ? RECIRCULATION.rowEnd * 0.5 ** racksToEnd : 0;
  return 1 - (1 - top) * (1 - end) * (1 - RECIRCULATION.openUnits * openUnitFraction);
}

/**
 * Share of the inlet air that comes from the hot side when the aisle gets only a part of the air that it wants: what is
 * missing recirculates as well. 1 − (1 − r)·min(1, supply/demand), so that more supply never raises it.
 *
 * @param recirculatedFraction - r at full supply, 0 to 1
 * @param coverage - supply over demand, at least 0; air beyond the demand bypasses the racks
 * @throws RangeError naming the parameter out of range
 */
export function starvedRecirculation({
  recirculatedFraction,
  coverage,
}: {
  readonly recirculatedFraction: number;
  readonly coverage: number;
}): number {
  requireWithin({ min: 0, max: 1 }, { recirculatedFraction });
  requireWithin({ min: 0, max: Infinity }, { coverage });
  return 1 - (1 - recirculatedFraction) * Math.min(1, coverage);
}
