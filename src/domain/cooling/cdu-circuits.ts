import { totalOf, type Total } from '../finding.js';
import type { CoolingUnit } from '../site/kinds/cooling-unit.js';
import type { SiteIndex } from '../site/site-index.js';
import type { RackLoad } from './air-loads.js';
import type { RoomPlan } from './air-plan.js';
import { sumOf } from './air-solver.js';
import { designFlowLPerMin, loopDesign, type LoopDesign } from './loop-design.js';

/** Coolant distribution units that carry each other, and what they cool. */
export interface CduCircuit {
  /** Redundancy group, else where its units serve. */
  readonly name: string;
  readonly units: readonly Cdu[];
  readonly racks: readonly string[];
  /** Heat that the devices of its racks give to liquid; open above where none of them says which share. */
  readonly heatW: Total;
}

export interface Cdu {
  readonly unit: CoolingUnit;
  /** W; null where its type states none. */
  readonly capacityW: number | null;
  /** L/min of its primary side; null where its type states none. */
  readonly waterLPerMin: number | null;
  readonly design: LoopDesign;
}

/**
 * The circuits of a site. Units of one redundancy group are one circuit, and so are units without a group that serve the
 * same rack, zones or room. A rack is cooled by the circuit that names it, else by that of its zone, else by that of its
 * room: by one only, so that no heat counts twice.
 */
export function cduCircuits(index: SiteIndex, rooms: readonly RoomPlan[]): readonly CduCircuit[] {
  const groups = new Map<string, CoolingUnit[]>();
  for (const unit of index.snapshot.coolingUnits) {
    if (index.coolingUnitTypes.get(unit.type)?.kind !== 'cdu') continue;
    const name = unit.redundancyGroup ?? scopeOf(unit);
    groups.set(name, [...(groups.get(name) ?? []), unit]);
  }
  const members = new Map<string, RackLoad[]>([...groups.keys()].map((name) => [name, []]));
  for (const { racks, zones, room } of rooms) {
    for (const { load, zone } of racks) {
      const circuit = circuitOf(groups, { rack: load.rack.name, zone: zones[zone]?.zone?.name ?? null, room });
      if (circuit !== null) members.get(circuit)?.push(load);
    }
  }
  return [...groups].map(([name, units]) => {
    const cooled = (members.get(name) ?? []).filter(({ liquidW }) => liquidW.lower > 0 || liquidW.upper !== 0);
    const isStated = (members.get(name) ?? []).some(({ liquidStated }) => liquidStated > 0);
    return {
      name,
      racks: cooled.map(({ rack }) => rack.name),
      heatW: isStated ? sumOf(cooled.map(({ liquidW }) => liquidW)) : totalOf([{ value: null }]),
      units: units.map((unit) => {
        const type = index.coolingUnitTypes.get(unit.type);
        return {
          unit,
          capacityW: type?.sensibleCapacityW ?? null,
          waterLPerMin: type?.waterFlowLPerMin ?? null,
          design: loopDesign(index, unit),
        };
      }),
    };
  });
}

/** What each running unit of the circuits takes, W: equal parts; null where the heat is not known. */
export function cduDuties(
  circuits: readonly CduCircuit[],
  dead: ReadonlySet<string>,
): ReadonlyMap<string, number | null> {
  return new Map(
    circuits.flatMap(({ units, heatW }) => {
      const running = units.filter(({ unit }) => !dead.has(unit.name));
      const isKnown = heatW.coverage.known === heatW.coverage.total;
      return running.map(({ unit }) => [unit.name, isKnown ? heatW.knownSum / running.length : null] as const);
    }),
  );
}

export type CircuitVerdict = 'holds' | 'short' | 'unknown';

/** A unit that gets less water than the design rise asks for. */
export interface ShortOfWater {
  readonly unit: string;
  /** At the least heat. */
  readonly neededLPerMin: number;
  readonly waterLPerMin: number;
}

/** A circuit with some of its units out. */
export interface CircuitState {
  readonly circuit: string;
  readonly lost: readonly string[];
  readonly running: number;
  readonly heatW: Total;
  /** Of running units whose types state one: at least that much; null as `mostW` where one states none. */
  readonly capacityW: number;
  readonly mostW: number | null;
  /** Running units whose water is less than their equal part of the heat needs at the design rise of their loop. */
  readonly shortOfWater: readonly ShortOfWater[];
  readonly verdict: CircuitVerdict;
}

/**
 * Whether what is left of a circuit takes its heat. Bounds decide where they can: capacity that is known already is enough
 * without what is not, and what is short at the least heat is short.
 */
export function circuitWithout({ name, units, heatW }: CduCircuit, dead: ReadonlySet<string>): CircuitState {
  const running = units.filter(({ unit }) => !dead.has(unit.name));
  const capacityW = running.reduce((sum, unit) => sum + (unit.capacityW ?? 0), 0);
  const mostW = running.every((unit) => unit.capacityW !== null) ? capacityW : null;
  const isEnough = heatW.upper !== null && heatW.upper <= capacityW * (1 + 1e-9);
  const isShort = mostW !== null && heatW.lower > mostW * (1 + 1e-9);
  return {
    circuit: name,
    lost: units.map(({ unit }) => unit.name).filter((unit) => dead.has(unit)),
    running: running.length,
    heatW,
    capacityW,
    mostW,
    shortOfWater: running.flatMap(({ unit, waterLPerMin, design }) => {
      const neededLPerMin = designFlowLPerMin(design, heatW.lower / running.length);
      if (neededLPerMin === null || waterLPerMin === null || neededLPerMin <= waterLPerMin * (1 + 1e-9)) return [];
      return [{ unit: unit.name, neededLPerMin, waterLPerMin }];
    }),
    verdict: isEnough ? 'holds' : isShort ? 'short' : 'unknown',
  };
}

function scopeOf({ room, rack, zones = [] }: CoolingUnit): string {
  if (rack !== undefined) return `${room} / ${rack}`;
  return zones.length === 0 ? room : `${room} / ${[...zones].sort().join(', ')}`;
}

function circuitOf(
  groups: ReadonlyMap<string, readonly CoolingUnit[]>,
  { rack, zone, room }: { readonly rack: string; readonly zone: string | null; readonly room: string },
): string | null {
  const first = (serves: (unit: CoolingUnit) => boolean) =>
    [...groups].find(([, units]) => units.some(serves))?.[0] ?? null;
  return (
    first((unit) => unit.rack === rack) ??
    first(
      (unit) => unit.rack === undefined && unit.room === room && zone !== null && (unit.zones ?? []).includes(zone),
    ) ??
    first((unit) => unit.rack === undefined && unit.room === room && (unit.zones ?? []).length === 0)
  );
}
