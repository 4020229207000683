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
