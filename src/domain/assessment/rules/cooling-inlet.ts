import { thermalEnvelope, type AshraeClassName, type ThermalEnvelope } from '../../cooling/ashrae.js';
import type { Finding, Severity } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import type { Rule, RuleContext } from '../rule.js';
import { givesHeat } from './cooling-delta-t.js';
import { found } from './found.js';
import { breathing, breathsOf, type Breath } from './inlet-facts.js';
import { isAbove } from './verdict.js';

const ASHRAE_BASIS =
  'ASHRAE TC 9.9 (5th ed. 2021) dry bulb limits by class; highest allowable less 1 K per 300 m (A1, A2), 175 m (A3), 125 m (A4), 500 m (H1) above 900 m';
const INLET_METHOD =
  'The inlet of each rack is that of the air model at maximum draw (`docs/air-model.md`), the same that `plenum air balance` and the heat map show. Where it is not known, the coldest supply of the room stands for it, since no inlet is colder: what is above a limit then is so for certain.';

/** Inlets against the vendor's own limits, which hold where they are tighter than the class. */
export const deviceInlet: Rule = {
  code: 'cooling.device-inlet',
  title: 'Inlet outside the limits of the device',
  discipline: 'cooling',
  basis: 'zonal mixing model of the room (docs/air-model.md); inlet limits of the vendor',
  sentence:
    '{count} × {subject}: inlet {bound}{measured} at {rack}, {side} its limit of {limit}; racks: {rackCount} ({racks})',
  guide: {
    method: `${INLET_METHOD} Compared with \`minimumInletC\` and \`maximumInletC\` of the device type; limits are inclusive.`,
    example:
      'A system that allows 5 to 30 °C in a rack whose inlet is 31.5 °C: 24 °C supply, 30 % of the air from a hot side of 49.0 °C, 0.7·24 + 0.3·49.0 = 31.5 °C.',
    remedy:
      'Close open units, contain the aisle, give it more air or a lower set point; or state the measured `recirculationFraction` of the zone where the model is too warm.',
  },
  evaluate: ({ index, figures }) => {
    const breaths = breathsOf(figures);
    return figures.cooling.devices.filter(givesHeat).flatMap((group): readonly Finding[] => {
      const { minimumInletC, maximumInletC } = index.deviceTypes.get(group.deviceType) ?? {};
      if (minimumInletC === undefined && maximumInletC === undefined) return [];
      const breathed = breathing(group, breaths);
      const hot = breathed.filter(({ leastC }) => maximumInletC !== undefined && isAbove(leastC, maximumInletC));
      const cold = breathed.filter(
        ({ inletC }) => minimumInletC !== undefined && inletC !== null && isAbove(minimumInletC, inletC),
      );
      return [
        { side: 'above', limit: maximumInletC, racks: hot, worst: extreme(hot, 1) },
        { side: 'below', limit: minimumInletC, racks: cold, worst: extreme(cold, -1) },
      ].flatMap(({ side, limit, racks, worst }) =>
        worst === undefined
          ? []
          : [
              found(deviceInlet, {
                severity: 'error',
                subject: { kind: 'deviceType', name: group.deviceType },
                measured: worst.leastC,
                limit: limit ?? null,
                unit: 'C',
                inputs: {
                  bound: boundOf(worst),
                  side,
                  count: racks.reduce((sum, { count }) => sum + count, 0),
                  room: group.room,
                  rack: worst.rack,
                  rackCount: racks.length,
                  racks: sampleOf(racks.map(({ rack }) => rack)).names,
                },
              }),
            ],
      );
    });
  },
};

/** Inlets against the class to which the site holds them, and against the class of the devices. */
export const inletClass: Rule = {
  code: 'cooling.inlet-class',
  title: 'Inlet outside the thermal class',
  discipline: 'cooling',
  basis: ASHRAE_BASIS,
  sentence:
    'Rack {rack} in {subject} breathes {bound}{measured}, {band} of class {ashraeClass}: limit {limit} at {altitudeM} m; likewise racks: {rackCount} ({racks})',
  guide: {
    method: `${INLET_METHOD} Racks with devices that give heat are held to the class of the site, and to the class of those devices where they state one. Above the allowable maximum, less its derating above 900 m, or below the minimum is an error; above the recommended range a warning; below it an info. Above 3050 m the classes are not defined, which is unknown.`,
    example: 'Class A2 at 2000 m: 35 − (2000 − 900)/300 = 31.33 °C; an inlet of 32 °C is an error.',
    remedy:
      'Lower the set point or what recirculates, or hold the site to a class that all of its devices are built for.',
  },
  evaluate: (context) => breathedByClass(context).flatMap((breathed) => judgeBreathed(context, breathed)),
};

/** Inlets that cannot be calculated. */
export const unknownInlet: Rule = {
  code: 'cooling.unknown-inlet',
  title: 'Inlet temperature cannot be calculated',
  discipline: 'cooling',
  basis: 'an inlet needs heat and air of the whole rack, and a room whose units take its heat',
  sentence:
    'Inlet temperature is not known for racks: {count} ({racks}), whose inlet is at least {leastC} °C: {reason}',
  guide: {
    method:
      'An inlet is said where draw and airflow of every device in the rack are known and the units of the room take its heat at some return temperature. Otherwise it is at least the coldest supply of the room; limits above which even that lies are errors of their own.',
    example:
      'A rack with a device that states neither airflow nor design rise in a room supplied at 24 °C: at least 24 °C.',
    remedy: 'State draw and airflow (or `designDeltaTK`) of the device types, and the capacity of the cooling units.',
  },
  evaluate: ({ index, figures }) => {
    const heated = new Set(
      figures.cooling.devices.filter(givesHeat).flatMap(({ racks }) => racks.map(({ rack }) => rack)),
    );
    const breaths = [...breathsOf(figures).values()];
    return figures.air.rooms.flatMap(({ room, state }) => {
      const open = breaths.filter((one) => one.room === room && one.inletC === null && heated.has(one.rack));
      if (open.length === 0 || !index.rooms.has(room)) return [];
      return [
        found(unknownInlet, {
          severity: 'unknown',
          subject: { kind: 'room', name: room },
          inputs: {
            count: open.length,
            racks: sampleOf(open.map(({ rack }) => rack)).names,
            leastC: Math.min(...open.map(({ leastC }) => leastC)),
            reason:
              state === 'warms-without-limit'
                ? 'the units of the room do not take its heat, so that it warms without limit'
                : 'heat or air of these racks is not known in full',
          },
        }),
      ];
    });
  },
};

/** Racks of one room that are held to one class, with the devices for which they are. */
interface Breathed {
  readonly room: string;
  readonly ashraeClass: AshraeClassName;
  readonly racks: ReadonlyMap<string, Breath>;
  readonly deviceTypes: ReadonlySet<string>;
}

function breathedByClass({ index, policy, figures }: RuleContext): readonly Breathed[] {
  const breaths = breathsOf(figures);
  const all = new Map<
    string,
    { room: string; ashraeClass: AshraeClassName; racks: Map<string, Breath>; deviceTypes: Set<string> }
  >();
  for (const group of figures.cooling.devices.filter(givesHeat)) {
    const { room } = group;
    if (room === null) continue;
    const own = index.deviceTypes.get(group.deviceType)?.ashraeClass;
    for (const ashraeClass of new Set([policy.ashraeClass, own ?? policy.ashraeClass])) {
      const key = `${room}\u0000${ashraeClass}`;
      const held = all.get(key) ?? { room, ashraeClass, racks: new Map(), deviceTypes: new Set() };
      all.set(key, held);
      held.deviceTypes.add(group.deviceType);
      for (const breath of breathing(group, breaths)) held.racks.set(breath.rack, breath);
    }
  }
  return [...all.values()];
}

function judgeBreathed(
  { policy }: RuleContext,
  { room, ashraeClass, racks, deviceTypes }: Breathed,
): readonly Finding[] {
  const envelope = thermalEnvelope({ ashraeClass, altitudeM: policy.altitudeM });
  const breaths = [...racks.values()];
  return bandsOf(envelope).flatMap(({ severity, band, limit, side, holds }): readonly Finding[] => {
    const within = breaths.filter((breath) => (side > 0 || breath.inletC !== null) && holds(breath.leastC));
    const worst = extreme(within, side);
    if (worst === undefined) return [];
    return [
      found(inletClass, {
        severity,
        subject: { kind: 'room', name: room },
        measured: worst.leastC,
        limit,
        unit: 'C',
        inputs: {
          bound: boundOf(worst),
          band,
          rack: worst.rack,
          rackCount: within.length,
          racks: sampleOf(within.map(({ rack }) => rack)).names,
          ashraeClass,
          altitudeM: policy.altitudeM,
          classSource: policy.sources['ashraeClass'] ?? null,
          deviceTypes: sampleOf(deviceTypes).names,
        },
      }),
    ];
  });
}

interface Band {
  readonly severity: Severity;
  readonly band: string;
  readonly limit: number | null;
  /** Which end of the racks is the worst: 1 the warmest, −1 the coldest. */
  readonly side: 1 | -1;
  readonly holds: (inletC: number) => boolean;
}

function bandsOf(envelope: ThermalEnvelope | undefined): readonly Band[] {
  if (envelope === undefined)
    return [{ severity: 'unknown', band: 'above the altitudes', limit: null, side: 1, holds: () => true }];
  const { allowableC, recommendedC } = envelope;
  const isHot = (inletC: number) => isAbove(inletC, allowableC.max);
  const isCold = (inletC: number) => isAbove(allowableC.min, inletC);
  return [
    { severity: 'error', band: 'above the allowable range', limit: allowableC.max, side: 1, holds: isHot },
    { severity: 'error', band: 'below the allowable range', limit: allowableC.min, side: -1, holds: isCold },
    {
      severity: 'warning',
      band: 'above the recommended range',
      limit: recommendedC.max,
      side: 1,
      holds: (inletC) => !isHot(inletC) && isAbove(inletC, recommendedC.max),
    },
    {
      severity: 'info',
      band: 'below the recommended range',
      limit: recommendedC.min,
      side: -1,
      holds: (inletC) => !isCold(inletC) && isAbove(recommendedC.min, inletC),
    },
  ];
}

/** An inlet that is not known is no colder than the coldest supply, and may be warmer. */
function boundOf({ inletC }: Breath): string {
  return inletC === null ? 'at least ' : '';
}

/** The warmest (1) or coldest (−1); of equals the first. */
function extreme<Item extends Breath>(items: readonly Item[], side: 1 | -1): Item | undefined {
  return items.reduce<Item | undefined>(
    (worst, next) => (worst === undefined || (next.leastC - worst.leastC) * side > 0 ? next : worst),
    undefined,
  );
}
