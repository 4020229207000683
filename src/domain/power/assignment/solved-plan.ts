import {
  busiestBound,
  busiestOf,
  isBetter,
  sumsOf,
  worthOf,
  type MinimaxPlan,
  type MinimaxProblem,
} from './minimax.js';
import { PROVED, provedPlan, type ProgramSolver } from './minimax-program.js';
import { isWhole, searchedPlan, type Leftover } from './minimax-search.js';

/** What is known of a plan: the best that any plan can be, and by which argument. */
export interface SolvedPlan {
  readonly plan: MinimaxPlan;
  readonly left: readonly Leftover[];
  /** The busiest goal row, as a share of its limit. */
  readonly busiest: number;
  readonly bound: number;
  /** Busiest over bound, less 1; 0 where the plan is the optimum. Null where not everything was placed, or nothing bounds it. */
  readonly gap: number | null;
  /** `optimum`: proved. `time-ran-out`: the plan and the bound are those without a solver. */
  readonly proof: 'optimum' | 'apparent-power' | 'relaxation' | 'time-ran-out';
}

/**
 * A plan, and how far it can be from the best one. It is the optimum where the bound by apparent power says so, or where
 * the program was solved; else the gap to the better of that bound and the relaxation of the program is given. What the
 * solver found before it ran out of time is not used: how far it came is another thing on every machine.
 *
 * @param start - where things stand now
 * @param solve - null: only the bound by apparent power
 */
export function solvedPlan(
  problem: MinimaxProblem,
  { start, solve }: { readonly start: MinimaxPlan; readonly solve: ProgramSolver | null },
): SolvedPlan {
  const searched = searchedPlan(problem, start);
  const rough = judged(problem, searched, busiestBound(problem, searched.plan), 'apparent-power');
  const unknowns = problem.groups.reduce((sum, { choices }) => sum + choices.length, 0);
  if (solve === null || unknowns === 0 || rough.proof === 'optimum') return rough;
  const proved = provedPlan(problem, { start: searched.plan, solve });
  if (proved === null) return { ...rough, proof: 'time-ran-out' };
  const bound = Math.max(rough.bound, proved.bound);
  const isLower = proved.plan !== null && busiestOf(problem, proved.plan) < rough.busiest * (1 - PROVED);
  // What the program leaves open is spread by the same moves; a plan that is as good stays as it is.
  const next =
    proved.plan !== null && (isLower || !isWhole(problem, searched.plan)) ? searchedPlan(problem, proved.plan) : null;
  const isNext =
    next !== null && (searched.left.length > 0 || isBetter(worth(problem, next.plan), worth(problem, searched.plan)));
  const best = isNext ? next : searched;
  return judged(problem, best, bound, bound > rough.bound ? 'relaxation' : 'apparent-power');
}

function worth(problem: MinimaxProblem, plan: MinimaxPlan) {
  return worthOf(sumsOf(problem, plan));
}

function judged(
  problem: MinimaxProblem,
  { plan, left }: { readonly plan: MinimaxPlan; readonly left: readonly Leftover[] },
  bound: number,
  proof: 'apparent-power' | 'relaxation',
): SolvedPlan {
  const busiest = busiestOf(problem, plan);
  if (left.length > 0) return { plan, left, busiest, bound, gap: null, proof };
  const isOptimum = busiest <= bound * (1 + 2 * PROVED) + 1e-12;
  const gap = isOptimum ? 0 : bound === 0 ? null : busiest / bound - 1;
  return { plan, left, busiest, bound, gap, proof: isOptimum ? 'optimum' : proof };
}
