import type { Assumption, Coverage } from '../finding.js';

/** A day that may not be certain. */
export interface DayFigure {
  /** `YYYY-MM-DD`; null where it is not certain. */
  readonly day: string | null;
  /** What is known all the same: of an earliest date, no earlier; of a latest date, no later. Null where nothing is. */
  readonly bound: string | null;
}

export interface TaskDates {
  readonly task: string;
  readonly phase: string | null;
  readonly calendar: string | null;
  /** Working days; null where nobody has said, or where it only waits. */
  readonly durationDays: number | null;
  /** Calendar days. */
  readonly leadTimeDays: number | null;
  /** False: it says neither a duration nor a lead time. */
  readonly isDurationKnown: boolean;
  /** In a circle of tasks; it has no dates. */
  readonly isInCircle: boolean;
  /** First day of work. */
  readonly earliestStart: DayFigure;
  /** Last day of work; of a delivery or a milestone, the day on which it is there. */
  readonly earliestFinish: DayFigure;
  readonly latestStart: DayFigure;
  readonly latestFinish: DayFigure;
  /** Working days of its calendar; null where they are not certain. Negative: a phase is needed before it can be ready. */
  readonly totalFloatDays: number | null;
  readonly freeFloatDays: number | null;
  /** Whether a day lost is a day lost for all; null where that is not certain. */
  readonly isCritical: boolean | null;
  readonly delivers: string | null;
}

export interface PhaseDates {
  /** Null: the tasks that name no phase. */
  readonly phase: string | null;
  readonly needBy: string | null;
  readonly start: DayFigure;
  /** Last day of work of its last task. */
  readonly finish: DayFigure;
  /** Calendar days from the need-by day to the first day after its last task; negative: ready before. Null: not certain. */
  readonly lateDays: number | null;
  /** The same at least, where it is not certain. */
  readonly lateDaysAtLeast: number | null;
  /** In the order of their earliest start. */
  readonly tasks: readonly string[];
}

/** When everything is done: dates by the critical path method, without levelling of resources. */
export interface SequenceFigures {
  /** Day on which tasks start that nothing holds back. */
  readonly start: string;
  readonly finish: DayFigure;
  /** Of the tasks, how many have certain dates. */
  readonly coverage: Coverage;
  /** In the order of their earliest start; those in circles last. */
  readonly tasks: readonly TaskDates[];
  /** Tasks of which a day lost is a day lost for all, in the order of their start. */
  readonly criticalPath: readonly string[];
  /** One way around each circle: each task comes before the next, the last before the first. */
  readonly circles: readonly (readonly string[])[];
  /** In the order of their position, the tasks without a phase last. */
  readonly phases: readonly PhaseDates[];
  /** Tasks that say neither a duration nor a lead time. */
  readonly unknownDurations: readonly string[];
  readonly assumptions: readonly Assumption[];
}
