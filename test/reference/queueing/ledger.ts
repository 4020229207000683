/**
 * The values of queueing-vectors.json, one by one. Whatever reads a value says what it is, and whatever was not read is told
 * at the end: a value that no check claims fails the specs.
 */
import { readFileSync } from 'node:fs';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Which spec file answers for which values: prefixes of their paths. Together they are the whole file. */
export const PARTS = {
  exact: [
    'meta',
    'seed_formula_check',
    'mdc',
    'md1k',
    'md1_workload_admission',
    'mg1_mix_workload_admission',
    'mg1_mixtures',
    'mmpp2_d1',
    'batch_mxdc',
    'inverse_rho_max',
    'sizing_N',
    'approximation_errors',
    'availability_k_of_n',
    'sim_vs_exact',
  ],
  simulated: ['simulated_only', 'failover'],
  traces: ['traces', 'trace_replay', 'bucket_padding_overhead'],
} as const;
export type Part = keyof typeof PARTS;

const vectors = JSON.parse(readFileSync(new URL('../queueing-vectors.json', import.meta.url), 'utf8')) as Json;

/** The paths of all values of the file. */
export function allPaths(): readonly string[] {
  return [...leavesOf(vectors, '')];
}

function* leavesOf(value: Json, path: string): Generator<string> {
  if (value === null || typeof value !== 'object') {
    yield path;
    return;
  }
  for (const [key, below] of Object.entries(value)) yield* leavesOf(below, path === '' ? key : `${path}/${key}`);
}

export function isOf(part: Part, path: string): boolean {
  return PARTS[part].some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** A value with half the width of its 95 % interval; 0 where it is exact. */
export interface Interval {
  readonly value: number;
  readonly halfWidth: number;
}

/** Standard errors in half a 95 % interval. */
const ERRORS_IN_HALF_WIDTH = 1.96;
/**
 * Standard errors by which two values may differ. Over all the comparisons, about 1,500, 5 of them are exceeded by chance
 * once in 1,000 runs, and once in 50 where one side has but 40 replications; the seeds are fixed, so it is now or never.
 */
const FURTHEST = 5;

/** What became of the values of one part. */
export class Ledger {
  private readonly how = new Map<string, string>();
  private compared = 0;
  private inside = 0;

  constructor(readonly part: Part) {}

  /** The rows of a list, or of a list within an object: `simulated_only/admission`. */
  rows(path: string): readonly Row[] {
    const list = path.split('/').reduce<Json>((at, key) => (at as Record<string, Json>)[key] ?? null, vectors);
    return (list as readonly Json[]).map((value, i) => new Row(this, `${path}/${i}`, value));
  }

  /** One object of the file. */
  row(path: string): Row {
    const value = path.split('/').reduce<Json>((at, key) => (at as Record<string, Json>)[key] ?? null, vectors);
    return new Row(this, path, value);
  }

  /** Everything below a path that nothing else has claimed. */
  rest(path: string, how: string): void {
    for (const leaf of allPaths()) {
      if ((leaf === path || leaf.startsWith(`${path}/`)) && !this.how.has(leaf)) this.claim(leaf, how);
    }
  }

  /** Everything below a path, which states how the reference was made: no model has these values. */
  states(path: string): void {
    for (const leaf of allPaths()) if (leaf === path || leaf.startsWith(`${path}/`)) this.claim(leaf, 'statement');
  }

  claim(path: string, how: string): void {
    this.how.set(path, how);
  }

  /** Counts a comparison of two values that scatter; too far apart they fail. */
  compare(path: string, found: Interval, stated: Interval): void {
    const errors =
      Math.abs(found.value - stated.value) /
      (Math.hypot(found.halfWidth, stated.halfWidth) / ERRORS_IN_HALF_WIDTH + 1e-12 * Math.abs(stated.value) + 1e-300);
    this.compared++;
    if (errors <= ERRORS_IN_HALF_WIDTH) this.inside++;
    if (!(errors <= FURTHEST))
      throw new Error(`${path}: found ${show(found)}, stated ${show(stated)}: ${errors} errors apart`);
  }

  /** Of the comparisons, the share within the 95 % interval of both together. */
  agreement(): { readonly compared: number; readonly share: number } {
    return { compared: this.compared, share: this.inside / this.compared };
  }

  /** Values of this part that nothing has claimed. */
  unclaimed(): readonly string[] {
    return allPaths().filter((path) => isOf(this.part, path) && !this.how.has(path));
  }

  /** How many values were claimed in which way. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const how of this.how.values()) counts[how] = (counts[how] ?? 0) + 1;
    return counts;
  }
}

function show({ value, halfWidth }: Interval): string {
  return halfWidth === 0 ? String(value) : `${value} ± ${halfWidth}`;
}

/** One object of the file. */
export class Row {
  constructor(
    private readonly ledger: Ledger,
    readonly path: string,
    private readonly content: Json,
  ) {}

  has(key: string): boolean {
    return (this.content as Record<string, Json>)[key] !== undefined;
  }

  keys(): readonly string[] {
    return Object.keys(this.content as Record<string, Json>);
  }

  at(key: string): Row {
    return new Row(this.ledger, `${this.path}/${key}`, (this.content as Record<string, Json>)[key] ?? null);
  }

  /** A number of the question, not of the answer. */
  input(key: string): number {
    return Number(this.take(key, 'input'));
  }

  text(key: string): string {
    const value = this.take(key, 'input');
    if (typeof value !== 'string') throw new Error(`${this.path}/${key} is no text`);
    return value;
  }

  /** Something the reference says of its own making. */
  states(...keys: readonly string[]): void {
    for (const key of keys) this.ledger.states(`${this.path}/${key}`);
  }

  /** An exact value: within 1e-9 relative, and 0 where it is 0. */
  exact(key: string, found: number | null): void {
    const stated = this.take(key, 'exact');
    if (stated === null || found === null) {
      if (stated !== found) throw new Error(`${this.path}/${key}: found ${found}, stated ${JSON.stringify(stated)}`);
      return;
    }
    const value = Number(stated);
    if (!(Math.abs(found - value) <= 1e-9 * Math.abs(value))) this.fail(key, found, value);
  }

  /** What of this object, or of one of its values, cannot be checked here, and why. */
  withoutCheck(why: string, key?: string): void {
    this.ledger.rest(key === undefined ? this.path : `${this.path}/${key}`, `not checked: ${why}`);
  }

  /** A value whose own inputs are known to fewer digits: the spec says which. */
  within(key: string, found: number, relative: number): void {
    const value = Number(this.take(key, 'exact, of inputs with fewer digits'));
    if (!(Math.abs(found - value) <= relative * Math.abs(value))) this.fail(key, found, value);
  }

  /** A simulated value without an interval of its own: the spec says how far it may be. */
  simulatedWithin(key: string, own: number, furthest: number): void {
    const value = Number(this.take(key, 'simulated, against a simulation'));
    if (!(Math.abs(own - value) <= furthest)) this.fail(key, own, value);
  }

  /** A value that is exact but for its printing: within half a unit of the last digit that was kept. */
  rounded(key: string, found: number, halfUnit: number): void {
    const value = Number(this.take(key, 'exact, rounded in print'));
    if (!(Math.abs(found - value) <= halfUnit * (1 + 1e-6))) this.fail(key, found, value);
  }

  /** [value, half width] of a simulation by the reference against an exact value. */
  simulated(key: string, exact: number): void {
    this.against(key, { value: exact, halfWidth: 0 }, 'simulated, against exact');
  }

  /** [value, half width] of a simulation by the reference against one of our own. */
  resimulated(key: string, own: Interval): void {
    this.against(key, own, 'simulated, against a simulation');
  }

  /** [value, half width] of a simulation, taken out for another comparison. */
  interval(key: string): Interval {
    const row = this.at(key);
    return {
      value: Number(row.take('0', 'simulated, against a simulation')),
      halfWidth: Number(row.take('1', 'interval')),
    };
  }

  /** A simulated value whose value and half width stand under two names. */
  pair(names: { readonly value: string; readonly halfWidth: string }, exact: number): Interval {
    return this.pairAgainst(names, { value: exact, halfWidth: 0 });
  }

  pairAgainst(names: { readonly value: string; readonly halfWidth: string }, found: Interval): Interval {
    const how = found.halfWidth === 0 ? 'simulated, against exact' : 'simulated, against a simulation';
    const value = Number(this.take(names.value, how));
    const halfWidth = Number(this.take(names.halfWidth, 'interval'));
    this.ledger.compare(`${this.path}/${names.value}`, found, { value, halfWidth });
    return { value, halfWidth };
  }

  /** [value, half width] of a simulated quantile on an atom of the law, which a histogram tells to one bin only. */
  binned(key: string, exact: number, bin: number): void {
    const row = this.at(key);
    const value = Number(row.take('0', 'simulated, to a bin'));
    row.take('1', 'interval');
    if (!(Math.abs(value - exact) <= bin)) this.fail(key, exact, value);
  }

  /** A value of the reference that another of its values contradicts; the spec says how that is known. It has to be another one. */
  contradicted(key: string, found: number): number {
    const value = Number(this.take(key, 'contradicted within the reference'));
    if (Math.abs(found - value) <= 1e-9 * Math.abs(value)) throw new Error(`${this.path}/${key} is not contradicted`);
    return value;
  }

  /** As {@link pair}, but for values that the reference takes out of the comparison itself, saying why. */
  excluded(...keys: readonly string[]): void {
    for (const key of keys) this.take(key, 'excluded by the reference');
  }

  private against(key: string, found: Interval, how: string): void {
    const row = this.at(key);
    const stated = { value: Number(row.take('0', how)), halfWidth: Number(row.take('1', 'interval')) };
    this.ledger.compare(row.path, found, stated);
  }

  private take(key: string, how: string): Json {
    const value = (this.content as Record<string, Json>)[key];
    if (value === undefined) throw new Error(`${this.path} has no ${key}`);
    this.ledger.claim(`${this.path}/${key}`, how);
    return value;
  }

  private fail(key: string, found: number, value: number): never {
    throw new Error(`${this.path}/${key}: found ${found}, stated ${value}, ${Math.abs(found / value - 1)} relative`);
  }
}
