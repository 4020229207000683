import { exactly, totalOf, type Total } from '../finding.js';
import { AIR_SPECIFIC_HEAT_J_PER_KG_K } from '../units.js';
import type { AirHall } from './air-solver.js';
import { roomInlets } from './air-solver.js';
import type { RoomPlan } from './air-plan.js';
import { isRejecting } from './heat-rejection.js';
import { WATER_VOLUMETRIC_HEAT_J_PER_L_K } from './liquid.js';
import {
  EQUIPMENT_COUPLING,
  EQUIPMENT_HEAT_J_PER_KG_K,
  riseWithoutCoolingK,
  timeToRiseS,
  type ThermalMass,
} from './ride-through.js';
import { solveRoom } from './room-model.js';

/** s. ASHRAE TC 9.9 limits what an inlet may change within 15 minutes. */
const QUARTER_S = 900;

/** What stands behind the mains, as the power room knows it: plain data. */
export interface BackupPower {
  /** Shortest autonomy of the UPSs that carry devices, s; null where one states none, or there is none. */
  readonly upsAutonomyS: number | null;
  /** Longest time to load on a generator that feeds cooling or devices, s; null where one states none, or there is none. */
  readonly generatorStartS: number | null;
  readonly hasUps: boolean;
  readonly hasGenerator: boolean;
  /** Cooling units, pumps, chillers and coolers that a UPS carries. */
  readonly onUps: ReadonlySet<string>;
  /** Those that a generator feeds, directly or through a UPS. */
  readonly onGenerator: ReadonlySet<string>;
}

/** Floor area of each room, m², as the floor room knows it; null where its outline encloses no plain area. */
export type RoomAreas = ReadonlyMap<string, number | null>;

/** Masses of the racks of a room with their devices, kg, as the floor room knows them. */
export type RackMasses = ReadonlyMap<string, Total>;

/** One moment after the mains are lost. */
export interface TimelineEvent {
  readonly atS: number;
  readonly what:
    | 'mains-lost'
    | 'ups-ends'
    | 'generator-carries'
    | 'fans-and-pumps-run'
    | 'water-store-ends'
    | 'chillers-cool'
    | 'limit-reached';
  /** Of the air that racks breathe, °C; null where it is not known. */
  readonly inletC: number | null;
}

/** What happens in one room after the mains are lost. */
export interface LossTimeline {
  readonly room: string;
  readonly heatW: number | null;
  readonly limitC: number | null;
  /** Of the mixed air of the room when its fans stop, °C. */
  readonly startC: number | null;
  readonly airVolumeM3: number | null;
  readonly equipmentKg: Total;
  /** K/s at the first moment: the air alone. */
  readonly firstRateKPerS: number | null;
  /** Time without cooling until the limit, s. */
  readonly rideThroughS: number | null;
  /** When cooling is back in full, s after the loss; null where it is not known, Infinity is never written. */
  readonly coolingBackS: number | null;
  /** Time without cooling until it is back, s. */
  readonly withoutCoolingS: number | null;
  readonly hottestC: number | null;
  /** Most by which the air warms within any 15 minutes until cooling is back, K; null where it is not known. */
  readonly riseIn15MinK: number | null;
  readonly verdict: 'in-time' | 'too-late' | 'never-back' | 'unknown';
  /** What is missing where the verdict is unknown. */
  readonly missing: readonly string[];
  readonly events: readonly TimelineEvent[];
}

/**
 * What follows when the mains are lost, room by room: the UPS carries devices, generators start, fans and pumps run again, what
 * the water loop stores cools for a while, chillers restart; meanwhile the room warms by {@link riseWithoutCoolingK}.
 *
 * The air starts at the mean of supply and return, for without fans of the units racks breathe the mixed air of the room; while
 * cooling comes from stored water the temperature is held, not lowered. Both are on the safe side.
 */
export function lossTimelines(hall: AirHall, behind: WhatIsBehind): readonly LossTimeline[] {
  return hall.rooms.map((plan) => timelineOf(hall, plan, behind));
}

/** What the power and floor rooms know. */
export interface WhatIsBehind {
  readonly backup: BackupPower;
  readonly masses: RackMasses;
  readonly areasM2: RoomAreas;
}

function timelineOf(hall: AirHall, plan: RoomPlan, { backup, masses, areasM2 }: WhatIsBehind): LossTimeline {
  const inlets = roomInlets(hall, plan, solveRoom(plan));
  const missing: string[] = [];
  const heatW = exactly(inlets.heatW) ?? inlets.heatW.lower;
  const room = hall.index.rooms.get(plan.room);
  const limits = inlets.racks.flatMap(({ limitC, airflowM3PerH }) =>
    limitC === null || airflowM3PerH.knownSum === 0 ? [] : [limitC],
  );
  const limitC = limits.length === 0 ? null : Math.min(...limits);
  const startC = inlets.returnC === null ? null : (meanSupplyC(plan, inlets.units) + inlets.returnC) / 2;
  const equipmentKg = totalOf(
    plan.racks.map(({ load }) => {
      const mass = masses.get(load.rack.name);
      const known = mass === undefined ? null : exactly(mass);
      return known === null ? { value: null, lower: mass?.lower ?? 0 } : { value: known };
    }),
  );
  const heightM = room?.ceilingHeightM;
  const areaM2 = areasM2.get(plan.room) ?? null;
  const volumeM3 = areaM2 === null || heightM === undefined ? null : areaM2 * (heightM + (room?.plenumHeightM ?? 0));
  if (areaM2 === null) missing.push('room.outline that does not cross itself');
  if (heightM === undefined) missing.push('room.ceilingHeightM');
  if (startC === null) missing.push('a steady state before the loss');
  if (limitC === null) missing.push('a limit of the inlets');
  const flowWPerK = plan.racks.reduce((sum, { load }) => sum + load.airflowM3PerH.knownSum * plan.perM3PerH, 0);
  const mass: ThermalMass | null =
    volumeM3 === null
      ? null
      : {
          airJPerK: volumeM3 * plan.densityKgPerM3 * AIR_SPECIFIC_HEAT_J_PER_KG_K,
          massJPerK: equipmentKg.lower * EQUIPMENT_HEAT_J_PER_KG_K,
          couplingWPerK: EQUIPMENT_COUPLING * flowWPerK,
        };
  const back = coolingReturns(hall, plan, { backup, heatW });
  missing.push(...back.missing);
  const rideThroughS =
    mass === null || startC === null || limitC === null ? null : timeToRiseS({ heatW, riseK: limitC - startC, mass });
  const inletAfter = (withoutS: number) =>
    mass === null || startC === null ? null : startC + riseWithoutCoolingK({ heatW, timeS: withoutS, mass });
  const events: TimelineEvent[] = [{ atS: 0, what: 'mains-lost', inletC: startC }];
  const add = (atS: number | null, what: TimelineEvent['what']) => {
    if (atS === null || !Number.isFinite(atS)) return;
    events.push({ atS, what, inletC: inletAfter(back.withoutCoolingAt(atS)) });
  };
  const carriesS = backup.hasGenerator ? (backup.generatorStartS ?? 0) : Infinity;
  if (backup.hasUps && (backup.upsAutonomyS ?? Infinity) < carriesS) add(backup.upsAutonomyS, 'ups-ends');
  if (backup.hasGenerator) add(backup.generatorStartS, 'generator-carries');
  if (back.fansS !== null && back.fansS > 0) add(back.fansS, 'fans-and-pumps-run');
  if (back.storeEndsS !== null && back.storeEndsS > (back.fansS ?? 0)) add(back.storeEndsS, 'water-store-ends');
  add(back.coolingBackS, 'chillers-cool');
  const withoutCoolingS = back.coolingBackS === null ? null : back.withoutCoolingAt(back.coolingBackS);
  const isLate = rideThroughS !== null && withoutCoolingS !== null && withoutCoolingS > rideThroughS;
  if (rideThroughS !== null && Number.isFinite(rideThroughS) && (isLate || back.isNever)) {
    events.push({ atS: back.timeAt(rideThroughS), what: 'limit-reached', inletC: limitC });
  }
  events.sort((a, b) => a.atS - b.atS);
  return {
    room: plan.room,
    heatW,
    limitC,
    startC,
    airVolumeM3: volumeM3,
    equipmentKg,
    firstRateKPerS: mass === null ? null : heatW / mass.airJPerK,
    rideThroughS: rideThroughS === null || !Number.isFinite(rideThroughS) ? null : rideThroughS,
    coolingBackS: back.coolingBackS,
    withoutCoolingS,
    hottestC: withoutCoolingS === null ? null : inletAfter(withoutCoolingS),
    riseIn15MinK: riseWithinK(QUARTER_S, { inletAt: (atS) => inletAfter(back.withoutCoolingAt(atS)), back }),
    verdict: back.isNever
      ? 'never-back'
      : rideThroughS === null || withoutCoolingS === null
        ? 'unknown'
        : isLate
          ? 'too-late'
          : 'in-time',
    missing: [...new Set(missing)],
    events,
  };
}

/**
 * Most by which the air warms within a time until cooling is back, K. It warms fastest when it starts to, since the rate decays:
 * at the loss, and again when the water store ends.
 */
function riseWithinK(
  withinS: number,
  {
    inletAt,
    back: { storeEndsS, coolingBackS, isNever },
  }: { readonly inletAt: (atS: number) => number | null; readonly back: CoolingReturn },
): number | null {
  if (coolingBackS === null && !isNever) return null;
  const endS = coolingBackS ?? Infinity;
  const rises = [0, storeEndsS ?? 0].map((fromS) => {
    const [before, after] = [inletAt(fromS), inletAt(Math.min(fromS + withinS, endS))];
    return before === null || after === null ? null : after - before;
  });
  return rises.some((rise) => rise === null) ? null : Math.max(...rises.map((rise) => rise ?? 0));
}

/** When cooling of a room returns after the mains are lost, and how long it was without at any time. */
interface CoolingReturn {
  readonly fansS: number | null;
  readonly storeEndsS: number | null;
  readonly coolingBackS: number | null;
  readonly isNever: boolean;
  readonly missing: readonly string[];
  /** Seconds without cooling up to a time. */
  readonly withoutCoolingAt: (atS: number) => number;
  /** Time at which a number of seconds without cooling have passed. */
  readonly timeAt: (withoutS: number) => number;
}

function coolingReturns(
  { index }: AirHall,
  plan: RoomPlan,
  { backup, heatW }: { readonly backup: BackupPower; readonly heatW: number },
): CoolingReturn {
  const missing: string[] = [];
  const units = plan.units.map(({ unit }) => unit);
  const onUps = (names: readonly { readonly name: string }[]) =>
    names.length > 0 && names.every(({ name }) => backup.onUps.has(name));
  const fed = (names: readonly { readonly name: string }[]) => names.some(({ name }) => backup.onGenerator.has(name));
  const loops = [...new Set(units.flatMap(({ loop }) => loop ?? []))];
  const plant = index.snapshot.heatRejections.filter(({ loop }) => loop !== undefined && loops.includes(loop));
  const [pumps, rejecting] = [plant.filter((one) => !isRejecting(one)), plant.filter(isRejecting)];
  const generatorS = backup.hasGenerator ? backup.generatorStartS : Infinity;
  if (backup.hasGenerator && backup.generatorStartS === null) missing.push('powerElement.startTimeS of a generator');

  const fansOnUps = onUps(units) && (pumps.length === 0 || onUps(pumps));
  const isFed = fed(units) && (pumps.length === 0 || fed(pumps)) && (rejecting.length === 0 || fed(rejecting));
  const fansS = fansOnUps ? 0 : generatorS === null ? null : isFed ? generatorS : Infinity;
  if (loops.length > 0 && rejecting.length === 0) missing.push('plant that rejects the heat of the loop');
  const restarts = rejecting.filter(({ name }) => backup.onGenerator.has(name)).map(({ restartTimeS }) => restartTimeS);
  if (restarts.some((time) => time === undefined)) missing.push('heatRejection.restartTimeS');
  const restartS =
    restarts.length === 0
      ? 0
      : restarts.some((time) => time === undefined)
        ? null
        : Math.max(...restarts.map((time) => time ?? 0));
  // What nobody says what powers may be on the generator or not.
  const isOpenPower = [units, pumps, rejecting].some(
    (group) => !fed(group) && group.some(({ poweredBy }) => (poweredBy ?? []).length === 0),
  );
  if (isOpenPower) missing.push('poweredBy of cooling units and plant');
  const isNever = !isOpenPower && units.length > 0 && (generatorS === Infinity || (fansS === Infinity && !fansOnUps));
  const isOpen =
    isOpenPower ||
    fansS === null ||
    generatorS === null ||
    restartS === null ||
    (loops.length > 0 && rejecting.length === 0);
  const coolingBackS = isNever || isOpen || units.length === 0 ? null : generatorS + restartS;
  const storeS = heatW <= 0 ? 0 : loops.reduce((sum, loop) => sum + storedJ(index, loop), 0) / heatW;
  const storeEndsS =
    fansS === null || !Number.isFinite(fansS) ? null : Math.min(fansS + storeS, coolingBackS ?? Infinity);
  const start = fansS ?? 0;
  const end = storeEndsS ?? start;
  return {
    fansS: fansS !== null && Number.isFinite(fansS) ? fansS : null,
    storeEndsS: storeEndsS !== null && Number.isFinite(storeEndsS) ? storeEndsS : null,
    coolingBackS,
    isNever,
    missing,
    withoutCoolingAt: (atS) => Math.min(atS, start) + Math.max(0, atS - Math.max(start, end)),
    timeAt: (withoutS) => (withoutS <= start ? withoutS : withoutS + Math.max(0, end - start)),
  };
}

/** Heat that the water of a loop takes while it warms from its supply to its return temperature, J; 0 where it is not stated. */
function storedJ(index: AirHall['index'], loop: string): number {
  const { volumeL, supplyC, returnC } = index.snapshot.waterLoops.find(({ name }) => name === loop) ?? {};
  if (volumeL === undefined || supplyC === undefined || returnC === undefined) return 0;
  return volumeL * WATER_VOLUMETRIC_HEAT_J_PER_L_K * Math.max(0, returnC - supplyC);
}

function meanSupplyC(
  plan: RoomPlan,
  units: readonly { readonly supplyC: number | null; readonly airflowM3PerH: number | null }[],
): number {
  const flow = units.reduce((sum, { airflowM3PerH }) => sum + (airflowM3PerH ?? 0), 0);
  if (flow === 0) return plan.supplyC;
  return (
    units.reduce((sum, { airflowM3PerH, supplyC }) => sum + (airflowM3PerH ?? 0) * (supplyC ?? plan.supplyC), 0) / flow
  );
}
