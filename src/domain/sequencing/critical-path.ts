import { circlesOf, type CircleOfTasks } from './task-cycles.js';
import type { WorkingTime } from './working-time.js';

export type Relation = 'finish-start' | 'start-start' | 'finish-finish';

/** What must come before a task. */
export interface Link {
  /** Place of the task that comes before. */
  readonly from: number;
  readonly relation: Relation;
  /** Working minutes between the two in `lagTime` of the task that waits; negative where they may overlap. */
  readonly lag: number;
}

/** A task as the critical path method sees it. All times in minutes, see `working-time.ts`. */
export interface NetworkTask {
  /** Minutes of the calendar before its work, for a delivery; 0 where there is none. */
  readonly lead: number;
  /** Working minutes; null: nobody has said. */
  readonly work: number | null;
  /** When its work goes on; every day where it has none. */
  readonly time: WorkingTime;
  /** In what its lags are counted. */
  readonly lagTime: WorkingTime;
  readonly links: readonly Link[];
  /** Instant before which it must not start; null where it may start as soon as the network lets it. */
  readonly notBefore: number | null;
  /** Instant at which it must have ended; null where only the end of everything bounds it. */
  readonly deadline: number | null;
}

/** Dates of a task in minutes. What is not certain is a bound: never earlier, or never later. */
export interface TaskTimes {
  /** Earliest start; where it is not certain, the task starts no earlier. */
  readonly earliestStart: number;
  readonly isStartCertain: boolean;
  readonly earliestFinish: number;
  readonly isFinishCertain: boolean;
  /** Latest start; where it is not certain, at most this (`Infinity` where nothing bounds it). */
  readonly latestStart: number;
  readonly latestFinish: number;
  /** Working minutes that it can slip before the whole ends later or a deadline breaks; null where it is not certain. */
  readonly totalFloat: number | null;
  /** Working minutes that it can slip before any other task starts later; null where it is not certain. */
  readonly freeFloat: number | null;
}

export interface CriticalPath {
  /** In the order of the tasks; null for tasks in a circle, which have no dates. */
  readonly times: readonly (TaskTimes | null)[];
  readonly circles: readonly CircleOfTasks[];
  /** End of everything; where it is not certain, no earlier. */
  readonly end: number;
  /** Whether every task has certain dates; only then late dates and floats are certain. */
  readonly isCertain: boolean;
}

/**
 * Earliest and latest dates and floats of a network of tasks by the critical path method. Forward
 * `ES_j = max(EF_i + lag)`, `EF = ES + d`; backward `LF_i = min(LS_j − lag)`, `LS = LF − d`; total float `LS − ES`, free
 * float `min(ES_j) − EF_i` (J. E. Kelley, M. R. Walker: Critical-Path Planning and Scheduling, 1959), with start-start and
 * finish-finish links and calendars. Work begins at the last and ends at the first instant of equal working time, so that
 * forward and backward pass are inverse to each other over weekends and holidays.
 *
 * Resources are not levelled. A task without a known duration has no end, and everything after it no certain start; what is
 * given instead are bounds, with that duration as 0.
 *
 * @param start instant at which tasks start that nothing holds back
 * @example durations A 8, D 5, G 7 in a row and B 4 beside them: end 20, total float of B 16
 */
export function criticalPathOf(tasks: readonly NetworkTask[], start: number): CriticalPath {
  const circles = circlesOf(tasks.map(({ links }) => links.map(({ from }) => from)));
  const circling = new Set(circles.flatMap(({ members }) => members));
  const order = orderOf(tasks, circling);
  const isCertain = circling.size === 0;
  const earliest = forward(tasks, { order, start });
  const ends = order.map((i) => earliest.finish[i] ?? start);
  const end = ends.reduce((latest, finish) => Math.max(latest, finish), ends.length === 0 ? start : -Infinity);
  const isEndCertain = isCertain && order.every((i) => earliest.isFinishCertain[i] === true);
  const latest = backward(tasks, { order, cap: isEndCertain ? end : Infinity });
  const freeFloats = freeFloatsOf(tasks, { order, earliest, end });
  const times = tasks.map((task, i): TaskTimes | null => {
    if (circling.has(i)) return null;
    const [earliestStart, latestStart] = [earliest.start[i] ?? start, latest.start[i] ?? Infinity];
    const { before } = task.time;
    return {
      earliestStart,
      isStartCertain: earliest.isStartCertain[i] === true,
      earliestFinish: earliest.finish[i] ?? start,
      isFinishCertain: earliest.isFinishCertain[i] === true,
      latestStart,
      latestFinish: latestStart === Infinity ? (latest.finish[i] ?? Infinity) : finishOf(task, latestStart),
      totalFloat: isEndCertain ? before(latestStart + task.lead) - before(earliestStart + task.lead) : null,
      freeFloat: isEndCertain ? (freeFloats[i] ?? 0) : null,
    };
  });
  return { times, circles, end, isCertain: isEndCertain };
}

/** Tasks, each after everything that comes before it; those in circles left out. */
function orderOf(tasks: readonly NetworkTask[], circling: ReadonlySet<number>): readonly number[] {
  const waitsFor = tasks.map(({ links }) => links.filter(({ from }) => !circling.has(from)).length);
  const successors = tasks.map((): number[] => []);
  tasks.forEach(({ links }, i) => links.forEach(({ from }) => successors[from]?.push(i)));
  const order = tasks.flatMap((_, i) => (waitsFor[i] === 0 && !circling.has(i) ? [i] : []));
  for (const i of order) {
    for (const successor of successors[i] ?? []) {
      waitsFor[successor] = (waitsFor[successor] ?? 0) - 1;
      if (waitsFor[successor] === 0 && !circling.has(successor)) order.push(successor);
    }
  }
  return order;
}

/** By the places of the tasks; NaN for those in circles. */
interface Earliest {
  readonly start: Float64Array;
  readonly finish: Float64Array;
  readonly isStartCertain: boolean[];
  readonly isFinishCertain: boolean[];
}

function forward(
  tasks: readonly NetworkTask[],
  { order, start }: { readonly order: readonly number[]; readonly start: number },
): Earliest {
  const result: Earliest = {
    start: new Float64Array(tasks.length).fill(NaN),
    finish: new Float64Array(tasks.length).fill(NaN),
    isStartCertain: tasks.map(() => false),
    isFinishCertain: tasks.map(() => false),
  };
  const first = tasks.reduce((least, { notBefore }) => Math.min(least, notBefore ?? least), start);
  for (const i of order) {
    const task = tasks[i];
    if (task === undefined) continue;
    let from = task.notBefore ?? (task.links.length === 0 ? start : first);
    let atLeast = -Infinity;
    let isStartCertain = true;
    for (const { from: before, relation, lag } of task.links) {
      const itsStart = result.start[before] ?? NaN;
      const itsFinish = result.finish[before] ?? NaN;
      const certain = relation === 'start-start' ? result.isStartCertain[before] : result.isFinishCertain[before];
      if (certain !== true) isStartCertain = false;
      if (Number.isNaN(itsStart)) continue;
      if (relation === 'start-start') from = Math.max(from, later(task, itsStart, lag));
      else if (relation === 'finish-start') from = Math.max(from, later(task, itsFinish, lag));
      else if (task.work === null) {
        atLeast = Math.max(atLeast, later(task, itsFinish, lag));
        isStartCertain = false;
      } else from = Math.max(from, firstStartFor(task, later(task, itsFinish, lag)));
    }
    const own = begin(task, from);
    result.start[i] = own;
    result.finish[i] = Math.max(finishOf(task, own), atLeast);
    result.isStartCertain[i] = isStartCertain;
    result.isFinishCertain[i] = isStartCertain && task.work !== null;
  }
  return result;
}

function backward(
  tasks: readonly NetworkTask[],
  { order, cap }: { readonly order: readonly number[]; readonly cap: number },
): { readonly start: Float64Array; readonly finish: Float64Array } {
  const finish = Float64Array.from(tasks, ({ deadline }) => Math.min(cap, deadline ?? Infinity));
  const start = new Float64Array(tasks.length).fill(Infinity);
  for (let k = order.length - 1; k >= 0; k -= 1) {
    const i = order[k] ?? 0;
    const task = tasks[i];
    if (task === undefined) continue;
    const own = Math.min(start[i] ?? Infinity, startFor(task, finish[i] ?? Infinity));
    start[i] = own;
    for (const { from, relation, lag } of task.links) {
      const bound = relation === 'finish-finish' ? lastWith(task, finishBound(task, own, finish[i])) : own;
      const allowed = earlier(task, bound, lag);
      if (relation === 'start-start') start[from] = Math.min(start[from] ?? Infinity, lastBegin(tasks[from], allowed));
      else finish[from] = Math.min(finish[from] ?? Infinity, allowed);
    }
  }
  return { start, finish };
}

/** The latest finish of a task: that of its latest start, except where its duration is not known. */
function finishBound(task: NetworkTask, latestStart: number, latestFinish = Infinity): number {
  return task.work === null || latestStart === Infinity ? latestFinish : finishOf(task, latestStart);
}

function freeFloatsOf(
  tasks: readonly NetworkTask[],
  { order, earliest, end }: { readonly order: readonly number[]; readonly earliest: Earliest; readonly end: number },
): Float64Array {
  const floats = Float64Array.from(tasks, ({ time }, i) => time.before(end) - time.before(earliest.finish[i] ?? end));
  for (const j of order) {
    const task = tasks[j];
    if (task === undefined) continue;
    const itsStart = earliest.start[j] ?? end;
    const itsFinish = earliest.finish[j] ?? end;
    for (const { from, relation, lag } of task.links) {
      const time = tasks[from]?.time;
      const begun = earliest.start[from] ?? NaN;
      if (time === undefined || Number.isNaN(begun)) continue;
      const lead = relation === 'start-start' ? (tasks[from]?.lead ?? 0) : 0;
      const allowed = earlier(task, relation === 'finish-finish' ? lastWith(task, itsFinish) : itsStart, lag);
      const own = relation === 'start-start' ? begun : earliest.finish[from];
      const float = time.before(allowed + lead) - time.before((own ?? end) + lead);
      floats[from] = Math.min(floats[from] ?? Infinity, float);
    }
  }
  return floats;
}

/** The first instant at which a task can begin from an instant on. */
function begin({ lead, work, time }: NetworkTask, from: number): number {
  return lead === 0 && work !== null && work > 0 ? time.startAt(time.before(from)) : from;
}

/** The last instant at which a task can begin up to an instant, which may lie in a weekend. */
function lastBegin(task: NetworkTask | undefined, upTo: number): number {
  if (task === undefined || upTo === Infinity || task.lead > 0 || task.work === null || task.work === 0) return upTo;
  const count = task.time.before(upTo);
  const own = task.time.startAt(count);
  return own <= upTo ? own : task.time.startAt(count - 1);
}

/** When a task ends that starts at an instant; as if at once where its duration is unknown. */
function finishOf({ lead, work, time }: NetworkTask, start: number): number {
  return work === null || work === 0 ? start + lead : time.endAt(time.before(start + lead) + work);
}

/** The last instant at which a task can start to have ended by an instant. */
function startFor({ lead, work, time }: NetworkTask, finish: number): number {
  if (finish === Infinity) return Infinity;
  return work === null || work === 0 ? finish - lead : time.startAt(time.before(finish) - work) - lead;
}

/** The first instant at which a task can start to end no earlier than an instant. */
function firstStartFor({ lead, work, time }: NetworkTask, finish: number): number {
  return work === null || work === 0 ? finish - lead : time.endAt(time.before(finish) - work) - lead;
}

/** The first instant that lies a lag behind one. */
function later({ lagTime }: NetworkTask, instant: number, lag: number): number {
  return lag === 0 ? instant : lagTime.endAt(lagTime.before(instant) + lag);
}

/** The last instant from which a lag leads to no more than another. */
function earlier({ lagTime }: NetworkTask, instant: number, lag: number): number {
  return lag === 0 || instant === Infinity ? instant : lagTime.startAt(lagTime.before(instant) - lag);
}

/** The last instant that has, for a task, the same working time as one. */
function lastWith({ time }: NetworkTask, instant: number): number {
  return instant === Infinity ? Infinity : time.startAt(time.before(instant));
}
