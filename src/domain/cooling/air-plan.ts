import type { TotalItem } from '../finding.js';
import { grouped } from '../site/grouping.js';
import type { CoolingUnit } from '../site/kinds/cooling-unit.js';
import type { CoolingZone } from '../site/kinds/cooling-zone.js';
import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import { rowKey } from '../site/site-index.js';
import { AIR_SPECIFIC_HEAT_J_PER_KG_K } from '../units.js';
import type { RackLoad } from './air-loads.js';
import type { HotExchange } from './mixing-network.js';
import { rackNeighbours, type RackPlace } from './rack-places.js';
import { behindDoors } from './rear-door.js';
import { geometricRecirculation } from './recirculation.js';
import { unitCapacity, type UnitCapacity } from './unit-capacity.js';

const SECONDS_PER_HOUR = 3600;
/** Air that neighbouring hot sides exchange, as a share of the smaller of their flows. Range 0 to 1. */
export const HOT_EXCHANGE_SHARE = 0.25;

/** Heat of something that is no rack, by room: plain data. */
export interface OtherHeat {
  readonly room: string;
  readonly source: string;
  readonly heatW: TotalItem;
}

/** A rack as the model of its room takes it. */
export interface PlannedRack {
  readonly load: RackLoad;
  /** Zone of the room, by position. */
  readonly zone: number;
  /** Share that recirculates at full supply, 0 to 1. */
  readonly recirculatedFraction: number;
  readonly isRecirculationStated: boolean;
}

export interface PlannedZone {
  /** Null for the racks that no zone serves. */
  readonly zone: CoolingZone | null;
  readonly racks: readonly number[];
  /** Supply group, by position: zones that share units. */
  readonly group: number;
  readonly leakageFraction: number;
}

export interface PlannedUnit {
  readonly unit: CoolingUnit;
  readonly group: number;
  readonly setC: number;
  readonly flowM3PerH: number | null;
  /** Null where the type states no capacity. */
  readonly capacity: UnitCapacity | null;
  readonly ratedW: number | null;
  /** Of the chilled water in its coil; null for units without one, or where its loop states none. No air gets colder. */
  readonly waterC: number | null;
}

/** What does not change from failure to failure of one room. */
export interface RoomPlan {
  readonly room: string;
  /** W/K for each m³/h at the supply. */
  readonly perM3PerH: number;
  readonly densityKgPerM3: number;
  readonly supplyC: number;
  readonly racks: readonly PlannedRack[];
  readonly zones: readonly PlannedZone[];
  readonly units: readonly PlannedUnit[];
  readonly groupCount: number;
  /** Pairs of racks by position. */
  readonly exchanges: readonly Pick<HotExchange, 'a' | 'b'>[];
  readonly otherHeat: readonly OtherHeat[];
}

/** Rooms that hold racks, each with what its air model needs. */
export function planAir(
  index: SiteIndex,
  {
    policy,
    densityKgPerM3,
    loads,
    places,
    otherHeat,
  }: {
    readonly policy: SitePolicy;
    readonly densityKgPerM3: number;
    readonly loads: readonly RackLoad[];
    readonly places: readonly RackPlace[];
    readonly otherHeat: readonly OtherHeat[];
  },
): readonly RoomPlan[] {
  const { racksToEnd, pairs } = rackNeighbours(places);
  const loadsByRoom = grouped(loads, ({ rack }) => rack.room);
  const unitsByRoom = grouped(
    index.snapshot.coolingUnits.filter((unit) => isAirMover(index, unit)),
    ({ room }) => room,
  );
  const zonesByRoom = grouped(index.snapshot.coolingZones, ({ room }) => room);
  const otherByRoom = grouped(otherHeat, ({ room }) => room);
  const waterC = new Map(index.snapshot.waterLoops.map(({ name, supplyC }) => [name, supplyC]));
  const centres = new Map(places.map(({ rack, centre }) => [rack, centre]));
  const perM3PerH = (densityKgPerM3 * AIR_SPECIFIC_HEAT_J_PER_KG_K) / SECONDS_PER_HOUR;

  return index.snapshot.rooms.flatMap(({ name: room }): RoomPlan[] => {
    const inRoom = loadsByRoom.get(room) ?? [];
    if (inRoom.length === 0) return [];
    const stated = zonesByRoom.get(room) ?? [];
    const zoneAt = zoneFinder(stated);
    const zoneOf = inRoom.map(({ rack }) => zoneAt(rack.row, centres.get(rack.name)));
    const hasUnserved = zoneOf.some((zone) => zone === null);
    const zoneList: (CoolingZone | null)[] = [...stated, ...(hasUnserved ? [null] : [])];
    const units = unitsByRoom.get(room) ?? [];
    const groups = supplyGroups(zoneList, units);
    const at = new Map(inRoom.map(({ rack }, i) => [rack.name, i]));
    const racks = inRoom.map((load, i): PlannedRack => {
      const zone = zoneOf[i] ?? null;
      const row = load.rack.row === undefined ? undefined : index.rows.get(rowKey({ room, row: load.rack.row }));
      const statedFraction = zone === null ? undefined : zone.recirculationFraction;
      return {
        load,
        zone: zone === null ? stated.length : stated.indexOf(zone),
        isRecirculationStated: statedFraction !== undefined,
        recirculatedFraction:
          statedFraction ??
          geometricRecirculation({
            containment: row?.containment ?? 'none',
            racksToEnd: racksToEnd.get(load.rack.name) ?? null,
            openUnitFraction: load.heightU === 0 ? 0 : Math.min(1, load.openUnitsU / load.heightU),
          }),
      };
    });
    const members = zoneList.map((): number[] => []);
    racks.forEach(({ zone }, i) => members[zone]?.push(i));
    return [
      {
        room,
        perM3PerH,
        densityKgPerM3,
        supplyC: policy.supplyC,
        racks,
        zones: zoneList.map((zone, k) => ({
          zone,
          racks: members[k] ?? [],
          group: groups.ofZone[k] ?? 0,
          leakageFraction: zone?.leakageFraction ?? 0,
        })),
        units: units.map((unit, k) =>
          plannedUnit(index, unit, { policy, group: groups.ofUnit[k] ?? 0, waterC: waterC.get(unit.loop ?? '') }),
        ),
        groupCount: groups.count,
        exchanges: pairs.flatMap(([one, other]) => {
          const [a, b] = [at.get(one), at.get(other)];
          return a === undefined || b === undefined ? [] : [{ a, b }];
        }),
        otherHeat: otherByRoom.get(room) ?? [],
      },
    ];
  });
}

/** The plan with the heat of racks whose rear doors are out back in the room; itself where no door is. */
export function planWithout(plan: RoomPlan, dead: ReadonlySet<string>): RoomPlan {
  const isHit = ({ load }: PlannedRack) => load.doors.some(({ unit }) => dead.has(unit));
  if (!plan.racks.some(isHit)) return plan;
  return {
    ...plan,
    racks: plan.racks.map((rack) => (isHit(rack) ? { ...rack, load: withoutDoors(rack.load, dead) } : rack)),
  };
}

function withoutDoors(load: RackLoad, dead: ReadonlySet<string>): RackLoad {
  const doors = load.doors.filter(({ unit }) => !dead.has(unit));
  return { ...load, doors, heatW: behindDoors(load.rackHeatW, doors) };
}

/** Whether a unit blows air into its room by itself. */
export function isAirMover(index: SiteIndex, unit: CoolingUnit): boolean {
  const kind = index.coolingUnitTypes.get(unit.type)?.kind;
  return kind !== undefined && kind !== 'cdu' && kind !== 'rear-door-exchanger';
}

function plannedUnit(
  index: SiteIndex,
  unit: CoolingUnit,
  {
    policy,
    group,
    waterC,
  }: { readonly policy: SitePolicy; readonly group: number; readonly waterC: number | undefined },
): PlannedUnit {
  const type = index.coolingUnitTypes.get(unit.type);
  const ratedW = type?.sensibleCapacityW ?? null;
  // The loop of a direct expansion unit takes the heat of its condenser.
  const coilC = type?.kind === 'crac' ? undefined : waterC;
  return {
    unit,
    group,
    setC: unit.supplyC ?? policy.supplyC,
    flowM3PerH: type?.airflowM3PerH ?? null,
    ratedW,
    waterC: coilC ?? null,
    capacity:
      ratedW === null
        ? null
        : unitCapacity({
            rating: {
              sensibleCapacityW: ratedW,
              ratedReturnC: type?.ratedReturnC,
              ratedWaterC: type?.ratedWaterC,
              ratedAltitudeM: type?.ratedAltitudeM,
            },
            waterC: coilC,
            altitudeM: policy.altitudeM,
          }),
  };
}

/** The first zone that names the row of a rack, else the first whose area holds it. */
function zoneFinder(zones: readonly CoolingZone[]) {
  const byRow = new Map<string, CoolingZone>();
  for (const zone of zones) for (const row of zone.rows ?? []) if (!byRow.has(row)) byRow.set(row, zone);
  const areas = zones.filter(({ outline }) => outline !== undefined);
  return (row: string | undefined, centre: readonly [number, number] | undefined): CoolingZone | null => {
    const named = row === undefined ? undefined : byRow.get(row);
    if (named !== undefined || centre === undefined) return named ?? null;
    return areas.find(({ outline }) => outline !== undefined && holds(outline, centre)) ?? null;
  };
}

/** Whether an outline holds a point, by the even-odd rule. */
function holds(outline: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): boolean {
  let isInside = false;
  outline.forEach(([ax, ay], k) => {
    const [bx, by] = outline[(k + 1) % outline.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
  });
  return isInside;
}

/** Zones that share a unit get their air from one plenum. A unit that names no zone of the room serves all of them. */
function supplyGroups(zones: readonly (CoolingZone | null)[], units: readonly CoolingUnit[]) {
  const parent = zones.map((_, k) => k);
  const rootOf = (k: number): number => {
    let root = k;
    while ((parent[root] ?? root) !== root) root = parent[root] ?? root;
    return root;
  };
  const served = units.map((unit) => {
    const named = zones.flatMap((zone, k) => (zone !== null && (unit.zones ?? []).includes(zone.name) ? [k] : []));
    const unserved = zones.indexOf(null);
    // Racks outside every zone breathe the air of the room, to which every unit adds.
    return named.length === 0 ? zones.map((_, k) => k) : unserved < 0 ? named : [...named, unserved];
  });
  for (const [first, ...rest] of served) {
    for (const other of rest) if (first !== undefined) parent[rootOf(other)] = rootOf(first);
  }
  const roots = [...new Set(zones.map((_, k) => rootOf(k)))];
  const groupOf = (k: number) => roots.indexOf(rootOf(k));
  return {
    count: Math.max(1, roots.length),
    ofZone: zones.map((_, k) => groupOf(k)),
    ofUnit: served.map(([first]) => (first === undefined ? 0 : groupOf(first))),
  };
}
