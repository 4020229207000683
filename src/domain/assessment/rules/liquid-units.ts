import type { LiquidUnit } from '../../cooling/liquid-figures.js';
import type { Finding, Severity } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import type { AirContext } from '../air-study.js';
import type { StudyRule } from '../rule.js';
import { found } from './found.js';

/** Supply above the dew point that is planned for, K. Source: planning practice, sensors and set points are no better. */
const DEW_POINT_MARGIN_K = 2;

/** Liquid so cold that water of the room condenses on pipes, doors and cold plates. */
export const dewPoint: StudyRule<AirContext> = {
  code: 'liquid.dew-point',
  title: 'Liquid supply at or near the dew point of the room',
  discipline: 'cooling',
  basis:
    'dew point by the Magnus formula of the supply air of the site; planning practice: liquid at least 2 K above it',
  sentence:
    'Liquid enters {subject} at {measured}; the dew point of the room is {dewPointC} °C ({relativeHumidity} at {airC} °C, {humidityFrom}), planned is at least {limit}',
  guide: {
    method:
      'Supply of the liquid (the set point of a distribution unit, else the supply of its loop; of a rear door that of its loop) against the dew point of the supply air of the site. Moisture does not change as air warms, so the dew point is the same everywhere in the room. Below it: error; less than 2 K above it: warning; unknown where nobody states the supply, or where the humidity of the site is not stated and the supply is below that limit.',
    example:
      '24 °C and 50 %: e = 0.5·611.2·exp(17.62·24/(243.12 + 24)) = 1488 Pa, dew point 12.9 °C. Water of 10 °C is 2.9 K below it: error; of 14 °C 1.1 K above it: warning; of 17 °C 4.1 K above it: fine.',
    remedy:
      'Raise the supply of the loop, or put a distribution unit with a warmer secondary side between; or dry the air.',
  },
  evaluate: ({ assessed, liquid }) =>
    liquid.units.flatMap((unit): readonly Finding[] => {
      const { policy } = assessed.assessment;
      const isStated = assessed.index.snapshot.site.relativeHumidity !== undefined;
      const { supplyC, aboveDewPointK } = unit;
      if (aboveDewPointK !== null && aboveDewPointK >= DEW_POINT_MARGIN_K) return [];
      const judged: Severity = aboveDewPointK !== null && aboveDewPointK > 0 ? 'warning' : 'error';
      return [
        found(dewPoint, {
          severity: aboveDewPointK === null || !isStated ? 'unknown' : judged,
          subject: { kind: 'coolingUnit', name: unit.unit },
          measured: supplyC,
          limit: liquid.dewPointC === null ? null : liquid.dewPointC + DEW_POINT_MARGIN_K,
          unit: 'C',
          inputs: {
            dewPointC: liquid.dewPointC,
            airC: policy.supplyC,
            relativeHumidity: policy.relativeHumidity,
            humidityFrom: isStated ? 'stated by the site' : 'assumed: the site states no humidity',
          },
        }),
      ];
    }),
};

/** Distribution units that shall supply colder liquid than they get. */
export const approach: StudyRule<AirContext> = {
  code: 'liquid.approach',
  title: 'Distribution unit set colder than the water that cools it',
  discipline: 'cooling',
  basis: 'second law: the secondary supply is warmer than the primary supply by the approach of the exchanger',
  sentence: '{subject} is set to {measured}; its loop {loop} supplies {limit}',
  guide: {
    method: 'Set point `supplyC` of a distribution unit against `supplyC` of its loop; the approach must be above 0 K.',
    example: 'Loop at 30 °C, set point 32 °C: 2 K of approach. A set point of 30 °C or less cannot be reached.',
    remedy: 'Raise the set point to what the vendor states for the approach at this load, or cool the loop.',
  },
  evaluate: ({ liquid }) =>
    liquid.units.flatMap(({ unit, supplyC, approachK, loop }) =>
      approachK === null || approachK > 0
        ? []
        : [
            found(approach, {
              severity: 'error',
              subject: { kind: 'coolingUnit', name: unit },
              measured: supplyC,
              limit: supplyC === null ? null : supplyC - approachK,
              unit: 'C',
              inputs: { loop },
            }),
          ],
    ),
};

/** Units that get too little water for the rise that their loop is designed for. */
export const liquidFlow: StudyRule<AirContext> = {
  code: 'liquid.flow',
  title: 'Water of a liquid cooling unit is short of what its heat needs',
  discipline: 'cooling',
  basis:
    'heat balance: V = 60·Q/(ρ·cp·ΔT), water 0.997 kg/L · 4181 J/(kg·K); glycol of 25 to 40 % needs 5 to 15 % more',
  sentence:
    '{subject} takes {heatW} W, which need {limit} at the {designRiseK} K of loop {loop}, and gets {measured}: the water warms by {riseK} K',
  guide: {
    method:
      'Heat that the unit takes over `ρ·cp` and the design rise of its loop (return less supply), against the flow that its type states. Glycol by its share. Where the heat has bounds, only the least counts.',
    example: '40 kW at 10 K: 60·40 000/(4168·10) = 57.6 L/min. With 50 L/min the water warms by 11.5 K.',
    remedy: 'More flow, a larger design rise where plant and devices allow it, or less heat on the unit.',
  },
  evaluate: ({ liquid }) =>
    liquid.units.flatMap(({ unit, loop, heatW, neededLPerMin, waterLPerMin, riseK, designRiseK }) =>
      neededLPerMin === null || waterLPerMin === null || neededLPerMin.lower <= waterLPerMin * (1 + 1e-9)
        ? []
        : [
            found(liquidFlow, {
              severity: 'warning',
              subject: { kind: 'coolingUnit', name: unit },
              measured: waterLPerMin,
              limit: neededLPerMin.lower,
              unit: 'L/min',
              inputs: { loop, heatW: heatW.lower, riseK, designRiseK },
            }),
          ],
    ),
};

/** Units of which capacity, capture or flow is not known. */
export const unknownLiquid: StudyRule<AirContext> = {
  code: 'liquid.unknown-unit',
  title: 'Liquid cooling unit is not described in full',
  discipline: 'cooling',
  basis: 'capacity, captured share and flow of the type; supply, return and glycol of the loop',
  sentence: '{subject}: not stated for {names} ({coverage}): {missing}. They take {leastW} to {mostW} W',
  guide: {
    method:
      'A rear door needs `sensibleCapacityW` and `heatCaptureFraction`, a distribution unit `sensibleCapacityW`; for their water `waterFlowLPerMin`, and `supplyC` and `returnC` of the loop. What a door is not said to take stays open between nothing and all that its capacity, its share and its rack allow, and so does the air of its rack.',
    example:
      'A door of 50 kW without a captured share on a rack of 36 kW: 0 to 36 kW taken, 0 to 36 kW left in the room.',
    remedy: 'State what is named; vendors print all of it.',
  },
  evaluate: ({ assessed, liquid }) => {
    const open = liquid.units.map((unit) => ({ unit, missing: missingOf(assessed, unit) }));
    const lacking = open.filter(({ missing }) => missing.length > 0);
    if (lacking.length === 0) return [];
    const heats = lacking.map(({ unit }) => unit.heatW);
    return [
      found(unknownLiquid, {
        severity: 'unknown',
        subject: { kind: 'site', name: assessed.index.snapshot.site.name },
        inputs: {
          names: sampleOf(lacking.map(({ unit }) => unit.unit)).names,
          missing: [...new Set(lacking.flatMap(({ missing }) => missing))],
          leastW: heats.reduce((sum, { lower }) => sum + lower, 0),
          mostW: heats.reduce<number | null>(
            (sum, { upper }) => (sum === null || upper === null ? null : sum + upper),
            0,
          ),
        },
        coverage: { known: open.length - lacking.length, total: open.length },
      }),
    ];
  },
};

function missingOf({ index }: AirContext['assessed'], unit: LiquidUnit): readonly string[] {
  const named = index.snapshot.coolingUnits.find(({ name }) => name === unit.unit);
  const type = index.coolingUnitTypes.get(named?.type ?? '');
  const loop = index.snapshot.waterLoops.find(({ name }) => name === unit.loop);
  const parts: readonly (readonly [string, boolean])[] = [
    ['coolingUnitType.sensibleCapacityW', unit.capacityW === null],
    [
      'coolingUnitType.heatCaptureFraction',
      unit.kind === 'rear-door-exchanger' && type?.heatCaptureFraction === undefined,
    ],
    ['coolingUnit.rack', unit.kind === 'rear-door-exchanger' && named?.rack === undefined],
    ['coolingUnitType.waterFlowLPerMin', unit.waterLPerMin === null],
    ['coolingUnit.loop', loop === undefined],
    ['waterLoop.supplyC and returnC', loop !== undefined && unit.designRiseK === null],
    [
      'coolant of waterLoop.glycolFraction above 0.4',
      loop !== undefined && unit.designRiseK !== null && unit.neededLPerMin === null,
    ],
  ];
  return parts.flatMap(([what, isMissing]) => (isMissing ? [what] : []));
}
