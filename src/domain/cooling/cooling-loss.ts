import type { RackInlet, RoomInlets } from './air-figures.js';
import { roomInlets, type AirHall } from './air-solver.js';
import { planWithout, type RoomPlan } from './air-plan.js';
import { cduCircuits, cduDuties, circuitWithout, type CircuitState } from './cdu-circuits.js';
import { isRejecting, loopPlant, type LoopBalance } from './heat-rejection.js';
import { doorDuties } from './rear-door.js';
import { NOTHING_FAILED, solveRoom } from './room-model.js';

/** What is lost. */
export interface LossCause {
  readonly kind: 'coolingUnit' | 'redundancyGroup' | 'powerElement' | 'waterLoop' | 'heatRejection';
  readonly name: string;
}

/** What dies with each power element, as the power room knows it: plain data. */
export type DeadWith = ReadonlyMap<string, ReadonlySet<string>>;

/** What a room comes to after a loss, against what it was. */
export interface RoomAfterLoss {
  readonly room: string;
  readonly state: RoomInlets['state'];
  readonly returnC: number | null;
  readonly heatW: number;
  /** Units of the room that are out. */
  readonly lostUnits: readonly string[];
  /** Sensible capacity of the others at their return, W; null where one is not known. */
  readonly capacityW: number | null;
  /** The rack nearest to or farthest above its limit, and its inlet. */
  readonly worstRack: string | null;
  readonly worstInletC: number | null;
  readonly worstLimitC: number | null;
  readonly racksAbove: readonly string[];
  /** Racks above after the loss that were not before. */
  readonly racksNewlyAbove: readonly string[];
  /** Largest rise of an inlet by the loss, K; null without a steady state. */
  readonly largestRiseK: number | null;
  /** Zones that then get less air than they want and got enough before. */
  readonly starvedZones: readonly string[];
}

export type LossVerdict = 'holds' | 'above-limit' | 'liquid-short' | 'plant-short' | 'no-steady-state' | 'unknown';

/** What the loss of one thing does to the cooling of the site. */
export interface CoolingLoss {
  /** Everything whose loss takes down the same units and plant. */
  readonly causes: readonly LossCause[];
  readonly lostUnits: readonly string[];
  readonly lostPlant: readonly string[];
  readonly verdict: LossVerdict;
  /** Rooms that lose a unit. */
  readonly rooms: readonly RoomAfterLoss[];
  /** Loops that lose plant, or whose load changes, with what they then carry. */
  readonly loops: readonly LoopBalance[];
  /** Circuits that lose a coolant distribution unit, with what is left of them. */
  readonly circuits: readonly CircuitState[];
}

export interface CoolingLosses {
  readonly normal: { readonly rooms: readonly RoomInlets[]; readonly loops: readonly LoopBalance[] };
  /** Worst first. */
  readonly losses: readonly CoolingLoss[];
  /** Units and plant of which nobody says what powers them: no loss of power reaches them here. */
  readonly unpowered: readonly string[];
}

interface LossCase {
  readonly cause: LossCause;
  readonly units: ReadonlySet<string>;
  readonly plant: ReadonlySet<string>;
}

/**
 * Loses every cooling unit, every redundancy group, every power element that feeds cooling, every water loop and every pump,
 * chiller and cooler in turn. Losses that take down the same things are solved once.
 *
 * @param deadWith - for each power element what is dead when it fails, itself included
 */
export function solveCoolingLosses(hall: AirHall, deadWith: DeadWith): CoolingLosses {
  const { index } = hall;
  const normal = hall.rooms.map((plan) => roomInlets(hall, plan, solveRoom(plan, NOTHING_FAILED)));
  const solvedRooms = new Map<string, RoomInlets>();
  const roomWith = (r: number, dead: ReadonlySet<string>): RoomInlets | undefined => {
    const plan = hall.rooms[r];
    if (plan === undefined) return undefined;
    const lost = lostIn(plan, dead);
    if (lost.length === 0) return normal[r];
    const key = `${String(r)}\u0000${lost.join('\u0000')}`;
    const solve = (after: RoomPlan) => roomInlets(hall, after, solveRoom(after, { dead: new Set(lost) }));
    const found = solvedRooms.get(key) ?? solve(planWithout(plan, dead));
    solvedRooms.set(key, found);
    return found;
  };
  const grouped = new Map<string, { readonly first: LossCase; readonly causes: LossCause[] }>();
  for (const one of lossCases(hall, deadWith)) {
    if (one.units.size + one.plant.size === 0) continue;
    const key = [...one.units].sort().join('\u0000') + '\u0001' + [...one.plant].sort().join('\u0000');
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, { first: one, causes: [one.cause] });
    else group.causes.push(one.cause);
  }
  const circuits = cduCircuits(index, hall.rooms);
  const losses = [...grouped.values()].map(({ first, causes }): CoolingLoss => {
    const dead = withStoppedLoops(hall, first);
    const rooms = hall.rooms.map((_, r) => roomWith(r, dead.units));
    const changed = hall.rooms.flatMap((plan, r): RoomAfterLoss[] => {
      const [before, after] = [normal[r], rooms[r]];
      if (before === undefined || after === undefined || before === after) return [];
      return [afterLoss(before, after, lostIn(plan, dead.units))];
    });
    const loops = loopsWith(hall, { rooms: rooms.filter((room) => room !== undefined), dead });
    const touched = loops.filter(({ loop, lost }) => lost.length > 0 || changesLoad(hall, loop, changed));
    const cut = circuits.map((circuit) => circuitWithout(circuit, dead.units)).filter(({ lost }) => lost.length > 0);
    return {
      causes,
      lostUnits: [...dead.units].sort(),
      lostPlant: [...first.plant].sort(),
      verdict: verdictOf(changed, touched, cut),
      rooms: changed,
      loops: touched,
      circuits: cut,
    };
  });
  const order: readonly LossVerdict[] = [
    'no-steady-state',
    'above-limit',
    'liquid-short',
    'plant-short',
    'unknown',
    'holds',
  ];
  losses.sort(
    (a, b) =>
      order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
      aboveOf(b) - aboveOf(a) ||
      ((a.causes[0]?.name ?? '') < (b.causes[0]?.name ?? '') ? -1 : 1),
  );
  return {
    normal: { rooms: normal, loops: loopsWith(hall, { rooms: normal, dead: { units: new Set(), plant: new Set() } }) },
    losses,
    unpowered: [...index.snapshot.coolingUnits, ...index.snapshot.heatRejections]
      .filter(({ poweredBy }) => poweredBy === undefined || poweredBy.length === 0)
      .map(({ name }) => name),
  };
}

/** Air movers and rear doors of a room that are out. */
function lostIn({ units, racks }: RoomPlan, dead: ReadonlySet<string>): readonly string[] {
  return [
    ...units.map(({ unit }) => unit.name),
    ...racks.flatMap(({ load }) => load.doors.map(({ unit }) => unit)),
  ].filter((name) => dead.has(name));
}

function aboveOf({ rooms }: CoolingLoss): number {
  return rooms.reduce((sum, { racksAbove }) => sum + racksAbove.length, 0);
}

function* lossCases({ index }: AirHall, deadWith: DeadWith): Generator<LossCase> {
  const { coolingUnits: units, heatRejections: plant, waterLoops } = index.snapshot;
  const names = (things: readonly { readonly name: string }[]) => new Set(things.map(({ name }) => name));
  const nothing: ReadonlySet<string> = new Set();
  for (const { name } of units) yield { cause: { kind: 'coolingUnit', name }, units: new Set([name]), plant: nothing };
  const groups = new Set([...units, ...plant].flatMap(({ redundancyGroup }) => redundancyGroup ?? []));
  for (const name of groups) {
    const isIn = ({ redundancyGroup }: { readonly redundancyGroup?: string | undefined }) => redundancyGroup === name;
    yield {
      cause: { kind: 'redundancyGroup', name },
      units: names(units.filter(isIn)),
      plant: names(plant.filter(isIn)),
    };
  }
  for (const { name } of waterLoops) {
    yield {
      cause: { kind: 'waterLoop', name },
      units: names(units.filter(({ loop }) => loop === name)),
      plant: nothing,
    };
  }
  for (const { name } of plant)
    yield { cause: { kind: 'heatRejection', name }, units: nothing, plant: new Set([name]) };
  for (const [name, dead] of deadWith) {
    const isDark = ({ poweredBy = [] }: { readonly poweredBy?: readonly string[] | undefined }) =>
      poweredBy.length > 0 && poweredBy.every((element) => dead.has(element));
    yield {
      cause: { kind: 'powerElement', name },
      units: names(units.filter(isDark)),
      plant: names(plant.filter(isDark)),
    };
  }
}

/** Units stop as well where the last pump or the last chiller of their loop does. */
function withStoppedLoops(
  { index }: AirHall,
  { units, plant }: LossCase,
): { readonly units: ReadonlySet<string>; readonly plant: ReadonlySet<string> } {
  if (plant.size === 0) return { units, plant };
  const stopped = index.snapshot.waterLoops.filter(({ name }) => {
    const own = index.snapshot.heatRejections.filter(({ loop }) => loop === name);
    const [pumps, rejecting] = [own.filter((one) => !isRejecting(one)), own.filter(isRejecting)];
    const allOut = (things: typeof own) => things.length > 0 && things.every((one) => plant.has(one.name));
    return allOut(pumps) || allOut(rejecting);
  });
  const names = new Set(stopped.map(({ name }) => name));
  const further = index.snapshot.coolingUnits.filter(({ loop }) => loop !== undefined && names.has(loop));
  return { units: new Set([...units, ...further.map(({ name }) => name)]), plant };
}

function afterLoss(before: RoomInlets, after: RoomInlets, lostUnits: readonly string[]): RoomAfterLoss {
  const was = new Map(before.racks.map((rack) => [rack.rack, rack]));
  const isAbove = ({ aboveLimitK }: RackInlet) => aboveLimitK !== null && aboveLimitK > 1e-9;
  const known = after.racks.filter(({ inletC, airflowM3PerH }) => inletC !== null && airflowM3PerH.knownSum > 0);
  const worst = known.reduce<RackInlet | null>(
    (most, next) => (most === null || (next.aboveLimitK ?? -Infinity) > (most.aboveLimitK ?? -Infinity) ? next : most),
    null,
  );
  const above = after.racks.filter(isAbove);
  const rises = known.flatMap(({ rack, inletC }) => {
    const beforeC = was.get(rack)?.inletC ?? null;
    return inletC === null || beforeC === null ? [] : [inletC - beforeC];
  });
  const running = after.units.filter(({ airflowM3PerH }) => airflowM3PerH !== null);
  return {
    room: after.room,
    state: after.state,
    returnC: after.returnC,
    heatW: after.heatW.lower,
    lostUnits,
    capacityW: running.reduce<number | null>(
      (sum, { capacityW }) => (sum === null || capacityW === null ? null : sum + capacityW),
      0,
    ),
    worstRack: worst?.rack ?? null,
    worstInletC: worst?.inletC ?? null,
    worstLimitC: worst?.limitC ?? null,
    racksAbove: above.map(({ rack }) => rack),
    racksNewlyAbove: above.filter(({ rack }) => !isAbove(was.get(rack) ?? EMPTY)).map(({ rack }) => rack),
    largestRiseK: rises.length === 0 ? null : Math.max(...rises),
    starvedZones: after.aisles.flatMap(({ zone, marginM3PerH }, k) => {
      const marginBefore = before.aisles[k]?.marginM3PerH ?? null;
      return marginM3PerH !== null && marginM3PerH < -1e-6 && (marginBefore === null || marginBefore >= -1e-6)
        ? [zone ?? 'racks in no zone']
        : [];
    }),
  };
}

const EMPTY = { aboveLimitK: null } as RackInlet;

/** Loops with their plant and load; units of rooms without a steady state have no duty, so that their loop has no load. */
function loopsWith(
  { index, input, rooms: plans }: AirHall,
  {
    rooms,
    dead,
  }: {
    readonly rooms: readonly RoomInlets[];
    readonly dead: { readonly units: ReadonlySet<string>; readonly plant: ReadonlySet<string> };
  },
): readonly LoopBalance[] {
  const duty = new Map(rooms.flatMap(({ units }) => units.map(({ unit, dutyW }) => [unit, dutyW] as const)));
  const loads = plans
    .map((plan) => planWithout(plan, dead.units))
    .flatMap(({ racks }) => racks.map(({ load }) => load));
  const liquidW = new Map([...doorDuties(loads), ...cduDuties(cduCircuits(index, plans), dead.units)]);
  return index.snapshot.waterLoops.map(({ name: loop }) => {
    const running = index.snapshot.coolingUnits.filter((unit) => unit.loop === loop && !dead.units.has(unit.name));
    const loadW = running.reduce<number | null>((sum, { name }) => {
      const unitW = liquidW.get(name) ?? duty.get(name) ?? null;
      return sum === null || unitW === null ? null : sum + unitW;
    }, 0);
    return { ...loopPlant(index, { loop, policy: input.policy, dead: dead.plant }), loadW };
  });
}

function changesLoad({ index }: AirHall, loop: string, rooms: readonly RoomAfterLoss[]): boolean {
  const changed = new Set(rooms.map(({ room }) => room));
  return index.snapshot.coolingUnits.some((unit) => unit.loop === loop && changed.has(unit.room));
}

/** Whether a loop has less plant than its load asks for. */
export function isLoopShort({ loadW, capacityW, pumpLPerMin, neededLPerMin }: LoopBalance): boolean {
  const lacksCapacity = loadW !== null && capacityW !== null && loadW > capacityW * (1 + 1e-9);
  return lacksCapacity || (pumpLPerMin !== null && neededLPerMin !== null && neededLPerMin > pumpLPerMin * (1 + 1e-9));
}

function verdictOf(
  rooms: readonly RoomAfterLoss[],
  loops: readonly LoopBalance[],
  circuits: readonly CircuitState[],
): LossVerdict {
  if (rooms.some(({ state }) => state === 'warms-without-limit')) return 'no-steady-state';
  if (rooms.some(({ racksNewlyAbove }) => racksNewlyAbove.length > 0)) return 'above-limit';
  if (circuits.some(({ verdict }) => verdict === 'short')) return 'liquid-short';
  if (loops.some(isLoopShort)) return 'plant-short';
  if (circuits.some(({ verdict }) => verdict === 'unknown')) return 'unknown';
  if (rooms.some(({ state }) => state === 'unknown')) return 'unknown';
  if (loops.some(({ capacityW, lost }) => lost.length > 0 && capacityW === null)) return 'unknown';
  return 'holds';
}
