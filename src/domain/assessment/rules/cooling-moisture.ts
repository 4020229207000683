import { dewPointC } from '../../cooling/air.js';
import { ASHRAE_CLASSES, moistureBreaches, RECOMMENDED_MOISTURE, type AshraeClassName } from '../../cooling/ashrae.js';
import type { Finding } from '../../finding.js';
import type { Rule, RuleContext } from '../rule.js';
import { givesHeat } from './cooling-delta-t.js';
import { found } from './found.js';
import { breathing, breathsOf } from './inlet-facts.js';

/** Inlet air against the limits of moisture of the classes in use. */
export const inletMoisture: Rule = {
  code: 'cooling.inlet-moisture',
  title: 'Air too dry or too moist for the thermal class',
  discipline: 'cooling',
  basis:
    'ASHRAE TC 9.9 (5th ed. 2021) allowable and recommended moisture by class; dew point by the Magnus formula, which is the same at every inlet',
  sentence:
    'Supply air of {supplyC} °C at relative humidity {relativeHumidity}{assumed} (dew point {dewPointC} °C) does not keep the {band} {limitName} of class {ashraeClass} at {atC} °C: {measured}, limit {limit}',
  guide: {
    method:
      'Nothing adds or takes water between supply and inlet, so every inlet has the dew point of the supply, and its relative humidity falls as it is warmer. Dew point and the highest relative humidity are judged at the supply, the lowest at the warmest inlet. Allowable (error; unknown where the humidity is assumed): −12 °C dew point and 8 % up to 17 °C (A1), 21 °C (A2) or 24 °C (A3, A4) dew point and 80, 80, 85 or 90 %. Recommended (warning, only where the humidity is stated): −9 to 15 °C dew point and at most 70 %. There is no limit of 40 % below: that is the edition of 2008. Moisture of class H1 is not in public copies, which is unknown.',
    example:
      '24 °C at 70 %: γ = ln 0.7 + 17.62·24/267.12 = 1.2264, dew point 243.12·γ/(17.62 − γ) = 18.2 °C > 17 °C of class A1. 24 °C at 30 %: dew point 5.4 °C, kept.',
    remedy: 'Dry or humidify the supply; state `relativeHumidity` of the site as measured at the supply.',
  },
  evaluate: (context) =>
    [...warmestByClass(context)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([ashraeClass, warmestC]) => judgeMoisture(context, { ashraeClass, warmestC })),
};

/** Relative humidity below which the formula of the dew point has no value; far drier than any class allows. */
const DRIEST = 1e-6;
/** °C. Magnus holds up to here. */
const HOTTEST_C = 60;

/** Warmest inlet of the racks that are held to each class. */
function warmestByClass({ index, policy, figures }: RuleContext): ReadonlyMap<AshraeClassName, number> {
  const breaths = breathsOf(figures);
  const warmest = new Map<AshraeClassName, number>();
  for (const group of figures.cooling.devices.filter(givesHeat)) {
    const own = index.deviceTypes.get(group.deviceType)?.ashraeClass ?? policy.ashraeClass;
    const hereC = breathing(group, breaths).reduce((most, { leastC }) => Math.max(most, leastC), policy.supplyC);
    for (const ashraeClass of [policy.ashraeClass, own])
      warmest.set(ashraeClass, Math.max(warmest.get(ashraeClass) ?? -Infinity, hereC));
  }
  return warmest;
}

function judgeMoisture(
  { index, policy }: RuleContext,
  { ashraeClass, warmestC }: { readonly ashraeClass: AshraeClassName; readonly warmestC: number },
): readonly Finding[] {
  const { supplyC } = policy;
  const relativeHumidity = Math.max(DRIEST, policy.relativeHumidity);
  const isStated = index.snapshot.site.relativeHumidity !== undefined;
  const subject = { kind: 'site', name: index.snapshot.site.name };
  const facts = {
    ashraeClass,
    supplyC,
    relativeHumidity: policy.relativeHumidity,
    assumed: isStated ? '' : ', which is assumed',
    dewPointC: dewPointC({ tempC: supplyC, relativeHumidity }),
  };
  const limits = ASHRAE_CLASSES[ashraeClass].allowableMoisture;
  if (limits === undefined) {
    const inputs = {
      ...facts,
      band: 'allowable',
      atC: supplyC,
      limitName: 'limits of moisture, which are not public,',
    };
    return [found(inletMoisture, { severity: 'unknown', subject, inputs })];
  }
  const atC = Math.min(HOTTEST_C, warmestC);
  const air = { tempC: supplyC, relativeHumidity, warmestC: atC };
  const allowable = moistureBreaches({ limits, ...air });
  const broken = new Set(allowable.map(({ limitName }) => limitName));
  const recommended = (isStated ? moistureBreaches({ limits: RECOMMENDED_MOISTURE, ...air }) : []).filter(
    ({ limitName }) => !broken.has(limitName),
  );
  return [
    ...allowable.map((breach) => ({
      ...breach,
      severity: isStated ? ('error' as const) : ('unknown' as const),
      band: 'allowable',
    })),
    ...recommended.map((breach) => ({ ...breach, severity: 'warning' as const, band: 'recommended' })),
  ].map(({ limitName, measured, limit, severity, band }) =>
    found(inletMoisture, {
      severity,
      subject,
      measured,
      limit,
      unit: limitName.endsWith('RelativeHumidity') ? '1' : 'C',
      inputs: { ...facts, band, limitName, atC: limitName === 'minRelativeHumidity' ? atC : supplyC },
    }),
  );
}
