import type { AisleAir } from '../../cooling/air-figures.js';
import { exactly, type Subject } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import { rowKey } from '../../site/site-index.js';
import type { AirContext } from '../air-study.js';
import type { StudyRule } from '../rule.js';
import { found } from './found.js';

const BALANCE = 'balance of volumes at equal density: supply less leakage against the air that racks take';

function subjectOf(room: string, { zone }: AisleAir): Subject {
  return zone === null ? { kind: 'room', name: room } : { kind: 'coolingZone', name: zone };
}

/** Aisles that get less than they want. */
export const aisleStarved: StudyRule<AirContext> = {
  code: 'air.aisle-starved',
  title: 'Aisle gets less air than its racks take',
  discipline: 'cooling',
  basis: BALANCE,
  sentence:
    'Racks of {subject} take {measured} and get {limit} (supply {supplyM3PerH} m³/h, of which {leakageM3PerH} leak): {recirculatedM3PerH} m³/h come from the hot side',
  guide: {
    method:
      'Delivered air of a zone: its part of what its units blow (by open tile area where its zones state tiles, else by demand), less its leakage. Demand: the air of its racks.',
    example:
      '5 CRAHs of 24 000 m³/h, 5 % leak: 114 000 m³/h against 144 nodes of 800 m³/h = 115 200 m³/h: 1200 m³/h recirculate.',
    remedy: 'More or faster fans, less leakage, more open tiles, or racks with a larger rise.',
  },
  evaluate: ({ figures }) =>
    figures.rooms.flatMap(({ room, aisles }) =>
      aisles.flatMap((aisle) => {
        const { marginM3PerH, deliveredM3PerH, demandM3PerH } = aisle;
        if (marginM3PerH === null || marginM3PerH >= -1e-9 * demandM3PerH.knownSum) return [];
        return [
          found(aisleStarved, {
            severity: 'error',
            subject: subjectOf(room, aisle),
            measured: demandM3PerH.knownSum,
            limit: deliveredM3PerH,
            unit: 'm3/h',
            inputs: {
              supplyM3PerH: aisle.supplyM3PerH,
              leakageM3PerH: aisle.leakageM3PerH,
              recirculatedM3PerH: aisle.recirculatedM3PerH,
            },
            coverage: demandM3PerH.coverage,
          }),
        ];
      }),
    ),
};

/** Surplus that a contained aisle is planned with. Source: planning practice, 5 to 10 %, 2 to 5 Pa. */
const CONTAINED_MARGIN = 0.05;

/** Contained aisles with too little surplus to keep their pressure. */
export const contained: StudyRule<AirContext> = {
  code: 'air.contained-margin',
  title: 'Contained aisle has hardly any surplus of air',
  discipline: 'cooling',
  basis: 'planning practice: a contained aisle gets 5 to 10 % more than its racks take, which keeps 2 to 5 Pa',
  sentence: '{subject} is contained and gets {measured} times what its racks take; planned is at least {limit}',
  guide: {
    method:
      'Delivered over demanded air of every zone with a contained row, against 1.05. Below 1 the finding is `air.aisle-starved`.',
    example: '136 800 m³/h for 115 200 m³/h are 1.19: enough. 118 000 m³/h would be 1.02: hardly any.',
    remedy: 'Raise the fan speed, or seal what leaks.',
  },
  evaluate: ({ assessed, figures }) =>
    figures.rooms.flatMap(({ room, aisles }) =>
      aisles.flatMap((aisle) => {
        const demand = aisle.demandM3PerH.knownSum;
        const zone = assessed.index.snapshot.coolingZones.find(({ name }) => name === aisle.zone);
        const isContained = (zone?.rows ?? []).some((row) => {
          const containment = assessed.index.rows.get(rowKey({ room, row }))?.containment;
          return containment === 'cold' || containment === 'hot';
        });
        if (!isContained || aisle.deliveredM3PerH === null || demand === 0 || exactly(aisle.demandM3PerH) === null)
          return [];
        const ratio = aisle.deliveredM3PerH / demand;
        if (ratio < 1 - 1e-9 || ratio >= 1 + CONTAINED_MARGIN) return [];
        return [
          found(contained, {
            severity: 'warning',
            subject: subjectOf(room, aisle),
            measured: ratio,
            limit: 1 + CONTAINED_MARGIN,
            unit: '1',
            coverage: aisle.demandM3PerH.coverage,
          }),
        ];
      }),
    ),
};

/** Share of the delivered air that passes no rack from which on fans are worth a look. */
const MUCH_BYPASS = 0.4;

/** Rooms that blow much more than their racks take. */
export const bypass: StudyRule<AirContext> = {
  code: 'air.bypass',
  title: 'Much of the air passes no rack',
  discipline: 'cooling',
  basis: `${BALANCE}; return temperature index RTI = (T_return − T_supply)/ΔT of the equipment, below 1 bypass (Herrlin 2007)`,
  sentence:
    '{measured} of the air of {subject} passes no rack: {bypassM3PerH} m³/h; return temperature index {returnTemperatureIndex}',
  guide: {
    method:
      'Bypassing air over delivered air of each zone of which all racks state their air, against 0.4. The return temperature index of the room is `(T_return − T_supply)/ΔT_equipment`: below 1 air bypasses, above 1 it recirculates. Some pages print its inverse.',
    example: 'Units at 8 K, equipment at 12 K: RTI = 8/12 = 0.667, so a third of the air bypasses.',
    remedy: 'Slow the fans down or close tiles; fan power falls with the cube of the flow.',
  },
  evaluate: ({ figures }) =>
    figures.rooms.flatMap(({ room, aisles, indices }) =>
      aisles.flatMap((aisle) => {
        const { bypassM3PerH, deliveredM3PerH, demandM3PerH } = aisle;
        if (bypassM3PerH === null || deliveredM3PerH === null || deliveredM3PerH === 0) return [];
        // Racks of which the air is not known may take what seems to pass them.
        if (exactly(demandM3PerH) === null) return [];
        const share = bypassM3PerH / deliveredM3PerH;
        if (share <= MUCH_BYPASS) return [];
        return [
          found(bypass, {
            severity: 'info',
            subject: subjectOf(room, aisle),
            measured: share,
            limit: MUCH_BYPASS,
            unit: '1',
            inputs: { bypassM3PerH, returnTemperatureIndex: indices.returnTemperatureIndex },
          }),
        ];
      }),
    ),
};

/** Pa. What raised floors hold: 0.03 to 0.12 in w.g. */
const HIGHEST_PLENUM_PA = 30;

/** Tiles through which the air does not go. */
export const tilePressure: StudyRule<AirContext> = {
  code: 'air.tile-pressure',
  title: 'Tiles pass the air only at a pressure that raised floors do not hold',
  discipline: 'cooling',
  basis: 'orifice equation V̇ = Cd·A·√(2ΔP/ρ), Cd 0.65; raised floors hold 7 to 30 Pa',
  sentence:
    'The tiles of {subject} pass its {deliveredM3PerH} m³/h at {measured} under the floor; raised floors hold {limit}',
  guide: {
    method: 'Pressure that pushes the delivered air through the open area of the tiles: `ΔP = ρ/2·(V̇/(Cd·A))²`.',
    example:
      'One 600 mm tile, 25 % open, passes 566 CFM at 12.5 Pa, and with that at most 3.6 kW at 20 °F: it cannot feed a rack of 10 kW.',
    remedy: 'More tiles, or grates with a larger open share.',
  },
  evaluate: ({ figures }) =>
    figures.rooms.flatMap(({ room, aisles }) =>
      aisles.flatMap((aisle) =>
        aisle.tilePressurePa === null || aisle.tilePressurePa <= HIGHEST_PLENUM_PA
          ? []
          : [
              found(tilePressure, {
                severity: 'warning',
                subject: subjectOf(room, aisle),
                measured: aisle.tilePressurePa,
                limit: HIGHEST_PLENUM_PA,
                unit: 'Pa',
                inputs: { deliveredM3PerH: aisle.deliveredM3PerH },
              }),
            ],
      ),
    ),
};

/** Units whose rating cannot be. */
export const unitRating: StudyRule<AirContext> = {
  code: 'air.unit-rating',
  title: 'Rating of a cooling unit contradicts itself',
  discipline: 'cooling',
  basis:
    'a coil takes heat only from air that is warmer than its water: its rated return must be above its rated water',
  sentence:
    '{subject} is rated at a return of {measured} with water at {limit}: its capacity is taken as rated, whatever its return; units: {unitCount} ({units})',
  guide: {
    method:
      'Capacity follows the return by `(T_return − T_water)/(T_return,rated − T_water,rated)`, which needs a rated return above the rated water (that of the loop where the type states none). Otherwise the capacity is taken as rated, which may be the best case.',
    example: '40 kW at a return of 12 °C with water at 14 °C: return and supply were exchanged, or °F and °C.',
    remedy: 'Correct `ratedReturnC` and `ratedWaterC` of the type.',
  },
  evaluate: ({ hall, assessed: { index } }) => {
    const units = hall.rooms.flatMap((room) => room.units.filter(({ waterC }) => waterC !== null));
    const byType = new Map<string, { returnC: number; waterC: number; names: string[] }>();
    for (const { unit, waterC } of units) {
      const type = index.coolingUnitTypes.get(unit.type);
      const ratedWaterC = type?.ratedWaterC ?? waterC;
      if (type?.ratedReturnC === undefined || ratedWaterC === null || type.ratedReturnC > ratedWaterC) continue;
      const known = byType.get(type.slug) ?? { returnC: type.ratedReturnC, waterC: ratedWaterC, names: [] };
      known.names.push(unit.name);
      byType.set(type.slug, known);
    }
    return [...byType].map(([slug, { returnC, waterC, names }]) =>
      found(unitRating, {
        severity: 'warning',
        subject: { kind: 'coolingUnitType', name: slug },
        measured: returnC,
        limit: waterC,
        unit: 'C',
        inputs: { unitCount: names.length, units: sampleOf(names).names },
      }),
    );
  },
};

/** K. A supply this much above its set point is not regulation. */
const HELD_WITHIN_K = 0.1;

/** Units that cannot hold their set point at the return that they get. */
export const unitShort: StudyRule<AirContext> = {
  code: 'air.unit-short',
  title: 'Cooling unit cannot hold its set point at its return',
  discipline: 'cooling',
  basis:
    'sensible capacity at the actual return, water and altitude: Q = Q_rated·(T_return − T_water)/(T_return,rated − T_water,rated)·p/p_rated',
  sentence:
    '{subject} supplies {measured} instead of {limit}: at a return of {returnC} °C it takes {capacityW} W, rated {ratedW} W; likewise units of {room}: {unitCount}',
  guide: {
    method:
      'Each unit cools its air to its set point as long as its sensible capacity at the actual return, entering water and altitude allows it; beyond that its supply floats. Capacity and airflow are both checked: `duty = min(C·(T_return − T_set), Q(T_return))`.',
    example: 'A coil of 100 kW at 40 °C return and 14 °C water takes 87.3 kW at 36.7 °C: 100·(36.7 − 14)/(40 − 14).',
    remedy: 'More units, colder water, or less bypass so that the return is warmer.',
  },
  evaluate: ({ figures }) =>
    figures.rooms.flatMap(({ room, units }) => {
      const short = units.filter(
        ({ supplyC, setC, dutyW }) => supplyC !== null && dutyW !== null && supplyC > setC + HELD_WITHIN_K,
      );
      const [worst] = [...short].sort((a, b) => (b.supplyC ?? 0) - b.setC - ((a.supplyC ?? 0) - a.setC));
      if (worst === undefined) return [];
      return [
        found(unitShort, {
          severity: 'error',
          subject: { kind: 'coolingUnit', name: worst.unit },
          measured: worst.supplyC,
          limit: worst.setC,
          unit: 'C',
          inputs: {
            returnC: worst.returnC,
            capacityW: worst.capacityW,
            ratedW: worst.ratedW,
            room,
            unitCount: short.length,
          },
        }),
      ];
    }),
};
