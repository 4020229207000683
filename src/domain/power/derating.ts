import type { PowerElement } from '../site/kinds/power-element.js';

/**
 * Share of its rating that altitude and ambient leave an element, 0 to 1; 1 where its maker states no derating. Altitude
 * and ambient multiply: (1 − a·(h − h0)/100 m) · (1 − b·(T − T0)), each part only above what the rating is for.
 *
 * Sources of the form: ISO 8528-1 and ISO 3046-1 (generators), IEC 62040-3 (UPS, above 1000 m), IEC 60076-11 (dry-type
 * transformers, above 1000 m), IEC 60947-2 (breakers, above 2000 m and 40 °C: the maker's table). The numbers are the
 * maker's: none is taken where none is stated.
 *
 * Example: 0.5 % per 100 m above 1000 m at 1609 m is 1 − 0.005 · 6.09 = 0.96955.
 *
 * @param altitudeM - of the site, m
 */
export function deratingFactor({ derating, ambientC }: PowerElement, altitudeM: number): number {
  if (derating === undefined) return 1;
  const aboveM = Math.max(0, altitudeM - (derating.altitudeAboveM ?? 0));
  const aboveK = ambientC === undefined ? 0 : Math.max(0, ambientC - (derating.ambientAboveC ?? ambientC));
  const byAltitude = 1 - ((derating.altitudeFractionPer100M ?? 0) * aboveM) / 100;
  const byAmbient = 1 - (derating.ambientFractionPerK ?? 0) * aboveK;
  return Math.max(0, byAltitude) * Math.max(0, byAmbient);
}

/** Whether its maker says how ambient derates it, and nobody says how warm it is around it, or from where on. */
export function ambientIsMissing({ derating, ambientC }: PowerElement): boolean {
  return (
    derating?.ambientFractionPerK !== undefined && (ambientC === undefined || derating.ambientAboveC === undefined)
  );
}
