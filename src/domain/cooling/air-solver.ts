import { exactly, totalOf, type Assumption, type Total } from '../finding.js';
import type { Room } from '../site/kinds/room.js';
import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import { airDensityKgPerM3 } from './air.js';
import { airIndices } from './air-indices.js';
import type { AirFigures, AisleAir, RackInlet, RoomInlets, UnitDuty } from './air-figures.js';
import { rackLoads, type AirLoadCase, type Draws, type RackLoad } from './air-loads.js';
import { HOT_EXCHANGE_SHARE, planAir, planWithout, type OtherHeat, type RoomPlan } from './air-plan.js';
import { thermalEnvelope } from './ashrae.js';
import { pduLossW } from './pdu-loss.js';
import type { RackPlace } from './rack-places.js';
import { RECIRCULATION_SOURCE } from './recirculation.js';
import { isRackKnown, NOTHING_FAILED, solveRoom, type RoomEvent, type RoomState } from './room-model.js';
import { supplyHeatIndex } from './indices.js';
import { DISCHARGE_COEFFICIENT, openingPressurePa } from './tile.js';
import { capacityAtW } from './unit-capacity.js';

/** What the air model of a site starts from. */
export interface AirInput {
  readonly policy: SitePolicy;
  readonly loadCase: AirLoadCase;
  /** Draw of each device in that case, W. */
  readonly draws: Draws;
  /** Where racks stand. */
  readonly places: readonly RackPlace[];
  /** Heat of everything that is no rack. */
  readonly otherHeat: readonly OtherHeat[];
}

/** A site as the air model takes it, made once for any number of failures. */
export interface AirHall {
  readonly index: SiteIndex;
  readonly input: AirInput;
  readonly densityKgPerM3: number;
  /** Of every rack, in the order of the snapshot. */
  readonly loads: readonly RackLoad[];
  readonly rooms: readonly RoomPlan[];
}

/** Reads the index once: loads of racks, zones, units and neighbours. */
export function airHall(index: SiteIndex, input: AirInput): AirHall {
  const { policy, loadCase, draws, places, otherHeat } = input;
  const densityKgPerM3 = airDensityKgPerM3({
    tempC: policy.supplyC,
    relativeHumidity: policy.relativeHumidity,
    altitudeM: policy.altitudeM,
  });
  const rackLossW = new Map(index.snapshot.racks.map((rack) => [rack.name, pduLossW(index, rack, draws)]));
  const loads = rackLoads(index, { loadCase, draws, densityKgPerM3, rackLossW });
  const rooms = planAir(index, { policy, densityKgPerM3, loads, places, otherHeat });
  return { index, input, densityKgPerM3, loads, rooms };
}

/**
 * Air and inlet temperature of every rack, the balance of every aisle, and what every unit does, with some units out.
 *
 * A zonal mixing model, see `docs/air-model.md` for its equations, parameters, range and what only CFD can say.
 */
export function solveAir(hall: AirHall, event: RoomEvent = NOTHING_FAILED): AirFigures {
  return {
    loadCase: hall.input.loadCase,
    densityKgPerM3: hall.densityKgPerM3,
    rooms: hall.rooms.map((plan) => {
      const after = planWithout(plan, event.dead);
      return roomInlets(hall, after, solveRoom(after, event));
    }),
    assumptions: assumptionsOf(hall),
  };
}

/** A solved room in the units of people. */
export function roomInlets(hall: AirHall, plan: RoomPlan, state: RoomState): RoomInlets {
  const racks = plan.racks.map((rack, i): RackInlet => {
    const solved = state.racks[i];
    const { load } = rack;
    const isKnown = isRackKnown(rack);
    const inletC = isKnown ? (solved?.inletC ?? null) : null;
    const heatW = exactly(load.heatW);
    const flowWPerK = solved?.flowWPerK ?? 0;
    const outletC = inletC === null || heatW === null || flowWPerK === 0 ? null : inletC + heatW / flowWPerK;
    const { limitC, limitOf } = inletLimit(hall, load);
    const supplyC = solved?.supplyC ?? plan.supplyC;
    const hotSideC = isKnown ? (solved?.hotSideC ?? null) : null;
    return {
      rack: load.rack.name,
      zone: plan.zones[rack.zone]?.zone?.name ?? null,
      heatW: load.heatW,
      airflowM3PerH: flowOf(load, flowWPerK / plan.perM3PerH),
      supplyC,
      inletC: heatW === 0 && flowWPerK === 0 && state.state !== 'warms-without-limit' ? supplyC : inletC,
      outletC,
      hotSideC,
      recirculatedFraction: solved?.recirculatedFraction ?? 0,
      limitC,
      limitOf,
      aboveLimitK: inletC === null || limitC === null ? null : inletC - limitC,
      supplyHeatIndex:
        inletC === null || hotSideC === null || hotSideC - supplyC < 1e-9
          ? null
          : supplyHeatIndex({ supplyTempC: supplyC, inletTempC: inletC, outletTempC: hotSideC }),
      openUnitsU: load.openUnitsU,
    };
  });
  const room = hall.index.rooms.get(plan.room);
  const aisles = plan.zones.map((_, k) => aisleOf(plan, { k, state, racks, room }));
  const units = plan.units.map((unit, k): UnitDuty => {
    const solved = state.units[k] ?? null;
    return {
      unit: unit.unit.name,
      returnC: solved === null ? null : state.returnC,
      supplyC: solved?.supplyC ?? null,
      setC: unit.setC,
      airflowM3PerH: solved === null ? null : solved.flowWPerK / plan.perM3PerH,
      dutyW: solved?.dutyW ?? null,
      capacityW:
        solved === null || unit.capacity === null || state.returnC === null
          ? null
          : capacityAtW(unit.capacity, state.returnC),
      ratedW: unit.ratedW,
    };
  });
  const otherHeatW = totalOf(plan.otherHeat.map(({ heatW }) => heatW));
  return {
    room: plan.room,
    state: state.state,
    heatW: sumOf([...plan.racks.map(({ load }) => load.heatW), otherHeatW]),
    otherHeatW,
    returnC: state.returnC,
    coverage: { known: plan.racks.filter(isRackKnown).length, total: plan.racks.length },
    racks,
    aisles,
    units,
    indices: airIndices({ policy: hall.input.policy, plan, state, racks }),
  };
}

function flowOf(load: RackLoad, solvedM3PerH: number): Total {
  if (load.fans.length === 0) return load.airflowM3PerH;
  const change = solvedM3PerH - load.airflowM3PerH.knownSum;
  const { knownSum, lower, upper, coverage } = load.airflowM3PerH;
  return {
    knownSum: knownSum + change,
    lower: lower + change,
    upper: upper === null ? null : upper + change,
    coverage,
  };
}

/** The tightest of what its devices allow and what its classes and that of the site allow at the altitude. */
function inletLimit({ input: { policy } }: AirHall, load: RackLoad): Pick<RackInlet, 'limitC' | 'limitOf'> {
  let limit: Pick<RackInlet, 'limitC' | 'limitOf'> = {
    limitC: load.warmest?.inletC ?? null,
    limitOf: load.warmest?.deviceType ?? `class ${policy.ashraeClass}`,
  };
  for (const [ashraeClass, who] of [[policy.ashraeClass, `class ${policy.ashraeClass}`] as const, ...load.classes]) {
    const envelope = thermalEnvelope({ ashraeClass, altitudeM: policy.altitudeM });
    if (envelope === undefined) continue;
    if (limit.limitC === null || envelope.allowableC.max < limit.limitC)
      limit = { limitC: envelope.allowableC.max, limitOf: who };
  }
  return limit;
}

function aisleOf(
  plan: RoomPlan,
  {
    k,
    state,
    racks,
    room,
  }: {
    readonly k: number;
    readonly state: RoomState;
    readonly racks: readonly RackInlet[];
    readonly room: Room | undefined;
  },
): AisleAir {
  const zone = plan.zones[k];
  const solved = state.zones[k];
  const inM3PerH = (flow: number | null | undefined) =>
    flow === null || flow === undefined ? null : flow / plan.perM3PerH;
  const supplyM3PerH = inM3PerH(solved?.supplyWPerK);
  const leakageM3PerH = inM3PerH(solved?.leakageWPerK);
  const deliveredM3PerH = supplyM3PerH === null || leakageM3PerH === null ? null : supplyM3PerH - leakageM3PerH;
  const members = zone?.racks ?? [];
  const inlets = members.flatMap((i) => {
    const [inletC, flow] = [racks[i]?.inletC ?? null, state.racks[i]?.flowWPerK ?? 0];
    return inletC === null || flow === 0 ? [] : [{ inletC, flow }];
  });
  const flowSum = inlets.reduce((sum, { flow }) => sum + flow, 0);
  return {
    zone: zone?.zone?.name ?? null,
    racks: members.length,
    demandM3PerH: sumOf(members.map((i) => racks[i]?.airflowM3PerH ?? totalOf([]))),
    supplyM3PerH,
    leakageM3PerH,
    deliveredM3PerH,
    marginM3PerH: deliveredM3PerH === null ? null : deliveredM3PerH - (inM3PerH(solved?.demandWPerK) ?? 0),
    bypassM3PerH: inM3PerH(solved?.bypassWPerK),
    recirculatedM3PerH: inM3PerH(solved?.recirculatedWPerK) ?? 0,
    supplyC: solved?.supplyC ?? plan.supplyC,
    meanInletC: flowSum === 0 ? null : inlets.reduce((sum, { inletC, flow }) => sum + inletC * flow, 0) / flowSum,
    units: plan.units.filter(({ group }) => group === zone?.group).map(({ unit }) => unit.name),
    tilePressurePa: tilePressurePa(plan, { zone: zone?.zone ?? null, flowM3PerH: deliveredM3PerH, room }),
  };
}

function tilePressurePa(
  plan: RoomPlan,
  {
    zone,
    flowM3PerH,
    room,
  }: {
    readonly zone: RoomPlan['zones'][number]['zone'];
    readonly flowM3PerH: number | null;
    readonly room: Room | undefined;
  },
): number | null {
  const { perforatedTileCount: count, tileOpenFraction: openFraction } = zone ?? {};
  const tileM = room?.tileSizeM;
  if (flowM3PerH === null || tileM === undefined || !count || !openFraction) return null;
  return openingPressurePa({
    areaM2: count * tileM * tileM,
    openFraction,
    airflowM3PerH: flowM3PerH,
    densityKgPerM3: plan.densityKgPerM3,
    dischargeCoefficient: DISCHARGE_COEFFICIENT,
  });
}

/** Sum of totals: known sums, bounds and coverage. */
export function sumOf(totals: readonly Total[]): Total {
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

function assumptionsOf({ index, rooms }: AirHall): readonly Assumption[] {
  const racks = rooms.flatMap((room) => room.racks);
  const units = rooms.flatMap((room) => room.units);
  const types = (keep: (type: SiteIndex['snapshot']['coolingUnitTypes'][number]) => boolean) =>
    units.filter(({ unit }) => {
      const type = index.coolingUnitTypes.get(unit.type);
      return type !== undefined && keep(type);
    }).length;
  const all: readonly Assumption[] = [
    {
      parameter: 'coolingZone.recirculationFraction',
      value: 'by the place of the rack',
      unit: null,
      source: RECIRCULATION_SOURCE,
      count: racks.filter(({ isRecirculationStated }) => !isRecirculationStated).length,
    },
    {
      parameter: 'coolingZone.leakageFraction',
      value: 0,
      unit: '1',
      source: 'no zone states a leakage: all air of its units reaches the inlets, which is the best case',
      count: rooms
        .flatMap(({ zones }) => zones)
        .filter(({ zone, racks: members }) => zone?.leakageFraction === undefined && members.length > 0).length,
    },
    {
      parameter: 'air.hotExchangeShare',
      value: HOT_EXCHANGE_SHARE,
      unit: '1',
      source:
        'planning figure: hot sides of neighbouring racks exchange a quarter of the smaller of their flows; range 0 to 1',
      count: rooms.reduce((sum, { exchanges }) => sum + exchanges.length, 0),
    },
    {
      parameter: 'rack.blankedFraction',
      value: 1,
      unit: '1',
      source: 'nobody says that units are open: panels close all that are free, which is the best case',
      count: racks.filter(
        ({ load, isRecirculationStated }) => load.rack.blankedFraction === undefined && !isRecirculationStated,
      ).length,
    },
    {
      parameter: 'coolingUnitType.ratedWaterC',
      value: 'water of the loop',
      unit: null,
      source: 'the rating states no water temperature: taken as that of the loop',
      count: types(
        (type) =>
          type.sensibleCapacityW !== undefined && type.ratedReturnC !== undefined && type.ratedWaterC === undefined,
      ),
    },
    {
      parameter: 'coolingUnitType.ratedAltitudeM',
      value: 0,
      unit: 'm',
      source: 'ratings hold at sea level unless they say otherwise',
      count: types((type) => type.sensibleCapacityW !== undefined && type.ratedAltitudeM === undefined),
    },
  ];
  return all.filter(({ count }) => count > 0);
}
