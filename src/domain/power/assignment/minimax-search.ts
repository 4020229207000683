import {
  addChoice,
  isBetter,
  ratioAt,
  ROUNDING,
  sumsOf,
  worthOf,
  type MinimaxChoice,
  type MinimaxPlan,
  type MinimaxProblem,
  type PlanSums,
  type PlanWorth,
} from './minimax.js';

/** A thing that found no place: its group, and the row that stops the choice that comes nearest; null where no slot is free. */
export interface Leftover {
  readonly group: number;
  readonly row: number | null;
  /** Of that row with the thing on it. */
  readonly ratio: number | null;
}

export interface SearchedPlan {
  readonly plan: MinimaxPlan;
  readonly left: readonly Leftover[];
}

/** Rows that are looked at while a plan is improved; a measure of work that is the same on every machine. */
const MOST_WORK = 60_000_000;

/**
 * A good plan: things of a group of which many choices are already taken stay there; the others are placed one after the
 * other, those with the fewest slots and then the heaviest first, each where the plan is worth most; then single moves and
 * exchanges of two things as long as one makes it better. Of equals the first is taken, so that the same problem has the
 * same plan. A plan that nothing improves comes back as it was.
 *
 * @param start - things that stand somewhere already
 */
export function searchedPlan(problem: MinimaxProblem, start: MinimaxPlan): SearchedPlan {
  const plan = problem.groups.map(({ choices }, g) => choices.map((_, c) => start[g]?.[c] ?? 0));
  const sums = sumsOf(problem, plan);
  let left = place(problem, plan, sums);
  improve(problem, plan, sums);
  // What was moved may have made room.
  for (let open = Infinity; left.length > 0 && left.length < open;) {
    open = left.length;
    left = place(problem, plan, sums);
    if (left.length < open) improve(problem, plan, sums);
  }
  return { plan, left };
}

function place(problem: MinimaxProblem, plan: number[][], sums: PlanSums): readonly Leftover[] {
  const left: Leftover[] = [];
  const order = problem.groups
    .map(({ choices }, g) => ({
      g,
      slots: choices.reduce((sum, { slots }) => sum + Math.max(1, ...slots.map((slot) => problem.slots[slot] ?? 0)), 0),
      weight: Math.max(0, ...choices.map(weightOf)),
    }))
    .sort((a, b) => a.slots - b.slots || b.weight - a.weight || a.g - b.g);
  for (const { g } of order) {
    const group = problem.groups[g];
    const row = plan[g];
    if (group === undefined || row === undefined) continue;
    for (let placed = row.reduce((sum, n) => sum + n, 0); placed < group.count; placed++) {
      let best = -1;
      let bestWorth: PlanWorth | null = null;
      let stop: Omit<Leftover, 'group'> = { row: null, ratio: null };
      group.choices.forEach((choice, c) => {
        if (!hasRoom(sums, choice)) return;
        addChoice(sums, choice, 1);
        const above = highestAbove(problem, sums, choice);
        if (above !== null) {
          if (stop.ratio === null || above.ratio < stop.ratio) stop = above;
        } else {
          const worth = worthOf(sums);
          if (bestWorth === null || isBetter(worth, bestWorth)) [best, bestWorth] = [c, worth];
        }
        addChoice(sums, choice, -1);
      });
      const chosen = group.choices[best];
      if (chosen === undefined) {
        // Things of one group are alike: where one finds nothing, no other does.
        for (let i = placed; i < group.count; i++) left.push({ group: g, ...stop });
        break;
      }
      addChoice(sums, chosen, 1);
      row[best] = (row[best] ?? 0) + 1;
    }
  }
  return left;
}

function weightOf({ re, im }: MinimaxChoice): number {
  return re.reduce((most, value, i) => Math.max(most, Math.hypot(value, im[i] ?? 0)), 0);
}

function hasRoom({ free }: PlanSums, { slots }: MinimaxChoice): boolean {
  return slots.every((slot, i) => (free[slot] ?? 0) > slots.slice(0, i).filter((other) => other === slot).length);
}

/** The hard row of a choice that is furthest above its limit with it. */
function highestAbove(
  problem: MinimaxProblem,
  sums: PlanSums,
  choice: MinimaxChoice,
): { readonly row: number; readonly ratio: number } | null {
  let found: { readonly row: number; readonly ratio: number } | null = null;
  for (const row of choice.rows) {
    if (problem.rows[row]?.isHard !== true) continue;
    const ratio = ratioAt(problem, sums, row);
    if (ratio > 1 + ROUNDING && (found === null || ratio > found.ratio)) found = { row, ratio };
  }
  return found;
}

/** Things of groups that go from one choice to another. */
type Steps = readonly (readonly [g: number, from: number, to: number])[];

function improve(problem: MinimaxProblem, plan: number[][], sums: PlanSums): void {
  const { groups } = problem;
  const stands = plan.map(takenIn);
  const places = placesOf(problem);
  let worth = worthOf(sums);
  let work = 0;
  /** Carries a change out where it makes the plan better. */
  const tried = (steps: Steps): boolean => {
    for (const [g, from, to] of steps) shift(g, from, to);
    work += problem.rows.length;
    if (sums.free.every((free) => free >= 0)) {
      const next = worthOf(sums);
      if (isBetter(next, worth)) {
        worth = next;
        for (const [g] of steps) stands[g] = takenIn(plan[g] ?? []);
        return true;
      }
    }
    for (const [g, from, to] of steps.toReversed()) shift(g, to, from);
    return false;
  };
  const shift = (g: number, from: number, to: number) => {
    const [a, b, row] = [groups[g]?.choices[from], groups[g]?.choices[to], plan[g]];
    if (a === undefined || b === undefined || row === undefined) return;
    addChoice(sums, a, -1);
    addChoice(sums, b, 1);
    row[from] = (row[from] ?? 0) - 1;
    row[to] = (row[to] ?? 0) + 1;
  };
  const taken = (g: number): readonly number[] => stands[g] ?? [];
  const moved = (g: number): boolean =>
    taken(g).some((from) =>
      (groups[g]?.choices ?? []).some((_, to) => to !== from && work <= MOST_WORK && tried([[g, from, to]])),
    );
  const exchanged = (g: number): boolean =>
    taken(g).some((from) => {
      for (let h = g + 1; h < groups.length; h++) {
        for (const other of taken(h)) {
          // Each takes the place of the other.
          const to = places.choice[g]?.get(places.of[h]?.[other] ?? -1) ?? -1;
          const back = places.choice[h]?.get(places.of[g]?.[from] ?? -1) ?? -1;
          if (to === -1 || back === -1 || to === from || work > MOST_WORK) continue;
          const steps: Steps = [
            [g, from, to],
            [h, other, back],
          ];
          if (tried(steps)) return true;
        }
      }
      return false;
    });
  // Around and around, until a whole round changes nothing.
  for (let idle = 0, g = 0; idle < groups.length && work <= MOST_WORK; g = (g + 1) % groups.length) {
    let changed = false;
    while (work <= MOST_WORK && (moved(g) || exchanged(g))) changed = true;
    idle = changed ? 0 : idle + 1;
  }
}

function takenIn(counts: readonly number[]): readonly number[] {
  return counts.flatMap((n, c) => (n > 0 ? [c] : []));
}

/** Of each choice of each group the number of its place, and of each group its choice at a place. */
function placesOf({ groups }: MinimaxProblem) {
  const numbers = new Map<string, number>();
  const of = groups.map(({ choices }) =>
    choices.map(({ place: name }) => {
      const known = numbers.get(name) ?? numbers.size;
      numbers.set(name, known);
      return known;
    }),
  );
  return { of, choice: of.map((ofGroup) => new Map(ofGroup.map((number, c) => [number, c]))) };
}

/** Whether a plan places everything within slots and hard rows. */
export function isWhole(problem: MinimaxProblem, plan: MinimaxPlan): boolean {
  const sums = sumsOf(problem, plan);
  return (
    problem.groups.every(({ count }, g) => (plan[g] ?? []).reduce((sum, n) => sum + n, 0) === count) &&
    sums.free.every((free) => free >= 0) &&
    worthOf(sums).above <= 1 + 2 * ROUNDING
  );
}
