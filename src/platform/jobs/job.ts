import type { ProblemEntry } from '../problem.js';

/** What a long analysis is to its owner. */
export interface Job {
  readonly id: string;
  /** What it does, for example `replay`. */
  readonly kind: string;
  readonly state: JobState;
  /** From 0 to 1. */
  readonly progress: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** What it found, once it is done. */
  readonly result: unknown;
  /** Why it failed, for a reader. */
  readonly failure: string | null;
  /** Each thing that was wrong, where it failed by its input; else empty. */
  readonly errors: readonly ProblemEntry[];
}

export const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/**
 * The work of a kind of job: the default export of a module of its own, which a worker thread loads. Input and result are
 * plain data; it says how far it is as a number from 0 to 1.
 */
export type Task<Input, Result> = (input: Input, report: (progress: number) => void) => Result | Promise<Result>;
