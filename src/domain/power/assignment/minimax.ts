/**
 * A current that is to stay low: one line of one element in one state of the chain. Numbers are in one unit of the caller,
 * such as VA; only their ratio to `limit` counts.
 */
export interface MinimaxRow {
  /** What it carries whatever is chosen. */
  readonly re: number;
  readonly im: number;
  /** Infinite where none is known. */
  readonly limit: number;
  /** Whether its ratio is part of what is made least. */
  readonly isGoal: boolean;
  /** Whether nothing may be placed that puts it above its limit. */
  readonly isHard: boolean;
}

/** One way of placing a thing: the slots that it takes, and what it adds to which rows. */
export interface MinimaxChoice {
  /** Positions in {@link MinimaxProblem.slots}; one that is named twice is taken twice. */
  readonly slots: readonly number[];
  /** Where that is, for an exchange: things that fit the same place can take each other's. */
  readonly place: string;
  readonly rows: readonly number[];
  readonly re: readonly number[];
  readonly im: readonly number[];
}

/** Things that are alike, each to be placed by one of the same choices. */
export interface MinimaxGroup {
  readonly count: number;
  readonly choices: readonly MinimaxChoice[];
}

/**
 * Rows whose weighted sum no choice lowers below a known value, see {@link busiestBound}. `turnRe`, `turnIm` is a complex
 * weight of each row.
 */
export interface RowFamily {
  readonly rows: readonly number[];
  readonly turnRe: readonly number[];
  readonly turnIm: readonly number[];
}

/**
 * Things onto slots, with the busiest goal row as low as can be: minimise max |I_r| / limit_r over the goal rows, I_r being
 * the complex sum of what stays and of what the choices add, while hard rows keep |I_r| ≤ limit_r and slots their number.
 */
export interface MinimaxProblem {
  readonly rows: readonly MinimaxRow[];
  /** How many of each kind of slot there are. */
  readonly slots: readonly number[];
  readonly groups: readonly MinimaxGroup[];
  readonly families: readonly RowFamily[];
}

/** How many of each group take each of its choices. */
export type MinimaxPlan = readonly (readonly number[])[];

/** Share of a limit that is rounding. */
export const ROUNDING = 1e-9;

/** Sums of a plan, which moves add to. */
export interface PlanSums {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly free: Int32Array;
  /** Of each row 1 / limit², and what it is: columns, since they are read for every move. */
  readonly perSquare: Float64Array;
  readonly isGoal: Uint8Array;
  readonly isHard: Uint8Array;
}

function noSums({ rows, slots }: MinimaxProblem): PlanSums {
  return {
    re: Float64Array.from(rows, ({ re }) => re),
    im: Float64Array.from(rows, ({ im }) => im),
    free: Int32Array.from(slots),
    perSquare: Float64Array.from(rows, ({ limit }) => 1 / (limit * limit)),
    isGoal: Uint8Array.from(rows, ({ isGoal }) => (isGoal ? 1 : 0)),
    isHard: Uint8Array.from(rows, ({ isHard }) => (isHard ? 1 : 0)),
  };
}

export function sumsOf(problem: MinimaxProblem, plan: MinimaxPlan): PlanSums {
  const sums = noSums(problem);
  problem.groups.forEach(({ choices }, g) => {
    choices.forEach((choice, c) => {
      const times = plan[g]?.[c] ?? 0;
      if (times !== 0) addChoice(sums, choice, times);
    });
  });
  return sums;
}

export function addChoice({ re, im, free }: PlanSums, choice: MinimaxChoice, times: number): void {
  const { rows, slots } = choice;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    re[row] = (re[row] ?? 0) + times * (choice.re[i] ?? 0);
    im[row] = (im[row] ?? 0) + times * (choice.im[i] ?? 0);
  }
  for (const slot of slots) free[slot] = (free[slot] ?? 0) - times;
}

/** |I| / limit of one row. */
export function ratioAt({ rows }: MinimaxProblem, { re, im }: PlanSums, row: number): number {
  const a = re[row] ?? 0;
  const b = im[row] ?? 0;
  return Math.sqrt(a * a + b * b) / (rows[row]?.limit ?? Infinity);
}

/** How good a plan is; compared part by part, the first that differs decides. */
export interface PlanWorth {
  /** The highest ratio of a hard row where it is above 1; else 1. */
  readonly above: number;
  /** The busiest goal row. */
  readonly busiest: number;
  /** Sum of the squares of the ratios of all rows, which spreads what the busiest leaves open. */
  readonly squares: number;
}

export function worthOf({ re, im, perSquare, isGoal, isHard }: PlanSums): PlanWorth {
  let above = 0;
  let busiest = 0;
  let squares = 0;
  for (let row = 0; row < re.length; row++) {
    const a = re[row] ?? 0;
    const b = im[row] ?? 0;
    const square = (a * a + b * b) * (perSquare[row] ?? 0);
    squares += square;
    if (isHard[row] === 1 && square > above) above = square;
    if (isGoal[row] === 1 && square > busiest) busiest = square;
  }
  return { above: Math.max(1 + ROUNDING, Math.sqrt(above)), busiest: Math.sqrt(busiest), squares };
}

/** Whether one is better than another by more than rounding. */
export function isBetter(a: PlanWorth, b: PlanWorth): boolean {
  if (a.above < b.above * (1 - ROUNDING)) return true;
  if (a.above > b.above * (1 + ROUNDING)) return false;
  if (a.busiest < b.busiest * (1 - ROUNDING)) return true;
  if (a.busiest > b.busiest * (1 + ROUNDING)) return false;
  return a.squares < b.squares * (1 - ROUNDING);
}

/** The busiest goal row of a plan. */
export function busiestOf(problem: MinimaxProblem, plan: MinimaxPlan): number {
  return worthOf(sumsOf(problem, plan)).busiest;
}

/**
 * A lower bound of the busiest goal row by adding rows up. With complex weights w_r,
 * |Σ w_r·I_r| ≤ Σ |w_r|·|I_r| ≤ busiest · Σ |w_r|·limit_r, and for any direction θ
 * |Σ w_r·I_r| ≥ Re(e^−jθ · Σ w_r·I_r) ≥ what stays + Σ over things of the least that one of its choices adds.
 * So busiest ≥ that / Σ |w_r|·limit_r, for every family of rows. The three lines of one element, each turned back by its
 * angle, give its positive-sequence current, which is that of its apparent power shared evenly: S / (√3 · V).
 *
 * @param plan - gives the direction θ of each family
 */
export function busiestBound(problem: MinimaxProblem, plan: MinimaxPlan): number {
  const sums = sumsOf(problem, plan);
  const entries = entriesByRow(problem);
  return problem.families.reduce((most, family) => Math.max(most, familyBound(problem, { family, sums, entries })), 0);
}

/** What one choice adds to a row; `choice` counts the choices of all groups. */
interface RowEntry {
  readonly choice: number;
  readonly re: number;
  readonly im: number;
}

function entriesByRow({ rows, groups }: MinimaxProblem): readonly (readonly RowEntry[])[] {
  const entries: RowEntry[][] = rows.map(() => []);
  let choice = 0;
  for (const { choices } of groups) {
    for (const { rows: own, re, im } of choices) {
      own.forEach((row, i) => entries[row]?.push({ choice, re: re[i] ?? 0, im: im[i] ?? 0 }));
      choice += 1;
    }
  }
  return entries;
}

function familyBound(
  problem: MinimaxProblem,
  {
    family: { rows, turnRe, turnIm },
    sums,
    entries,
  }: { readonly family: RowFamily; readonly sums: PlanSums; readonly entries: readonly (readonly RowEntry[])[] },
): number {
  let [re, im, weight] = [0, 0, 0];
  const base = { re: 0, im: 0 };
  rows.forEach((row, i) => {
    const [wr, wi] = [turnRe[i] ?? 0, turnIm[i] ?? 0];
    const [a, b] = [sums.re[row] ?? 0, sums.im[row] ?? 0];
    re += wr * a - wi * b;
    im += wr * b + wi * a;
    const { re: c = 0, im: d = 0, limit = Infinity } = problem.rows[row] ?? {};
    base.re += wr * c - wi * d;
    base.im += wr * d + wi * c;
    weight += Math.hypot(wr, wi) * limit;
  });
  const length = Math.hypot(re, im);
  if (length === 0 || weight === 0 || weight === Infinity) return 0;
  const [ur, ui] = [re / length, im / length];
  const count = problem.groups.reduce((sum, { choices }) => sum + choices.length, 0);
  const along = new Float64Array(count);
  rows.forEach((row, i) => {
    const [wr, wi] = [turnRe[i] ?? 0, turnIm[i] ?? 0];
    // (w·I)·u as a sum of both parts of I.
    const [ofRe, ofIm] = [wr * ur + wi * ui, wr * ui - wi * ur];
    for (const entry of entries[row] ?? []) {
      along[entry.choice] = (along[entry.choice] ?? 0) + entry.re * ofRe + entry.im * ofIm;
    }
  });
  let least = base.re * ur + base.im * ui;
  let first = 0;
  for (const { count: things, choices } of problem.groups) {
    let ofGroup = Infinity;
    for (let i = first; i < first + choices.length; i++) ofGroup = Math.min(ofGroup, along[i] ?? 0);
    if (choices.length > 0) least += things * ofGroup;
    first += choices.length;
  }
  return Math.max(0, least / weight);
}
