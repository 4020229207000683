import type { PduType } from '../site/kinds/pdu-type.js';
import type { PowerElement } from '../site/kinds/power-element.js';
import type { SitePolicy } from '../site/policy.js';
import { SQRT_3 } from '../units.js';
import type { ElementLimits } from './power-figures.js';

/** Kinds that are, or sit behind, an overcurrent device of their own rating. */
const BEHIND_OVERCURRENT_DEVICE: ReadonlySet<PowerElement['kind']> = new Set([
  'static-switch',
  'switchboard',
  'panel',
  'busway',
  'breaker',
  'rack-pdu',
]);

/**
 * What a power element may carry for hours: its rating, derated where its maker says how, times one fraction, and only one. The fraction is the one that
 * the element states; else 1 where its rating, or that of its PDU type, is already the continuous one; else the site's
 * for what is or sits behind an overcurrent device; else 1, since UPS, transformer, generator and utility are rated for
 * continuous load. A rack PDU takes its rating from its type unless the element states its own.
 *
 * Source: NEC 210.20(A) and 215.3 (overcurrent devices, except assemblies listed for operation at 100 %).
 *
 * @param phases - lines that carry load
 * @param voltageV - V between lines; between the two conductors of a single-phase element; null where unknown
 * @param deratingFactor - share of the rating that altitude and ambient leave, 0 to 1
 */
export function elementLimits({
  element,
  pduType,
  policy,
  phases,
  voltageV,
  deratingFactor = 1,
}: {
  readonly element: PowerElement;
  readonly pduType: PduType | undefined;
  readonly policy: Pick<SitePolicy, 'continuousLoadFraction'>;
  readonly phases: 1 | 3;
  readonly voltageV: number | null;
  readonly deratingFactor?: number;
}): ElementLimits {
  const continuousLoadFraction = continuousFraction(element, pduType, policy.continuousLoadFraction);
  const fraction = continuousLoadFraction * deratingFactor;
  const ratedCurrentA = element.ratedCurrentA ?? pduType?.ratedCurrentA ?? null;
  const ratedApparentPowerVa = element.ratedApparentPowerVa ?? null;
  const ratedPowerW = element.ratedPowerW ?? null;
  // √3·V·I on three phases, V·I on one.
  const perAmpereVa = voltageV === null ? null : (phases === 3 ? SQRT_3 : 1) * voltageV;
  const fromCurrentVa = ratedCurrentA === null || perAmpereVa === null ? null : perAmpereVa * ratedCurrentA * fraction;
  return {
    ratedCurrentA,
    ratedApparentPowerVa,
    ratedPowerW,
    continuousLoadFraction,
    deratingFactor,
    allowedCurrentA: ratedCurrentA === null ? null : ratedCurrentA * fraction,
    allowedApparentPowerVa: ratedApparentPowerVa === null ? fromCurrentVa : ratedApparentPowerVa * fraction,
    allowedPowerW: ratedPowerW === null ? null : ratedPowerW * fraction,
  };
}

function continuousFraction(element: PowerElement, pduType: PduType | undefined, ofSite: number): number {
  if (element.continuousLoadFraction !== undefined) return element.continuousLoadFraction;
  if (element.ratingIsContinuous ?? pduType?.ratingIsContinuous ?? false) return 1;
  return BEHIND_OVERCURRENT_DEVICE.has(element.kind) ? ofSite : 1;
}
