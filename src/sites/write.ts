import type { Defect } from '../domain/defect.js';
import type { Change } from '../domain/site/changes.js';
import type { Key } from '../domain/site/key.js';
import type { KindName } from '../domain/site/kinds.js';

/** What the writer saw and relies on. */
export type Precondition = { readonly kind: KindName; readonly revision: number } & (
  { readonly id: string } | { readonly key: Key }
);

/** What is answered when the same request comes again. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface Write {
  /**
   * The site that the changes belong to; `create` where the first change creates it; null for the catalog alone.
   * `documentRevision` is what the writer saw of the whole site and relies on.
   */
  readonly site: { readonly create: true } | { readonly id: string; readonly documentRevision?: number } | null;
  readonly changes: readonly Change[];
  readonly preconditions: readonly Precondition[];
  /** What is created was checked by the schema of its kind, as what a document holds is when it was read. */
  readonly createdIsChecked?: boolean;
  readonly actor: string;
  /** What was done, in one or two words: `document.put`, `racks.update`. */
  readonly action: string;
  readonly requestId: string;
  /** Keeps the answer of a request that may be repeated, in the same transaction. */
  readonly idempotency?: {
    readonly key: string;
    readonly requestHash: string;
    readonly answer: (written: Written) => KeptAnswer;
  };
}

/** A thing that a change created or updated, as it stands after the whole write. */
export interface WrittenRow {
  /** Index in the changes. */
  readonly change: number;
  readonly kind: KindName;
  readonly key: Key;
  readonly id: string;
  readonly revision: number;
}

export interface Written {
  readonly status: 'written' | 'unchanged';
  /** Null for the catalog alone. */
  readonly siteId: string | null;
  readonly documentRevision: number | null;
  /** Null when nothing was written. */
  readonly auditRecordId: string | null;
  /** One for each creation and update, in the order of the changes. */
  readonly rows: readonly WrittenRow[];
}

/** Something is not as the writer saw it; `revision` is the stored one, null where it is gone. */
export interface StaleRow {
  /** Index in the preconditions; null for the document as a whole. */
  readonly precondition: number | null;
  readonly revision: number | null;
}

export type WriteResult =
  | Written
  | { readonly status: 'no-site' }
  | { readonly status: 'stale'; readonly stale: readonly StaleRow[] }
  | { readonly status: 'refused'; readonly defects: readonly Defect[] }
  /** The idempotency key was used before: by this request, or by another one. */
  | { readonly status: 'repeated'; readonly answer: KeptAnswer }
  | { readonly status: 'key-reused' };
