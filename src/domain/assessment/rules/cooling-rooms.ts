import type { RoomAir, UnitLoss } from '../../cooling/cooling-figures.js';
import { exactly, type Finding, type Severity, type Total } from '../../finding.js';
import { compareText } from '../../site/key.js';
import type { Rule, RuleContext } from '../rule.js';
import { found } from './found.js';
import { atLeast, verdictOf } from './verdict.js';

const CAPACITY_BASIS =
  'sensible heat at maximum draw against the sensible capacity of the units of the room, as rated; one unit lost for N+1';

/** Heat of a room against its cooling units. */
export const roomCapacity: Rule = {
  code: 'cooling.room-capacity',
  title: 'Cooling units of the room cannot take its heat',
  discipline: 'cooling',
  basis: CAPACITY_BASIS,
  sentence: '{subject} gives {measured} of heat to the air; its cooling units ({unitCount}) take {limit}',
  guide: {
    method:
      'Heat of the racks of the room at maximum draw, with the losses of their rack PDUs, against the sum of the sensible capacities of its units as rated; a rear door counts with at most the heat of its rack. Broken where even the least heat is above the most capacity. What units take at their actual return is `air.unit-short` and `air.no-steady-state`.',
    example: '600 kW on five units of 100 kW: 600 > 500. Total instead of sensible capacity hides it.',
    remedy: 'More units, or fewer racks.',
  },
  evaluate: ({ figures }) =>
    figures.cooling.rooms.filter(isCooled).flatMap((room) => {
      if (verdictOf({ demand: room.heatW, supply: room.capacityW }) !== 'broken') return [];
      return [shortage(roomCapacity, { room, demand: room.heatW, supply: room.capacityW, unit: 'W' })];
    }),
};

/** Air of a room against its cooling units. */
export const roomAirflow: Rule = {
  code: 'cooling.room-airflow',
  title: 'Cooling units of the room deliver too little air',
  discipline: 'cooling',
  basis: 'balance of volumes at the inlet: air that devices take against air that units deliver; the rest recirculates',
  sentence: 'Devices in {subject} take {measured} of air; its cooling units ({unitCount}) deliver {limit}',
  guide: {
    method:
      'Air that the devices take against what units deliver less the leakage of their zones, as volumes at the inlet.',
    example: '144 nodes of 800 m³/h take 115 200 m³/h; five units of 24 000 m³/h with 5 % leakage deliver 114 000.',
    remedy: 'More or faster fans, less leakage, or devices with a larger rise.',
  },
  evaluate: ({ figures }) =>
    figures.cooling.rooms.filter(isCooled).flatMap((room) => {
      const [demand, supply] = [room.airflowM3PerH, room.unitAirflowM3PerH];
      if (verdictOf({ demand, supply }) !== 'broken') return [];
      return [shortage(roomAirflow, { room, demand, supply, unit: 'm3/h' })];
    }),
};

/** Heat and air of a room after the loss of its worst unit. A room that is short already is not judged again. */
export const unitLoss: Rule = {
  code: 'cooling.unit-loss',
  title: 'Loss of one cooling unit leaves the room short',
  discipline: 'cooling',
  basis: CAPACITY_BASIS,
  sentence:
    'Without {lostUnit}, {subject} needs {measured} of {quantity} and has {limit}; short without any of {unitsThatMatter} of {unitCount} units',
  guide: {
    method:
      'Heat and air of the room against its units without each one in turn, as rated; the worst is told. An error where the site asks for redundancy, a warning where it says nothing, an info where it is N. What the loss does to the inlets is `cooling.loss` of `plenum air fail`.',
    example: '600 kW on six units of 100 kW hold; without one 500 kW are left. N + 1 is seven: ⌈600/100⌉ + 1.',
    remedy: 'One unit more, or fewer racks.',
  },
  evaluate: (context) =>
    context.figures.cooling.rooms
      .filter(isCooled)
      .flatMap((room) => questionsOf(room).flatMap((question) => worstLoss(context, room, question))),
};

/** Rooms with heat whose cooling cannot be judged. */
export const unknownCapacity: Rule = {
  code: 'cooling.unknown-capacity',
  title: 'Cooling of the room cannot be judged',
  discipline: 'cooling',
  basis: CAPACITY_BASIS,
  sentence:
    'Cooling of {subject} cannot be judged: {open}. Of {unitCount} units, {capacityKnown} state a capacity and {airflowKnown} an airflow; heat of at least {leastHeatW} W against {capacityW} W, air of at least {leastAirM3PerH} m³/h against {unitAirM3PerH} m³/h',
  guide: {
    method:
      'A room whose units do not all state capacity and airflow, or that has none, is judged by bounds: kept where even the most heat fits the least capacity, broken where even the least does not, else unknown.',
    example: 'Two units of 50 kW and one that states nothing for 120 kW: at least 100 kW, so nothing can be said.',
    remedy: 'State `sensibleCapacityW` and `airflowM3PerH` of the unit types.',
  },
  evaluate: ({ figures }) =>
    figures.cooling.rooms.filter(hasDevices).flatMap((room) => {
      const open = openQuestions(room);
      if (open.length === 0) return [];
      return [
        found(unknownCapacity, {
          severity: 'unknown',
          subject: { kind: 'room', name: room.room },
          inputs: {
            open,
            unitCount: room.unitLosses.length,
            capacityKnown: room.capacityW.coverage.known,
            airflowKnown: room.unitAirflowM3PerH.coverage.known,
            leastHeatW: room.heatW.lower,
            capacityW: room.unitLosses.length === 0 ? null : exactly(room.capacityW),
            leastAirM3PerH: room.airflowM3PerH.lower,
            unitAirM3PerH: room.unitLosses.length === 0 ? null : exactly(room.unitAirflowM3PerH),
          },
        }),
      ];
    }),
};

function hasDevices({ heatW }: RoomAir): boolean {
  return heatW.coverage.total > 0 && heatW.upper !== 0;
}

function isCooled(room: RoomAir): boolean {
  return hasDevices(room) && room.unitLosses.length > 0;
}

/** One quantity that units must cover, with all units and without one. */
interface Question {
  readonly quantity: 'heat' | 'air';
  readonly unit: string;
  readonly demand: Total;
  readonly supply: Total;
  readonly without: (loss: UnitLoss) => Total;
}

function questionsOf(room: RoomAir): readonly Question[] {
  return [
    {
      quantity: 'heat',
      unit: 'W',
      demand: room.heatW,
      supply: room.capacityW,
      without: (loss) => loss.capacityW,
    },
    {
      quantity: 'air',
      unit: 'm3/h',
      demand: room.airflowM3PerH,
      supply: room.unitAirflowM3PerH,
      without: (loss) => loss.unitAirflowM3PerH,
    },
  ];
}

function shortage(
  rule: Rule,
  given: {
    readonly room: RoomAir;
    readonly demand: Total;
    readonly supply: Total;
    readonly unit: string;
  },
): Finding {
  const { room, demand, supply, unit } = given;
  return found(rule, {
    severity: 'error',
    subject: { kind: 'room', name: room.room },
    measured: atLeast(demand),
    limit: supply.upper,
    unit,
    inputs: { unitCount: room.unitLosses.length },
    coverage: demand.coverage,
  });
}

function worstLoss({ index }: RuleContext, room: RoomAir, question: Question): readonly Finding[] {
  const { demand, supply, quantity, unit, without } = question;
  if (verdictOf({ demand, supply }) === 'broken') return [];
  const broken = room.unitLosses
    .filter((loss) => verdictOf({ demand, supply: without(loss) }) === 'broken')
    .sort((a, b) => (without(a).upper ?? 0) - (without(b).upper ?? 0) || compareText(a.unit, b.unit));
  const [worst] = broken;
  if (worst === undefined) return [];
  return [
    found(unitLoss, {
      severity: severityOf(index.snapshot.site.redundancy),
      subject: { kind: 'room', name: room.room },
      measured: atLeast(demand),
      limit: without(worst).upper,
      unit,
      inputs: {
        lostUnit: worst.unit,
        quantity,
        redundancyGroup: worst.redundancyGroup,
        unitsThatMatter: broken.length,
        unitCount: room.unitLosses.length,
      },
      coverage: demand.coverage,
    }),
  ];
}

/** A site that asks for no redundancy is told; one that asks for some must have it. */
function severityOf(redundancy: 'n' | 'n+1' | '2n' | undefined): Severity {
  if (redundancy === undefined) return 'warning';
  return redundancy === 'n' ? 'info' : 'error';
}

function openQuestions(room: RoomAir): readonly string[] {
  if (room.unitLosses.length === 0) return ['no cooling unit is recorded'];
  return questionsOf(room).flatMap(({ quantity, demand, supply, without }) => {
    const verdict = verdictOf({ demand, supply });
    if (verdict === 'broken') return [];
    if (verdict === 'open') return [`${quantity} with all units`];
    const isOpen = room.unitLosses.some((loss) => verdictOf({ demand, supply: without(loss) }) === 'open');
    return isOpen ? [`${quantity} after the loss of one unit`] : [];
  });
}
