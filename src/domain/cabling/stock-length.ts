import type { CableType } from '../site/kinds/cable-type.js';

export type StockLength = NonNullable<CableType['stockLengths']>[number];

/** m to the millimetre, so that sums of decimal fractions compare as they are written. */
function wholeMillimetresM(lengthM: number): number {
  return Math.round(lengthM * 1000) / 1000;
}

/**
 * The smallest stock length that is long enough, so that nothing has to be cut and nothing is short.
 *
 * @param type cable type
 * @param lengthM length needed, in m
 * @returns undefined where every stock length is too short, and where there is none
 */
export function stockLengthFor(type: CableType, lengthM: number): StockLength | undefined {
  const neededM = wholeMillimetresM(lengthM);
  return (type.stockLengths ?? []).reduce<StockLength | undefined>(
    (best, stock) => (stock.lengthM >= neededM && (best === undefined || stock.lengthM < best.lengthM) ? stock : best),
    undefined,
  );
}

/** Whether lengths are cut from a drum. */
export function isSoldByMetre(type: CableType): boolean {
  return type.unitOfMeasure === 'm';
}
