import type { Defect, LocatedDefect } from '../domain/defect.js';
import { formatPath } from '../exchange/document/defect-text.js';
import { cellAddress } from '../exchange/inventory/cell.js';
import type { InventoryDefect } from '../exchange/inventory/read-tables.js';
import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import type { Refusal } from '../exchange/document/read-document.js';
import { pointerOf, Problem, type ProblemEntry } from '../platform/problem.js';

/** Refuses a query of which these parameters are not valid. */
export function invalidQuery(defects: readonly Defect[]): Problem {
  return new Problem({
    status: 400,
    code: 'query-invalid',
    detail: `${counted(defects.length, 'parameter')} of the query ${defects.length === 1 ? 'is' : 'are'} not valid.`,
    errors: defects.map((defect) => ({ ...entryOf(defect), parameter: String(defect.path[0] ?? '') })),
  });
}

/** Refuses a part of the path that cannot be read. */
export function invalidPath(parameter: string, allowed: string): Problem {
  return new Problem({
    status: 400,
    code: 'path-invalid',
    detail: `The ${parameter} in the path must be ${allowed}.`,
    errors: [{ code: 'format', parameter, detail: `The ${parameter} must be ${allowed}.`, allowed }],
  });
}

/** Refuses a body that can be read and is not valid. */
export function invalidBody(defects: readonly Defect[]): Problem {
  return new Problem({
    status: 422,
    code: 'body-invalid',
    detail: `The body has ${counted(defects.length, 'defect')}.`,
    errors: defects.slice(0, LISTED_DEFECTS).map((defect) => ({ ...entryOf(defect), pointer: pointerOf(defect.path) })),
  });
}

/** Refuses a trace of requests, with the line of every defect. */
export function invalidTrace(defects: readonly LocatedDefect[]): Problem {
  return new Problem({
    status: 422,
    code: 'trace-invalid',
    detail: `The trace has ${counted(defects.length, 'defect')}.`,
    errors: defects.slice(0, LISTED_DEFECTS).map((defect) => documentEntry(defect)),
  });
}

/** Refuses readings with every defect of their CSV: 400 where it cannot be read at all. */
export function invalidReadings(defects: readonly LocatedDefect[], unlisted: number): Problem {
  const isUnreadable = defects.some(({ code }) => UNREADABLE.has(code));
  return new Problem({
    status: isUnreadable ? 400 : 422,
    code: isUnreadable ? 'readings-malformed' : 'readings-invalid',
    detail: `The readings have ${counted(defects.length + unlisted, 'defect')}. Nothing was written.`,
    errors: defects.slice(0, LISTED_DEFECTS).map(documentEntry),
  });
}

/** Refuses to size a site whose workloads and artifacts leave open what a size depends on. */
export function notSizable(defects: readonly Defect[]): Problem {
  return new Problem({
    status: 422,
    code: 'not-sizable',
    detail: `The site has ${counted(defects.length, 'defect')} that a size depends on.`,
    errors: defects.slice(0, LISTED_DEFECTS).map((defect) => ({ ...entryOf(defect), pointer: pointerOf(defect.path) })),
  });
}

/** Refuses a write that what is stored stands against. */
export function conflict(defects: readonly Defect[]): Problem {
  return new Problem({
    status: 409,
    code: 'conflict',
    detail: `What is stored stands against it: ${defects[0]?.found ?? ''}.`,
    errors: defects.slice(0, LISTED_DEFECTS).map((defect) => ({ ...entryOf(defect), pointer: pointerOf(defect.path) })),
  });
}

const UNREADABLE: ReadonlySet<string> = new Set(['encoding', 'syntax', 'depth-limit', 'size-limit']);

/** Refuses a body that should hold files and does not. */
export function refusedFiles({ defects }: Refusal): Problem {
  const isUnreadable = defects.some(({ code }) => UNREADABLE.has(code));
  return new Problem({
    status: isUnreadable ? 400 : 422,
    code: isUnreadable ? 'json-malformed' : 'body-invalid',
    detail: 'The body is not {"files": [{"path": …, "text": …}]}. Nothing was written.',
    errors: defects.map(documentEntry),
  });
}

/** Refuses an edited cable schedule with every defect and its line: nothing is written. */
export function refusedSchedule(defects: readonly (Defect | LocatedDefect)[]): Problem {
  const isUnreadable = defects.some(({ code }) => UNREADABLE.has(code));
  const listed = defects.slice(0, LISTED_DEFECTS);
  const further = defects.length > listed.length ? `; the first ${String(listed.length)} are listed` : '';
  return new Problem({
    status: isUnreadable ? 400 : 422,
    code: isUnreadable ? 'schedule-malformed' : 'schedule-invalid',
    detail: `The schedule has ${counted(defects.length, 'defect')}${further}. Nothing was written.`,
    errors: listed.map(documentEntry),
  });
}

/** One defect of a document, with its place in the text where it has one. */
export function documentEntry(defect: Defect | LocatedDefect): ProblemEntry {
  return {
    ...entryOf(defect),
    pointer: pointerOf(defect.path),
    ...('line' in defect ? { line: defect.line, column: defect.column } : {}),
    ...('alsoAtLine' in defect ? { alsoAtLine: defect.alsoAtLine } : {}),
  };
}

/** One defect of an inventory, with its cell. */
export function inventoryEntry(defect: InventoryDefect): ProblemEntry {
  const { at, alsoAtCell, path, field } = defect;
  const shown = at === null ? path : field === undefined ? [] : [field];
  const { alsoAt: _inDocument, ...entry } = entryOf({ ...defect, path: shown });
  return {
    ...entry,
    ...(at === null ? { pointer: pointerOf(path) } : { cell: cellAddress(at) }),
    ...(alsoAtCell === undefined ? {} : { alsoAt: cellAddress(alsoAtCell) }),
  };
}

function entryOf(defect: Defect): ProblemEntry {
  const { code, path, found, allowed, nearest, alsoAt } = defect;
  const at = path.length === 0 ? '' : ` at ${formatPath(path)}`;
  const also = alsoAt === undefined ? '' : `, also at ${formatPath(alsoAt)}`;
  const meant = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return {
    code,
    detail: `Found ${found}${at}${also}; allowed: ${allowed}${meant}`,
    found,
    allowed,
    ...(nearest === undefined ? {} : { nearest }),
    ...(alsoAt === undefined ? {} : { alsoAt: pointerOf(alsoAt) }),
  };
}

function counted(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}
