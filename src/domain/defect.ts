/** Steps from the root of a document to a value: keys and array positions. */
export type DocumentPath = readonly (string | number)[];

export type DefectCode =
  | 'encoding'
  | 'syntax'
  | 'alias-limit'
  | 'depth-limit'
  | 'size-limit'
  | 'duplicate-key'
  | 'unsupported-version'
  | 'unknown-key'
  | 'missing'
  | 'type'
  | 'range'
  | 'format'
  | 'duplicate-name'
  | 'unresolved-reference'
  | 'conflict';

/** One reason for which an input is refused. Everything physically wrong is a finding instead. */
export interface Defect {
  readonly code: DefectCode;
  readonly path: DocumentPath;
  /** What stands there, shortened for display. */
  readonly found: string;
  /** What may stand there, for a reader: a type, a range, the known names. */
  readonly allowed: string;
  /** The valid name that is closest to what was found. */
  readonly nearest?: string;
  /** The other place of a duplicate. */
  readonly alsoAt?: DocumentPath;
}

/** A defect with its place in the text, both counted from 1. */
export interface LocatedDefect extends Defect {
  readonly line: number;
  readonly column: number;
  readonly alsoAtLine?: number;
}
