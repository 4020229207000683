import type { Change } from '../../site/changes.js';
import { grouped } from '../../site/grouping.js';
import { compareText } from '../../site/key.js';
import type { PowerModel } from '../power-model.js';
import type { MinimaxPlan } from './minimax.js';
import type { ProgramSolver } from './minimax-program.js';
import { cordTaps, outletProblem, type OutletProblem } from './outlet-plan.js';
import { solvedPlan, type SolvedPlan } from './solved-plan.js';
import { tapStates } from './tap-states.js';
import type { Unplaced } from './unplaced.js';
import { freeOf, outletsOf, type Wanted, type WantedCord } from './wanted-cords.js';

/** How well the cords of one rack PDU, or the racks of a hall, could be spread. */
export interface SpreadFigure {
  /** The rack PDU; of racks on breakers what they have in common. */
  readonly element: string;
  readonly placed: number;
  readonly moved: number;
  /** The busiest line in the worst state, as a share of what it may carry; null where nothing states a limit. */
  readonly busiestLoadFraction: number | null;
  /** The same in A, where all lines are of one element. */
  readonly busiestCurrentA: number | null;
  /** What states the limit. */
  readonly limitedBy: string | null;
  /** No choice can have less, in the unit of the first of the two above that is there. */
  readonly bound: number;
  /** Busiest over bound, less 1. Null where not everything has a place, or nothing bounds it. */
  readonly gap: number | null;
  /**
   * `unknown`: draws that nothing bounds may add to the busiest line. `no-choice`: no choice changes it. `time-ran-out`: the
   * plan is the one that is found without a proof, since the clock stopped it.
   */
  readonly proof: SolvedPlan['proof'] | 'unknown' | 'no-choice';
  /** Cords whose draw nothing bounds. */
  readonly openCords: number;
}

export interface PlannedOutlets {
  readonly changes: readonly Change[];
  readonly spread: readonly SpreadFigure[];
  readonly unplaced: readonly Unplaced[];
}

/** Puts wanted cords on outlets, rack PDU by rack PDU; units that are alike are solved once. */
export function plannedOutlets(
  model: PowerModel,
  { cords, taken }: Pick<Wanted, 'cords' | 'taken'>,
  solve: ProgramSolver | null,
): PlannedOutlets {
  const states = tapStates(model);
  const taps = cordTaps(model);
  const solved = new Map<string, SolvedPlan>();
  const changes: Change[] = [];
  const spread: SpreadFigure[] = [];
  const unplaced: Unplaced[] = [];
  const byPdu = [...grouped(cords, ({ pdu }) => pdu)].sort(([a], [b]) => compareText(a, b));
  for (const [pdu, own] of byPdu) {
    const built = outletProblem(model, {
      pdu,
      cords: own,
      taps,
      states: states.get(model.network.byName.get(pdu) ?? -1) ?? [],
      taken: taken.get(pdu) ?? new Set(),
    });
    const key = JSON.stringify([built.problem, built.start], rounded);
    const plan = solved.get(key) ?? solvedPlan(built.problem, { start: built.start, solve });
    solved.set(key, plan);
    const given = outletsGiven(built, plan.plan);
    const used = new Set([...(taken.get(pdu) ?? []), ...given.map(([, outlet]) => outlet)]);
    const asked = [freeOf(pdu, outletsOf(model.index, model.index.powerElements.get(pdu)), used)];
    unplaced.push(...[...built.unplaced, ...leftOver(built, plan)].map((one) => ({ ...one, asked })));
    const edits = given.flatMap(([cord, outlet]) => changeOf(cord, outlet));
    changes.push(...edits);
    const moved = edits.filter(({ op }) => op === 'update').length;
    const { busiest, bound, gap, proof } = plan;
    const { limitA, limitedBy, openCords } = built;
    spread.push({
      element: pdu,
      placed: edits.length - moved,
      moved,
      busiestLoadFraction: limitA === null ? null : busiest,
      busiestCurrentA: busiest * (limitA ?? 1),
      limitedBy,
      bound,
      gap: openCords > 0 ? null : gap,
      proof: openCords > 0 ? 'unknown' : proof,
      openCords,
    });
  }
  changes.sort((a, b) => compareText(deviceOf(a), deviceOf(b)));
  return { changes, spread, unplaced };
}

function deviceOf(change: Change): string {
  return change.op === 'create' ? String(change.value['device']) : String(change.key[0]);
}

/** Numbers that differ by rounding only are the same problem. */
function rounded(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isInteger(value)) return value;
  return Number.isFinite(value) ? Number(value.toPrecision(10)) : 'none';
}

function changeOf({ device, supply, pdu, outlet: before, isStated }: WantedCord, outlet: string): readonly Change[] {
  if (before === outlet) return [];
  if (isStated) return [{ op: 'update', kind: 'cord', key: [device, supply.name], set: { outlet } }];
  return [{ op: 'create', kind: 'cord', value: { device, supply: supply.name, pdu, outlet, status: 'planned' } }];
}

/** Cords that find no place are the last of their group; those that are somewhere already stay there. */
function leftOver(
  { cords, problem, rowNames }: OutletProblem,
  { left }: SolvedPlan,
): readonly Omit<Unplaced, 'asked'>[] {
  const count = new Map<number, number>();
  return left.flatMap(({ group, row, ratio }): readonly Omit<Unplaced, 'asked'>[] => {
    const before = count.get(group) ?? 0;
    count.set(group, before + 1);
    const newOnes = (cords[group] ?? []).filter(({ outlet }) => outlet === null);
    const cord = newOnes.at(-1 - before);
    if (cord === undefined) return [];
    const name = row === null ? undefined : rowNames[row];
    const { device: thing, supply } = cord;
    if (name === undefined || ratio === null)
      return [{ thing, part: supply.name, reason: 'no-free-outlet', binding: null }];
    const reason = problem.rows[row ?? -1]?.isGoal === true ? 'input-limit' : 'bank-limit';
    return [{ thing, part: supply.name, reason, binding: { ...name, ratio } }];
  });
}

/** Which cord takes which outlet: each stays where it is if the plan lets it; the others follow in the order of outlets. */
function outletsGiven(
  { cords, kinds, kindOf }: OutletProblem,
  plan: MinimaxPlan,
): readonly (readonly [WantedCord, string])[] {
  const staying = new Map<WantedCord, string>();
  const open: (readonly [group: number, kind: number, count: number])[] = [];
  cords.forEach((own, group) => {
    kindOf[group]?.forEach((kind, choice) => {
      const outlets = new Set(kinds[kind]?.outlets ?? []);
      const count = plan[group]?.[choice] ?? 0;
      const there = own.filter(({ outlet }) => outlet !== null && outlets.has(outlet)).slice(0, count);
      for (const cord of there) staying.set(cord, cord.outlet ?? '');
      if (count > there.length) open.push([group, kind, count - there.length]);
    });
  });
  const used = new Set(staying.values());
  const given: (readonly [WantedCord, string])[] = [...staying];
  const waiting = cords.map((own) => own.filter((cord) => !staying.has(cord)));
  for (const [group, kind, count] of open) {
    const free = (kinds[kind]?.outlets ?? []).filter((outlet) => !used.has(outlet)).slice(0, count);
    for (const outlet of free) {
      const cord = waiting[group]?.shift();
      if (cord === undefined) continue;
      used.add(outlet);
      given.push([cord, outlet]);
    }
  }
  return given.sort(([a], [b]) => compareText(a.device, b.device) || compareText(a.supply.name, b.supply.name));
}
