import { exactly } from '../finding.js';
import { fanFraction } from './fan-curve.js';
import { mixRacks } from './mixing-network.js';
import { HOT_EXCHANGE_SHARE, type PlannedUnit, type RoomPlan } from './air-plan.js';
import { starvedRecirculation } from './recirculation.js';
import { balancedReturnC, unitDutyW, type RunningUnit } from './unit-capacity.js';

/** The steady state of one room, as numbers by position in its plan. Flows in W/K. */
export interface RoomState {
  readonly state: 'steady' | 'warms-without-limit' | 'unknown';
  readonly returnC: number | null;
  /** Heat known of racks and everything else, W. */
  readonly heatW: number;
  readonly otherHeatW: number;
  readonly racks: readonly RackState[];
  readonly zones: readonly ZoneState[];
  /** Null for a unit that does not run or whose flow is not known. */
  readonly units: readonly (UnitState | null)[];
}

export interface RackState {
  /** 0 where its air is not known. */
  readonly flowWPerK: number;
  readonly heatW: number;
  readonly recirculatedFraction: number;
  readonly supplyC: number;
  readonly inletC: number | null;
  readonly hotSideC: number | null;
}

export interface ZoneState {
  readonly demandWPerK: number;
  /** Null where the flow of a unit is not known, or none serves the zone. */
  readonly supplyWPerK: number | null;
  readonly leakageWPerK: number | null;
  readonly bypassWPerK: number | null;
  readonly recirculatedWPerK: number;
  readonly supplyC: number;
}

export interface UnitState {
  readonly flowWPerK: number;
  readonly supplyC: number | null;
  readonly dutyW: number | null;
}

/** Rounds in which fans that follow the inlet settle; each halves what is left or more. */
const MOST_ROUNDS = 60;
const SETTLED_K = 1e-9;

export interface RoomEvent {
  /** Units that do not run. */
  readonly dead: ReadonlySet<string>;
}

export const NOTHING_FAILED: RoomEvent = { dead: new Set() };

/**
 * The steady state of a room: units regulate to their set points as far as capacity and return allow, their air reaches the
 * zones less what leaks, racks take what they want and the rest of their inlets from their hot sides, and everything returns
 * mixed to the units.
 *
 * What is known is calculated with: racks of which heat or air is not known count with what is known of them.
 */
export function solveRoom(plan: RoomPlan, { dead }: RoomEvent = NOTHING_FAILED): RoomState {
  const running = plan.units.map((unit) => (dead.has(unit.unit.name) ? null : unit));
  let flows = plan.racks.map(({ load }) => load.airflowM3PerH.knownSum * plan.perM3PerH);
  let state = steadyState(plan, running, flows);
  if (plan.racks.every(({ load }) => load.fans.length === 0)) return state;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const wanted = plan.racks.map(({ load }, i) => {
      const inletC = state.racks[i]?.inletC ?? plan.supplyC;
      const changeM3PerH = load.fans.reduce(
        (sum, { airflowM3PerH, curve }) => sum + airflowM3PerH * (fanFraction(curve, inletC) - 1),
        0,
      );
      return (load.airflowM3PerH.knownSum + changeM3PerH) * plan.perM3PerH;
    });
    const before = state;
    flows = flows.map((flow, i) => (flow + (wanted[i] ?? flow)) / 2);
    state = steadyState(plan, running, flows);
    const moved = state.racks.some(
      ({ inletC }, i) => Math.abs((inletC ?? 0) - (before.racks[i]?.inletC ?? 0)) > SETTLED_K,
    );
    const isThere = flows.every((flow, i) => Math.abs(flow - (wanted[i] ?? flow)) <= 1e-9 * flow);
    if (!moved && isThere) break;
  }
  return state;
}

function steadyState(plan: RoomPlan, running: readonly (PlannedUnit | null)[], flows: readonly number[]): RoomState {
  const otherHeatW = plan.otherHeat.reduce((sum, { heatW }) => sum + (heatW.value ?? heatW.lower ?? 0), 0);
  const heatW = plan.racks.reduce((sum, { load }) => sum + load.heatW.lower, 0) + otherHeatW;
  const alive = running.filter((unit) => unit !== null);
  const isFlowKnown = alive.every(({ flowM3PerH }) => flowM3PerH !== null);
  const runningUnits = running.map((unit): RunningUnit | null =>
    unit === null || unit.flowM3PerH === null
      ? null
      : {
          capacity: unit.capacity,
          flowWPerK: unit.flowM3PerH * plan.perM3PerH,
          setC: Math.max(unit.setC, unit.waterC ?? -Infinity),
        },
  );
  const known = runningUnits.filter((unit) => unit !== null);
  const hasUnits = plan.units.length > 0;
  const returnC = isFlowKnown && known.length > 0 ? balancedReturnC(known, heatW) : null;
  const isLost = hasUnits && (alive.length === 0 || (isFlowKnown && returnC === null));
  const units = runningUnits.map((unit): UnitState | null => {
    if (unit === null) return null;
    if (returnC === null) return { flowWPerK: unit.flowWPerK, supplyC: null, dutyW: null };
    const dutyW = unitDutyW(unit, returnC);
    return { flowWPerK: unit.flowWPerK, supplyC: returnC - dutyW / unit.flowWPerK, dutyW };
  });

  const groups = groupSupplies(plan, running, units);
  const demand = plan.zones.map(({ racks }) => racks.reduce((sum, i) => sum + (flows[i] ?? 0), 0));
  const shares = zoneShares(plan, demand);
  const zoneSupply = plan.zones.map(({ group, leakageFraction }, k) => {
    const total = groups[group];
    if (total?.flowWPerK === null || total === undefined)
      return { supplyWPerK: null, leakageWPerK: null, supplyC: total?.supplyC ?? plan.supplyC };
    const supplyWPerK = total.flowWPerK * (shares[k] ?? 0);
    return { supplyWPerK, leakageWPerK: supplyWPerK * leakageFraction, supplyC: total.supplyC };
  });
  const racks = plan.racks.map(({ load, zone, recirculatedFraction }, i) => {
    const supply = zoneSupply[zone];
    const wanted = demand[zone] ?? 0;
    const delivered =
      supply?.supplyWPerK === null || supply === undefined ? null : supply.supplyWPerK - supply.leakageWPerK;
    const coverage = delivered === null ? 1 : wanted === 0 ? 1 : delivered / wanted;
    return {
      flowWPerK: flows[i] ?? 0,
      heatW: load.heatW.lower,
      recirculatedFraction: starvedRecirculation({ recirculatedFraction, coverage }),
      supplyC: supply?.supplyC ?? plan.supplyC,
    };
  });
  const mixed = isLost ? null : mixKnown(plan, racks);
  const rackStates = racks.map((rack, i): RackState => {
    const found = mixed?.[i];
    return { ...rack, inletC: found?.inletC ?? null, hotSideC: found?.hotSideC ?? null };
  });
  const runsAway = isLost || rackStates.some(({ flowWPerK, hotSideC }) => flowWPerK > 0 && hotSideC === null);
  return {
    state: runsAway ? 'warms-without-limit' : isFlowKnown && hasUnits ? 'steady' : 'unknown',
    returnC,
    heatW,
    otherHeatW,
    racks: rackStates,
    zones: plan.zones.map(({ racks: members }, k): ZoneState => {
      const { supplyWPerK, leakageWPerK, supplyC } = zoneSupply[k] ?? {
        supplyWPerK: null,
        leakageWPerK: null,
        supplyC: plan.supplyC,
      };
      const sum = (of: (rack: RackState) => number) =>
        members.reduce((total, i) => total + of(rackStates[i] ?? NO_RACK), 0);
      const recirculatedWPerK = sum(({ flowWPerK, recirculatedFraction: r }) => flowWPerK * r);
      const fresh = sum(({ flowWPerK, recirculatedFraction: r }) => flowWPerK * (1 - r));
      return {
        demandWPerK: demand[k] ?? 0,
        supplyWPerK,
        leakageWPerK,
        bypassWPerK: supplyWPerK === null ? null : Math.max(0, supplyWPerK - leakageWPerK - fresh),
        recirculatedWPerK,
        supplyC,
      };
    }),
    units,
  };
}

const NO_RACK: RackState = {
  flowWPerK: 0,
  heatW: 0,
  recirculatedFraction: 0,
  supplyC: 0,
  inletC: null,
  hotSideC: null,
};

/** Racks that move air, mixed; the others are undefined. */
function mixKnown(plan: RoomPlan, racks: readonly Omit<RackState, 'inletC' | 'hotSideC'>[]) {
  const at: number[] = [];
  const position = racks.map(({ flowWPerK }, i) => (flowWPerK > 0 ? at.push(i) - 1 : -1));
  const exchanges = plan.exchanges.flatMap(({ a, b }) => {
    const [ka, kb] = [position[a] ?? -1, position[b] ?? -1];
    if (ka < 0 || kb < 0) return [];
    return [
      { a: ka, b: kb, flowWPerK: HOT_EXCHANGE_SHARE * Math.min(racks[a]?.flowWPerK ?? 0, racks[b]?.flowWPerK ?? 0) },
    ];
  });
  const mixed = mixRacks(
    at.flatMap((i) => racks[i] ?? []),
    exchanges,
  );
  return position.map((k) => (k < 0 ? undefined : mixed[k]));
}

/** Air and mixed temperature of each supply group; flow null where a running unit states none, or no unit serves it. */
function groupSupplies(plan: RoomPlan, running: readonly (PlannedUnit | null)[], units: readonly (UnitState | null)[]) {
  return Array.from({ length: plan.groupCount }, (_, group) => {
    const members = plan.units.flatMap((unit, k) => (unit.group === group ? [k] : []));
    if (members.length === 0) return { flowWPerK: null, supplyC: plan.supplyC };
    const alive = members.filter((k) => running[k] !== null);
    const sets = (alive.length > 0 ? alive : members).map((k) => plan.units[k]?.setC ?? plan.supplyC);
    const warmestC = Math.max(...sets);
    if (alive.some((k) => running[k]?.flowM3PerH === null)) return { flowWPerK: null, supplyC: warmestC };
    const flowWPerK = alive.reduce((sum, k) => sum + (units[k]?.flowWPerK ?? 0), 0);
    const carried = alive.reduce(
      (sum, k) => sum + (units[k]?.flowWPerK ?? 0) * (units[k]?.supplyC ?? plan.units[k]?.setC ?? 0),
      0,
    );
    return { flowWPerK, supplyC: flowWPerK === 0 ? warmestC : carried / flowWPerK };
  });
}

/** Parts of the air of a group that go to its zones: by open tile area where all of them state tiles, else by what they want. */
function zoneShares(plan: RoomPlan, demand: readonly number[]): readonly number[] {
  const weights = plan.zones.map((_, k) => demand[k] ?? 0);
  for (let group = 0; group < plan.groupCount; group += 1) {
    const members = plan.zones.flatMap((zone, k) => (zone.group === group ? [k] : []));
    const open = members.map((k) => tileWeight(plan, k));
    if (open.every((weight) => weight !== null && weight > 0)) members.forEach((k, m) => (weights[k] = open[m] ?? 0));
    else if (members.every((k) => (weights[k] ?? 0) === 0)) members.forEach((k) => (weights[k] = 1));
  }
  return plan.zones.map(({ group }, k) => {
    const total = plan.zones.reduce((sum, zone, m) => (zone.group === group ? sum + (weights[m] ?? 0) : sum), 0);
    return total === 0 ? 0 : (weights[k] ?? 0) / total;
  });
}

/** Number of tiles times their open share, in tiles; null where it is not stated. */
function tileWeight(plan: RoomPlan, k: number): number | null {
  const zone = plan.zones[k]?.zone;
  if (zone?.perforatedTileCount === undefined || zone.tileOpenFraction === undefined) return null;
  return zone.perforatedTileCount * zone.tileOpenFraction;
}

/** Whether heat and air of a rack are known in full, so that its inlet can be said. */
export function isRackKnown({ load }: RoomPlan['racks'][number]): boolean {
  return exactly(load.heatW) !== null && exactly(load.airflowM3PerH) !== null;
}
