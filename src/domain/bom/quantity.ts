/**
 * Quantities are pieces or metres. Metres are counted in whole millimetres: finer than anything is cut, and sums of
 * them show no noise of binary fractions.
 */
const PER_METRE = 1000;

/** Share of a millimetre that a computed length may be over without taking the next one. */
const NOISE = 1e-6;

/** A length in m that is long enough, to the millimetre: 2.5001 m are 2.501 m. */
export function millimetreLengthM(lengthM: number): number {
  return Math.ceil(lengthM * PER_METRE - NOISE) / PER_METRE;
}

/** Sum of pieces or of metres to the millimetre. */
export function quantitySum(quantities: Iterable<number>): number {
  let total = 0;
  for (const quantity of quantities) total += quantity;
  return Math.round(total * PER_METRE) / PER_METRE;
}

/** What is missing of a quantity, to the millimetre; 0 where there is enough. */
export function missingQuantity({ required, there }: { readonly required: number; readonly there: number }): number {
  return Math.max(0, quantitySum([required, -there]));
}

/** A quantity in whole packs, at least as much as asked for. */
export function wholePacks({ quantity, packSize }: { readonly quantity: number; readonly packSize: number }): number {
  return Math.ceil(quantity / packSize) * packSize;
}
