import type { CableType } from '../site/kinds/cable-type.js';

type StockLength = NonNullable<CableType['stockLengths']>[number];

/**
 * The smallest stock length that is long enough, so that nothing has to be cut and nothing is short.
 *
 * @param type cable type; without stock lengths it is made to length
 * @param lengthM length needed, in m
 * @returns undefined where every stock length is too short
 */
export function stockLengthFor(type: CableType, lengthM: number): StockLength | undefined {
  return (type.stockLengths ?? [])
    .filter((stock) => stock.lengthM >= lengthM)
    .reduce<StockLength | undefined>(
      (best, stock) => (best === undefined || stock.lengthM < best.lengthM ? stock : best),
      undefined,
    );
}
