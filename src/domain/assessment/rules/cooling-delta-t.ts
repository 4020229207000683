import type { DeviceAir } from '../../cooling/cooling-figures.js';
import { sampleOf } from '../../name-sample.js';
import type { DeviceType } from '../../site/kinds/device-type.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';
import { isAbove } from './verdict.js';

/** Heat and stated air of a device give its temperature rise; the vendor's own limits say whether that is allowed. */
export const deviceDeltaT: Rule = {
  code: 'cooling.device-delta-t',
  title: 'Air warms up more than the device allows',
  discipline: 'cooling',
  basis: 'sensible heat balance Q = ρ·cp·V̇·ΔT at the density of the site; limit of the vendor',
  sentence:
    '{count} × {subject}: air warms up by {measured}, beyond the {limitKind} of {limit}: {heatW} W on {airflowM3PerH} m³/h of air at {airDensityKgPerM3} kg/m³',
  guide: {
    method:
      '`ΔT = 3600·Q/(ρ·cp·V̇)` of the heat that a device gives to the air (the larger of its maximum draw and the heat for which its type is to be planned, less what liquid takes) and its stated air, at the density of the site, against `maximumDeltaTK` (error) and `designDeltaTK` (warning) of its type.',
    example: '4 kW on 800 m³/h at 1609 m, 21 °C and 40 %, 0.984 kg/m³: 3600·4000/(0.984·1005·800) = 18.2 K > 18 K.',
    remedy: 'Less load, faster fans, or liquid; thinner air needs more of it.',
  },
  evaluate: ({ index, figures }) =>
    figures.cooling.devices.flatMap((group) => {
      const { deltaTK } = group;
      if (deltaTK === null) return [];
      const limit = limitsOf(index.deviceTypes.get(group.deviceType)).find(({ maximumK }) =>
        isAbove(deltaTK, maximumK),
      );
      if (limit === undefined) return [];
      return [
        found(deviceDeltaT, {
          severity: limit.severity,
          subject: { kind: 'deviceType', name: group.deviceType },
          measured: deltaTK,
          limit: limit.maximumK,
          unit: 'K',
          inputs: {
            limitKind: limit.name,
            count: group.count,
            heatW: group.heatW.value,
            airflowM3PerH: group.airflowM3PerH.value,
            airDensityKgPerM3: figures.cooling.airDensityKgPerM3,
            room: group.room,
            devices: group.devices,
          },
        }),
      ];
    }),
};

/** Devices with heat of which the temperature rise or its limit cannot be said. */
export const unknownDeltaT: Rule = {
  code: 'cooling.unknown-delta-t',
  title: 'Temperature rise of devices cannot be judged',
  discipline: 'cooling',
  basis: deviceDeltaT.basis,
  sentence:
    'Temperature rise of devices: {coverage}. Airflow, heat or the rise that the vendor allows is not stated for {deviceTypes}',
  guide: {
    method:
      'A device is judged where its draw, its air and a limit of its rise are known. Where the air follows from the design rise, the rise is not asked.',
    example: 'A type without `maximumAirflowM3PerH` and without `designDeltaTK`.',
    remedy: 'State airflow, draw and the rise that the vendor allows.',
  },
  evaluate: ({ index, figures }) => {
    const warm = figures.cooling.devices.filter(givesHeat);
    const open = warm.filter((group) => {
      if (group.airflowFrom === 'design') return group.heatW.value === null;
      return group.deltaTK === null || limitsOf(index.deviceTypes.get(group.deviceType)).length === 0;
    });
    if (open.length === 0) return [];
    const count = countOf(open);
    return [
      found(unknownDeltaT, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: { count, deviceTypes: sampleOf(new Set(open.map(({ deviceType }) => deviceType))).names },
        coverage: { known: countOf(warm) - count, total: countOf(warm) },
      }),
    ];
  },
};

/** Whether a device may give heat to the air. */
export function givesHeat({ heatW }: DeviceAir): boolean {
  return heatW.value !== 0;
}

/** Devices in groups of devices. */
export function countOf(groups: readonly DeviceAir[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

function limitsOf(type: DeviceType | undefined) {
  const limits = [
    { name: 'highest allowed rise', severity: 'error', maximumK: type?.maximumDeltaTK },
    { name: 'design rise', severity: 'warning', maximumK: type?.designDeltaTK },
  ] as const;
  return limits.flatMap(({ maximumK, ...limit }) => (maximumK === undefined ? [] : [{ ...limit, maximumK }]));
}
