import type { DeviceAir, RoomAir } from '../../cooling/cooling-figures.js';
import type { Finding, Total } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import type { Rule, RuleContext } from '../rule.js';
import { countOf, givesHeat } from './cooling-delta-t.js';
import { found } from './found.js';

const BASIS = 'a sum of which something is not known carries its coverage and its bounds';

/** Rooms of which not all heat is known. */
export const unknownHeat: Rule = {
  code: 'cooling.unknown-heat',
  title: 'Heat of the room is not known in full',
  discipline: 'cooling',
  basis: BASIS,
  sentence: 'Heat in {subject}: {coverage}; between {atLeast} and {atMost} W. Not known for {deviceTypes}',
  guide: {
    method:
      'Sum of the heat of the devices in the room, with coverage and bounds. A draw that nobody states is bounded by its supplies, never taken as nothing.',
    example: '10 devices of 1 kW and one with two supplies of 650 W: between 10 and 11.3 kW.',
    remedy: 'State `maximumPowerW` of the types, or overrides of the devices.',
  },
  evaluate: (context) =>
    context.figures.cooling.rooms.flatMap((room) =>
      notKnown(unknownHeat, context, { room, total: room.heatW, isOpen: ({ heatW }) => heatW.value === null }),
    ),
};

/** Rooms of which not all air is known. */
export const unknownAirflow: Rule = {
  code: 'cooling.unknown-airflow',
  title: 'Air of the room is not known in full',
  discipline: 'cooling',
  basis: BASIS,
  sentence:
    'Air that devices in {subject} take: {coverage}; between {atLeast} and {atMost} m³/h. Not known for {deviceTypes}',
  guide: {
    method:
      'Sum of the air that the devices take: stated, else what their heat needs at their design rise, else unknown: then at least what the highest allowed rise needs.',
    example: '36 kW whose type states only a highest rise of 24 K: at least 4478 m³/h at 1.2 kg/m³.',
    remedy: 'State `maximumAirflowM3PerH` or `designDeltaTK` of the types.',
  },
  evaluate: (context) =>
    context.figures.cooling.rooms.flatMap((room) =>
      notKnown(unknownAirflow, context, {
        room,
        total: room.airflowM3PerH,
        isOpen: ({ airflowM3PerH }) => airflowM3PerH.value === null,
      }),
    ),
};

/** Devices whose heat goes into no room. */
export const unplacedHeat: Rule = {
  code: 'cooling.unplaced-heat',
  title: 'Devices stand in no rack, so their heat counts nowhere',
  discipline: 'cooling',
  basis: BASIS,
  sentence: 'Devices that stand in no rack, so that their heat is in no room: {count} ({devices})',
  guide: {
    method: 'Devices that stand in no rack stand in no room, so that their heat is in no balance.',
    example: 'A switch of 500 W without a rack.',
    remedy: 'State the rack of the device, or record its heat with its room.',
  },
  evaluate: ({ index, figures }) => {
    const nowhere = figures.cooling.devices.filter((group) => group.room === null && givesHeat(group));
    if (nowhere.length === 0) return [];
    return [
      found(unplacedHeat, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: { count: countOf(nowhere), devices: sampleOf(nowhere.flatMap(({ devices }) => devices)).names },
      }),
    ];
  },
};

function notKnown(
  rule: Rule,
  { figures }: RuleContext,
  given: { readonly room: RoomAir; readonly total: Total; readonly isOpen: (group: DeviceAir) => boolean },
): readonly Finding[] {
  const { room, total, isOpen } = given;
  if (total.coverage.known === total.coverage.total) return [];
  const open = figures.cooling.devices.filter((group) => group.room === room.room && isOpen(group));
  return [
    found(rule, {
      severity: 'unknown',
      subject: { kind: 'room', name: room.room },
      inputs: {
        known: total.knownSum,
        atLeast: total.lower,
        atMost: total.upper,
        deviceTypes: sampleOf(new Set(open.map(({ deviceType }) => deviceType))).names,
        devices: sampleOf(open.flatMap(({ devices }) => devices)).names,
      },
      coverage: total.coverage,
    }),
  ];
}
