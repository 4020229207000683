import type { Defect, DefectCode } from '../domain/defect.js';

/** PostgreSQL's codes for what another transaction did at the same time. */
const PASSING = new Set(['40001', '40P01', '23503', '23505']);

const CODES: Readonly<Record<string, DefectCode>> = {
  '23502': 'missing',
  '23503': 'unresolved-reference',
  '23505': 'duplicate-name',
  '23514': 'range',
};

interface ServerError {
  readonly code: string;
  readonly constraint?: string;
  readonly detail?: string;
}

/** Whether an error may be gone when the same is tried again on what is stored by then. */
export function isPassing(error: unknown): boolean {
  return isServerError(error) && PASSING.has(error.code);
}

/** What a constraint of the database refused, as a defect; null for any other error. */
export function constraintDefect(error: unknown): Defect | null {
  if (!isServerError(error)) return null;
  const code = CODES[error.code];
  if (code === undefined) return null;
  return {
    code,
    path: ['changes'],
    found: error.detail ?? 'a value',
    allowed: `what ${error.constraint ?? 'the database'} allows`,
  };
}

function isServerError(error: unknown): error is ServerError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
