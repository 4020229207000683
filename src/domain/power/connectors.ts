/** The inlet into which the connector of a cord fits, by the outlet into which its plug fits, IEC 60320-1. */
export const INLET_OF_OUTLET: Readonly<Record<string, string>> = { C13: 'C14', C15: 'C16', C19: 'C20' };
export const OUTLET_OF_INLET: Readonly<Record<string, string>> = { C14: 'C13', C16: 'C15', C20: 'C19' };

/** Outlets that take plugs of two sizes, by the plain outlets for which they stand. */
const COMBINED: Readonly<Record<string, readonly string[]>> = { C39: ['C13', 'C19'], 'C13/C19': ['C13', 'C19'] };

/**
 * Whether a plain cord joins an outlet and the inlet of a supply: of one size after IEC 60320-1, the outlet being perhaps
 * one for both sizes; of another standard (IEC 60309, NEMA) where both state the same. Null where one states nothing.
 */
export function outletFits(outlet: string | undefined, inlet: string | undefined): boolean | null {
  if (outlet === undefined || inlet === undefined) return null;
  const wanted = OUTLET_OF_INLET[inlet];
  if (wanted === undefined) return outlet === inlet;
  return outlet === wanted || COMBINED[outlet]?.includes(wanted) === true;
}

/** Whether an outlet takes plugs of several sizes: such a one is better kept for what fits nowhere else. */
export function isCombined(outlet: string | undefined): boolean {
  return outlet !== undefined && COMBINED[outlet] !== undefined;
}

/** IEC 60320 couplers, and NEMA plugs of one phase, with a neutral or without. */
const SINGLE_PHASE = /^(IEC (60320 )?)?C\d|^(NEMA )?L?(1|5|6|7|10|14)-\d/;

/** Whether an outlet can have three lines, by what its connector is; one that states none is not taken to have them. */
export function mayHaveThreeLines(outlet: string | undefined): boolean {
  return outlet !== undefined && !SINGLE_PHASE.test(outlet);
}
