import { ratioAt, sumsOf, worthOf, type MinimaxPlan, type MinimaxProblem } from './minimax.js';
import { isWhole } from './minimax-search.js';

/**
 * Solves a program in CPLEX LP format. `unsolved`: the steps that it may take were not enough, which is the same on every
 * machine. `out-of-time`: the clock stopped it, which is not, so that nothing that depends on it may be used.
 */
export type ProgramSolver = (
  program: string,
) =>
  | { readonly status: 'optimal'; readonly objective: number; readonly values: ReadonlyMap<string, number> }
  | { readonly status: 'infeasible' | 'unsolved' | 'out-of-time' };

/** A plan and a bound that no plan is below. */
export interface ProvedPlan {
  /** Null where none was found. */
  readonly plan: MinimaxPlan | null;
  readonly bound: number;
}

/** Relative distance of a plan to its bound at which it counts as the optimum; the solver's own tolerance is near 1e-6. */
export const PROVED = 1e-5;

/** Integer unknowns up to which a problem is small enough to be proved; above it its relaxation gives the bound. */
const MOST_UNKNOWNS = 1500;

/** What choices add to rows up to which a program is written at all; above it only the bound without a solver is known. */
const MOST_TERMS = 200_000;

/** Rounds of cuts; each costs one solve. */
const ROUNDS = 30;

/** |I_r|·cos(angle of I_r − θ) ≤ … : one direction of one row. */
interface Cut {
  readonly row: number;
  readonly re: number;
  readonly im: number;
}

/**
 * The optimum by cutting planes (Kelley, SIAM J. 8 (1960) 703): |I| ≥ Re(I·e^−jθ) for every θ, so that a program with some
 * directions of some rows is a relaxation and its optimum a lower bound. The directions that the currents of each solution
 * have are added until the solution is as good as the bound: first with counts that need not be whole, which is quick, then
 * with whole ones where the problem is small enough.
 *
 * @param start - a plan that is known, whose directions come first
 * @returns null where time ran out
 */
export function provedPlan(
  problem: MinimaxProblem,
  { start, solve }: { readonly start: MinimaxPlan; readonly solve: ProgramSolver },
): ProvedPlan | null {
  const terms = problem.groups.reduce(
    (sum, { choices }) => sum + choices.reduce((n, { rows }) => n + rows.length, 0),
    0,
  );
  if (terms > MOST_TERMS) return { plan: null, bound: 0 };
  const cuts = directionsOf(problem, start, () => true);
  let plan: MinimaxPlan | null = isWhole(problem, start) ? start : null;
  let busiest = plan === null ? Infinity : worthOf(sumsOf(problem, plan)).busiest;
  let bound = 0;
  const unknowns = problem.groups.reduce((sum, { choices }) => sum + choices.length, 0);
  for (const isRelaxed of unknowns > MOST_UNKNOWNS ? [true] : [true, false]) {
    for (let round = 0; round < ROUNDS; round++) {
      const solved = solve(programOf(problem, cuts, isRelaxed));
      if (solved.status === 'out-of-time') return null;
      if (solved.status !== 'optimal') return { plan, bound };
      bound = Math.max(bound, solved.objective);
      const found = problem.groups.map(({ choices }, g) =>
        choices.map((_, c) => {
          const value = solved.values.get(nameOf(g, c)) ?? 0;
          return isRelaxed ? value : Math.round(value);
        }),
      );
      const worth = worthOf(sumsOf(problem, found));
      if (!isRelaxed && worth.busiest < busiest && isWhole(problem, found)) [plan, busiest] = [found, worth.busiest];
      if (busiest <= bound * (1 + PROVED) + 1e-12) return { plan, bound };
      const more = directionsOf(
        problem,
        found,
        (ratio, isHard) => (isHard && ratio > 1 + PROVED) || ratio > solved.objective * (1 + PROVED / 2),
      );
      if (more.length === 0) break;
      cuts.push(...more);
    }
  }
  return { plan, bound };
}

function directionsOf(
  problem: MinimaxProblem,
  plan: MinimaxPlan,
  isWanted: (ratio: number, isHard: boolean) => boolean,
): Cut[] {
  const sums = sumsOf(problem, plan);
  return problem.rows.flatMap(({ isGoal, isHard, limit }, row): readonly Cut[] => {
    if (limit === Infinity || (!isGoal && !isHard)) return [];
    const [re, im] = [sums.re[row] ?? 0, sums.im[row] ?? 0];
    const length = Math.hypot(re, im);
    if (!isWanted(ratioAt(problem, sums, row), isHard)) return [];
    return [length === 0 ? { row, re: 1, im: 0 } : { row, re: re / length, im: im / length }];
  });
}

function nameOf(g: number, c: number): string {
  return `x${String(g)}_${String(c)}`;
}

function programOf(problem: MinimaxProblem, cuts: readonly Cut[], isRelaxed: boolean): string {
  const onRow = new Map<number, (readonly [name: string, re: number, im: number])[]>();
  const onSlot = new Map<number, Map<string, number>>();
  const names: string[] = [];
  const lines: string[] = [];
  problem.groups.forEach(({ count, choices }, g) => {
    if (choices.length === 0) return;
    lines.push(`${choices.map((_, c) => `+ 1 ${nameOf(g, c)}`).join(' ')} = ${String(count)}`);
    choices.forEach(({ slots, rows, re, im }, c) => {
      const name = nameOf(g, c);
      names.push(name);
      for (const slot of slots) {
        const terms = onSlot.get(slot) ?? new Map<string, number>();
        onSlot.set(slot, terms.set(name, (terms.get(name) ?? 0) + 1));
      }
      rows.forEach((row, i) => {
        const terms = onRow.get(row) ?? [];
        onRow.set(row, terms);
        terms.push([name, re[i] ?? 0, im[i] ?? 0]);
      });
    });
  });
  for (const [slot, terms] of onSlot) {
    const sum = [...terms].map(([name, n]) => `+ ${String(n)} ${name}`).join(' ');
    lines.push(`${sum} <= ${String(problem.slots[slot] ?? 0)}`);
  }
  for (const { row, re, im } of cuts) {
    const { re: baseRe, im: baseIm, limit, isGoal, isHard } = problem.rows[row] ?? NO_ROW;
    const along = (a: number, b: number) => (a * re + b * im) / limit;
    const terms = (onRow.get(row) ?? []).flatMap(([name, a, b]) => {
      const value = along(a, b);
      return Math.abs(value) < 1e-12 ? [] : [`${signed(value)} ${name}`];
    });
    const base = along(baseRe, baseIm);
    if (isGoal) lines.push(`${terms.join(' ')} - 1 t <= ${plain(-base)}`);
    if (isHard && terms.length > 0) lines.push(`${terms.join(' ')} <= ${plain(1 - base)}`);
  }
  return [
    'Minimize',
    ' obj: t',
    'Subject To',
    ...lines.map((line, i) => ` r${String(i)}: ${line}`),
    ...(isRelaxed || names.length === 0 ? [] : ['General', ...names.map((name) => ` ${name}`)]),
    'End',
    '',
  ].join('\n');
}

const NO_ROW = { re: 0, im: 0, limit: Infinity, isGoal: false, isHard: false };

function signed(value: number): string {
  return value < 0 ? `- ${plain(-value)}` : `+ ${plain(value)}`;
}

/** Without an exponent, which some readers of the format take for a name. */
function plain(value: number): string {
  return value.toFixed(12);
}
