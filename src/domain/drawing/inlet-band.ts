import type { RackInlet, RoomInlets } from '../cooling/air-figures.js';
import type { ThermalEnvelope } from '../cooling/ashrae.js';
import type { InletBand } from './scene.js';

/** K below the limit from which on a rack is near it. */
const NEAR_K = 2;

/** Bands from cold to hot; `inlet-endless` warms without limit. */
export const INLET_BANDS: readonly InletBand[] = [
  'inlet-cold',
  'inlet-recommended',
  'inlet-warm',
  'inlet-near',
  'inlet-above',
  'inlet-endless',
  'inlet-unknown',
];

/** What a band means, for legends. */
export const INLET_BAND_WORDS: Readonly<Record<InletBand, string>> = {
  'inlet-cold': 'below recommended',
  'inlet-recommended': 'recommended',
  'inlet-warm': 'above recommended, allowed',
  'inlet-near': 'less than 2 K below its limit',
  'inlet-above': 'above its limit',
  'inlet-endless': 'warms without limit',
  'inlet-unknown': 'inlet not known',
};

/** The band of the inlet of a rack, by its own limit and the recommended range of the class. */
export function inletBandOf(rack: RackInlet, state: RoomInlets['state'], envelope: ThermalEnvelope | null): InletBand {
  const { inletC, aboveLimitK } = rack;
  if (inletC === null) return state === 'warms-without-limit' ? 'inlet-endless' : 'inlet-unknown';
  if (aboveLimitK !== null && aboveLimitK > 1e-9) return 'inlet-above';
  if (aboveLimitK !== null && aboveLimitK > -NEAR_K) return 'inlet-near';
  if (envelope === null) return 'inlet-unknown';
  if (inletC > envelope.recommendedC.max + 1e-9) return 'inlet-warm';
  return inletC < envelope.recommendedC.min - 1e-9 ? 'inlet-cold' : 'inlet-recommended';
}
