import { SEVERITIES, type Finding } from '../finding.js';
import type { StatedFinding } from './assessment.js';

/** One finding of both sides. */
export interface FindingPair {
  readonly before: StatedFinding;
  readonly after: StatedFinding;
}

/** What became of the findings. */
export interface FindingComparison {
  readonly introduced: readonly StatedFinding[];
  readonly resolved: readonly StatedFinding[];
  readonly worsened: readonly FindingPair[];
  readonly improved: readonly FindingPair[];
  /** Findings of both sides that are as bad as before. */
  readonly unchanged: number;
}

/** Share of a value that is rounding. */
const ROUNDING = 1e-9;

/**
 * Compares two lists of findings. A finding is the same on both sides when its code and subject are, and the inputs that
 * tell findings of one subject apart: those that are text or yes and no (which feed is lost, which port). Numbers and lists
 * of names are what may have changed. Where one subject then has exactly one finding of a code left on either side, these
 * two are the same also when their texts differ.
 *
 * A pair is worse when its severity is (unknown is less than a warning), else when the measured value is further from its
 * limit: by ratio where both are above 0, else by difference. Exchanging the sides exchanges introduced with resolved and
 * worsened with improved.
 */
export function compareFindings(before: readonly StatedFinding[], after: readonly StatedFinding[]): FindingComparison {
  const introduced: StatedFinding[] = [];
  const resolved: StatedFinding[] = [];
  const pairs: FindingPair[] = [];
  const [left, right] = [groupsOf(before, subjectKey), groupsOf(after, subjectKey)];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const rest = pairUp(left.get(key) ?? [], right.get(key) ?? [], { keyOf: stableKey, pairs });
    const [gone, come] = [rest.before[0], rest.after[0]];
    if (rest.before.length === 1 && rest.after.length === 1 && gone !== undefined && come !== undefined) {
      pairs.push({ before: gone, after: come });
      continue;
    }
    resolved.push(...rest.before);
    introduced.push(...rest.after);
  }
  const steps = pairs.map((pair) => ({ pair, step: stepOf(pair) }));
  const [beforePlace, afterPlace] = [places(before), places(after)];
  return {
    introduced: introduced.sort((a, b) => (afterPlace.get(a) ?? 0) - (afterPlace.get(b) ?? 0)),
    resolved: resolved.sort((a, b) => (beforePlace.get(a) ?? 0) - (beforePlace.get(b) ?? 0)),
    worsened: steps.flatMap(({ pair, step }) => (step > 0 ? [pair] : [])),
    improved: steps.flatMap(({ pair, step }) => (step < 0 ? [pair] : [])),
    unchanged: steps.filter(({ step }) => step === 0).length,
  };
}

/** Pairs what agrees in a key, in order; what is left of both sides is returned. */
function pairUp(
  before: readonly StatedFinding[],
  after: readonly StatedFinding[],
  { keyOf, pairs }: { readonly keyOf: (finding: Finding) => string; readonly pairs: FindingPair[] },
): { readonly before: readonly StatedFinding[]; readonly after: readonly StatedFinding[] } {
  const right = groupsOf(after, keyOf);
  const rest = { before: [] as StatedFinding[], after: [] as StatedFinding[] };
  for (const [key, group] of groupsOf(before, keyOf)) {
    const others = right.get(key) ?? [];
    group.forEach((finding, i) => {
      const other = others[i];
      if (other === undefined) rest.before.push(finding);
      else pairs.push({ before: finding, after: other });
    });
    rest.after.push(...others.slice(group.length));
    right.delete(key);
  }
  for (const group of right.values()) rest.after.push(...group);
  return rest;
}

function groupsOf(
  findings: readonly StatedFinding[],
  keyOf: (finding: Finding) => string,
): Map<string, StatedFinding[]> {
  const groups = new Map<string, StatedFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return groups;
}

function subjectKey({ code, subject }: Finding): string {
  return JSON.stringify([code, subject.kind, subject.name]);
}

function stableKey({ inputs }: Finding): string {
  const stable = Object.entries(inputs).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'boolean' || value === null,
  );
  return JSON.stringify(stable.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function places(findings: readonly StatedFinding[]): ReadonlyMap<StatedFinding, number> {
  return new Map(findings.map((finding, i) => [finding, i]));
}

/** Above 0 where the later is worse, below 0 where it is better. */
function stepOf({ before, after }: FindingPair): number {
  const rank = SEVERITIES.indexOf(before.severity) - SEVERITIES.indexOf(after.severity);
  if (rank !== 0) return rank;
  const values = [before.measured, before.limit, after.measured, after.limit];
  if (values.some((value) => value === null)) return 0;
  const [m1 = 0, l1 = 0, m2 = 0, l2 = 0] = values.map((value) => value ?? 0);
  const isRatio = Math.min(m1, l1, m2, l2) > 0;
  const badness = (measured: number, limit: number) =>
    isRatio ? Math.max(measured / limit, limit / measured) : Math.abs(measured - limit);
  const [was, is] = [badness(m1, l1), badness(m2, l2)];
  return Math.abs(is - was) <= ROUNDING * Math.max(Math.abs(is), Math.abs(was)) ? 0 : is - was;
}
