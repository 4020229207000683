/** Currencies whose minor unit is not a hundredth, with their number of decimals: ISO 4217, list one (2024). */
const DECIMALS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Decimals of an amount in major units: 2 for the dollar, 0 for the yen, 3 for the Bahraini dinar. */
export function currencyDecimals(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

/** An amount in major units, as the number nearest to it: 12345 minor units of USD are 123.45. */
export function majorUnits({ minor, currency }: { readonly minor: number; readonly currency: string }): number {
  return minor / 10 ** currencyDecimals(currency);
}
