import type { z } from 'zod';
import type { Defect, DefectCode } from '../defect.js';
import { rowPatterns } from './check-patterns.js';
import { shown } from './check-words.js';
import type { Row } from './key.js';
import { kindNamed, type KindName } from './kinds.js';

/** Says in full what the schema library found in a value. */
export type Explain = (
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  schema: z.core.$ZodType,
) => readonly Defect[];

/** What is wrong with one thing by itself; paths are steps inside it. */
export function checkRow(kind: KindName, row: Row, explain: Explain = inBrief): readonly Defect[] {
  const { schema } = kindNamed(kind);
  const result = schema.safeParse(row);
  return result.success ? rowPatterns(kind, row, []) : explain(result.error.issues, row, schema);
}

/** Says what the schema library found in its own words. */
export const inBrief: Explain = (issues, value) =>
  issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const found = path.reduce<unknown>(
      (holder, step) => (isObject(holder) ? Reflect.get(holder, step) : undefined),
      value,
    );
    return { code: codeOf(issue, found), path, found: foundWords(found), allowed: issue.message };
  });

function codeOf(issue: z.core.$ZodIssue, found: unknown): DefectCode {
  if (issue.code === 'unrecognized_keys') return 'unknown-key';
  if (found === undefined) return 'missing';
  if (issue.code === 'invalid_type') return 'type';
  if (issue.code === 'too_big' || issue.code === 'too_small' || issue.code === 'invalid_value') return 'range';
  return 'format';
}

function foundWords(found: unknown): string {
  if (found === undefined) return 'nothing';
  if (typeof found === 'string') return shown(found);
  if (Array.isArray(found)) return `a list of ${String(found.length)}`;
  return isObject(found) ? 'a mapping' : JSON.stringify(found);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
