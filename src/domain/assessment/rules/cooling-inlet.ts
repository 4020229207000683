import { inletBand, moistureBreaches, thermalEnvelope, type AshraeClassName } from '../../cooling/ashrae.js';
import type { DeviceAir } from '../../cooling/cooling-figures.js';
import type { Finding, Severity } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import type { Rule, RuleContext } from '../rule.js';
import { countOf, givesHeat } from './cooling-delta-t.js';
import { found } from './found.js';

const ASHRAE_BASIS =
  'ASHRAE TC 9.9 (5th ed. 2021) dry bulb limits by class; highest allowable less 1 K per 300 m (A1, A2), 175 m (A3), 125 m (A4), 500 m (H1) above 900 m';

/** Inlets against the vendor's own limits, which hold where they are tighter than the class. */
export const deviceInlet: Rule = {
  code: 'cooling.device-inlet',
  title: 'Inlet outside the limits of the device',
  discipline: 'cooling',
  basis: 'inlet limits of the vendor',
  sentence: '{count} × {subject}: inlet {measured}, {side} its limit of {limit}',
  evaluate: ({ index, figures }) =>
    figures.cooling.devices.filter(givesHeat).flatMap((group): readonly Finding[] => {
      const type = index.deviceTypes.get(group.deviceType);
      const { inletC } = group;
      if (type === undefined || inletC === null) return [];
      const { minimumInletC, maximumInletC } = type;
      const isHot = maximumInletC !== undefined && inletC > maximumInletC;
      const isCold = minimumInletC !== undefined && inletC < minimumInletC;
      if (!isHot && !isCold) return [];
      return [
        found(deviceInlet, {
          severity: 'error',
          subject: { kind: 'deviceType', name: group.deviceType },
          measured: inletC,
          limit: isHot ? maximumInletC : (minimumInletC ?? null),
          unit: 'C',
          inputs: { side: isHot ? 'above' : 'below', count: group.count, room: group.room, devices: group.devices },
        }),
      ];
    }),
};

/** Inlets against the class to which the site holds them, and against the class of the devices. */
export const inletClass: Rule = {
  code: 'cooling.inlet-class',
  title: 'Inlet outside the thermal class',
  discipline: 'cooling',
  basis: ASHRAE_BASIS,
  sentence: 'Inlets in {subject} get {measured}, {band} of class {ashraeClass}: limit {limit} at {altitudeM} m',
  evaluate: (context) => inletsByClass(context).flatMap((inlets) => judgeInlets(context, inlets)),
};

/** Supply air against the limits of moisture of the classes in use. */
export const inletMoisture: Rule = {
  code: 'cooling.inlet-moisture',
  title: 'Supply air too dry or too moist for the thermal class',
  discipline: 'cooling',
  basis: 'ASHRAE TC 9.9 (5th ed. 2021) allowable moisture by class; dew point by the Magnus formula',
  sentence:
    'Supply air of {supplyC} °C at relative humidity {relativeHumidity} does not keep {limitName} of class {ashraeClass}: {measured}, limit {limit}',
  evaluate: (context) => {
    const classes = new Set(inletsByClass(context).map(({ ashraeClass }) => ashraeClass));
    return [...classes].sort().flatMap((ashraeClass) => judgeMoisture(context, ashraeClass));
  },
};

/** Inlets that cannot be calculated. */
export const unknownInlet: Rule = {
  code: 'cooling.unknown-inlet',
  title: 'Inlet temperature cannot be calculated',
  discipline: 'cooling',
  basis: 'recirculation: T_in = T_s + r/(1 − r)·ΔT',
  sentence:
    'Inlet temperature is not known for devices: {count}. Their zone recirculates and the temperature rise of their racks is not known ({racks})',
  evaluate: ({ index, figures }) => {
    const open = figures.cooling.devices.filter((group) => givesHeat(group) && group.inletC === null);
    if (open.length === 0) return [];
    return [
      found(unknownInlet, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: { count: countOf(open), racks: sampleOf(new Set(open.flatMap(({ racks }) => racks))).names },
      }),
    ];
  },
};

/** Devices of one room that get air of one temperature and are held to one class. */
interface Inlets {
  readonly room: string;
  readonly inletC: number;
  readonly ashraeClass: AshraeClassName;
  readonly groups: readonly DeviceAir[];
}

function inletsByClass({ index, policy, figures }: RuleContext): readonly Inlets[] {
  const inlets = new Map<string, { room: string; inletC: number; ashraeClass: AshraeClassName; groups: DeviceAir[] }>();
  for (const group of figures.cooling.devices.filter(givesHeat)) {
    const { room, inletC } = group;
    if (room === null || inletC === null) continue;
    const own = index.deviceTypes.get(group.deviceType)?.ashraeClass;
    for (const ashraeClass of new Set([policy.ashraeClass, own ?? policy.ashraeClass])) {
      const key = `${room}\u0000${String(inletC)}\u0000${ashraeClass}`;
      const known = inlets.get(key);
      if (known === undefined) inlets.set(key, { room, inletC, ashraeClass, groups: [group] });
      else known.groups.push(group);
    }
  }
  return [...inlets.values()];
}

function judgeInlets({ policy }: RuleContext, { room, inletC, ashraeClass, groups }: Inlets): readonly Finding[] {
  const envelope = thermalEnvelope({ ashraeClass, altitudeM: policy.altitudeM });
  const facts = {
    ashraeClass,
    altitudeM: policy.altitudeM,
    classSource: policy.sources['ashraeClass'] ?? null,
    count: countOf(groups),
    deviceTypes: sampleOf(new Set(groups.map(({ deviceType }) => deviceType))).names,
    racks: sampleOf(new Set(groups.flatMap(({ racks }) => racks))).names,
  };
  const foundAt = (severity: Severity, band: string, limit: number | null) => [
    found(inletClass, {
      severity,
      subject: { kind: 'room', name: room },
      measured: inletC,
      limit,
      unit: 'C',
      inputs: { band, ...facts },
    }),
  ];
  if (envelope === undefined) return foundAt('unknown', 'above the altitudes', null);
  const { allowableC, recommendedC } = envelope;
  switch (inletBand({ inletTempC: inletC, envelope })) {
    case 'too-hot':
      return foundAt('error', 'above the allowable range', allowableC.max);
    case 'too-cold':
      return foundAt('error', 'below the allowable range', allowableC.min);
    case 'allowable':
      return inletC > recommendedC.max
        ? foundAt('warning', 'above the recommended range', recommendedC.max)
        : foundAt('info', 'below the recommended range', recommendedC.min);
    case 'recommended':
      return [];
  }
}

/** Relative humidity below which the formula of the dew point has no value; far drier than any class allows. */
const DRIEST = 1e-6;

function judgeMoisture({ index, policy }: RuleContext, ashraeClass: AshraeClassName): readonly Finding[] {
  const { supplyC, relativeHumidity } = policy;
  const breaches = moistureBreaches({
    ashraeClass,
    tempC: supplyC,
    relativeHumidity: Math.max(DRIEST, relativeHumidity),
  });
  const subject = { kind: 'site', name: index.snapshot.site.name };
  if (breaches === undefined) {
    return [
      found(inletMoisture, {
        severity: 'unknown',
        subject,
        inputs: { ashraeClass, supplyC, relativeHumidity, limitName: 'limits of moisture, which are not public,' },
      }),
    ];
  }
  return breaches.map(({ limitName, measured, limit }) =>
    found(inletMoisture, {
      severity: 'error',
      subject,
      measured: limitName.endsWith('RelativeHumidity') ? relativeHumidity : measured,
      limit,
      unit: limitName.endsWith('RelativeHumidity') ? '1' : 'C',
      inputs: { ashraeClass, supplyC, relativeHumidity, limitName },
    }),
  );
}
