import { exactly, totalOf, type Total } from '../finding.js';
import { grouped } from '../site/grouping.js';
import type { CoolingUnit } from '../site/kinds/cooling-unit.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Amount, RackAir, RoomAir } from './cooling-figures.js';
import { amountOf, itemOf } from './device-heat.js';

/** What one cooling unit does for its room. */
interface UnitPart {
  readonly unit: CoolingUnit;
  readonly capacityW: Amount;
  readonly airflowM3PerH: Amount;
}

/**
 * Heat and air of every room against its cooling units, all running and after the loss of each.
 *
 * Capacities count as rated, and of the air what the leakage of the zones leaves. A rear-door exchanger counts with at most the heat of its rack, and with the share of that
 * rack's air that it brings back to the supply; coolant distribution units take no heat from the air and do not count.
 *
 * @param racks - air of every rack
 */
export function roomsAir(index: SiteIndex, racks: readonly RackAir[]): readonly RoomAir[] {
  const rackByName = new Map(racks.map((rack) => [rack.rack, rack]));
  const units = grouped(index.snapshot.coolingUnits, ({ room }) => room);
  return index.snapshot.rooms.map(({ name: room }) => {
    const inRoom = (index.racksByRoom.get(room) ?? []).flatMap(({ name }) => rackByName.get(name) ?? []);
    const parts = (units.get(room) ?? []).flatMap((unit) => partOf(index, unit, rackByName));
    return {
      room,
      heatW: sumOf(inRoom.map(({ heatW }) => heatW)),
      airflowM3PerH: sumOf(inRoom.map(({ airflowM3PerH }) => airflowM3PerH)),
      capacityW: capacityOf(parts),
      unitAirflowM3PerH: airflowOf(parts),
      unitLosses: parts.map(({ unit }) => {
        const left = parts.filter((other) => other.unit !== unit);
        return {
          unit: unit.name,
          redundancyGroup: unit.redundancyGroup ?? null,
          capacityW: capacityOf(left),
          unitAirflowM3PerH: airflowOf(left),
        };
      }),
    };
  });
}

function capacityOf(parts: readonly UnitPart[]): Total {
  return totalOf(parts.map(({ capacityW }) => itemOf(capacityW)));
}

function airflowOf(parts: readonly UnitPart[]): Total {
  return totalOf(parts.map(({ airflowM3PerH }) => itemOf(airflowM3PerH)));
}

function partOf(index: SiteIndex, unit: CoolingUnit, racks: ReadonlyMap<string, RackAir>): readonly UnitPart[] {
  const type = index.coolingUnitTypes.get(unit.type);
  if (type === undefined || type.kind === 'cdu') return [];
  const capacityW = amountOf({ value: type.sensibleCapacityW ?? null });
  if (type.kind !== 'rear-door-exchanger') {
    const arriving = 1 - (leakageOf(index, unit) ?? 0);
    const airflowM3PerH = type.airflowM3PerH === undefined ? null : type.airflowM3PerH * arriving;
    return [{ unit, capacityW, airflowM3PerH: amountOf({ value: airflowM3PerH }) }];
  }
  const rack = unit.rack === undefined ? undefined : racks.get(unit.rack);
  if (rack === undefined) {
    const nothingSaid = amountOf({ value: null });
    return [{ unit, capacityW: { ...nothingSaid, upper: capacityW.upper }, airflowM3PerH: nothingSaid }];
  }
  return [{ unit, ...partOfRearDoor(capacityW, rack) }];
}

/**
 * Share of a unit's air that never reaches an inlet: the largest that the zones it serves state, or the zones of its room
 * where it names none.
 *
 * @returns undefined where none of them states a leakage
 */
export function leakageOf(index: SiteIndex, unit: CoolingUnit): number | undefined {
  const served = new Set(unit.zones);
  const stated = index.snapshot.coolingZones.flatMap(({ name, room, leakageFraction }) =>
    (served.size > 0 ? served.has(name) : room === unit.room) && leakageFraction !== undefined ? [leakageFraction] : [],
  );
  return stated.length === 0 ? undefined : Math.max(...stated);
}

function partOfRearDoor(capacityW: Amount, rack: RackAir): Omit<UnitPart, 'unit'> {
  const heatW = exactly(rack.heatW);
  const airM3PerH = exactly(rack.airflowM3PerH);
  if (capacityW.value !== null && heatW !== null) {
    const takenW = Math.min(capacityW.value, heatW);
    const share = heatW === 0 ? 1 : takenW / heatW;
    return {
      capacityW: amountOf({ value: takenW }),
      airflowM3PerH:
        airM3PerH === null
          ? { value: null, lower: rack.airflowM3PerH.lower * share, upper: scaledUpper(rack.airflowM3PerH, share) }
          : amountOf({ value: airM3PerH * share }),
    };
  }
  return {
    capacityW: {
      value: null,
      lower: Math.min(capacityW.lower, rack.heatW.lower),
      upper: least(capacityW.upper, rack.heatW.upper),
    },
    airflowM3PerH: { value: null, lower: 0, upper: rack.airflowM3PerH.upper },
  };
}

function scaledUpper({ upper }: Total, share: number): number | null {
  return upper === null ? null : upper * share;
}

function least(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/** Sum of totals: known sums, bounds and coverage. */
function sumOf(totals: readonly Total[]): Total {
  let [knownSum, lower, known, total] = [0, 0, 0, 0];
  let upper: number | null = 0;
  for (const part of totals) {
    knownSum += part.knownSum;
    lower += part.lower;
    upper = upper === null || part.upper === null ? null : upper + part.upper;
    known += part.coverage.known;
    total += part.coverage.total;
  }
  return { knownSum, lower, upper, coverage: { known, total } };
}
