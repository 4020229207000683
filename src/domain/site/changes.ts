import type { Defect } from '../defect.js';
import type { SiteSnapshot } from './document.js';
import type { Key, Row } from './key.js';
import type { KindName } from './kinds.js';

/** One thing comes to be. `id` is its identity in the database where the writer brings one. */
export interface CreateChange {
  readonly op: 'create';
  readonly kind: KindName;
  readonly value: Row;
  readonly id?: string;
}

/** Fields of one thing change: each to a new value as a whole, or to null, which removes it. */
export interface UpdateChange {
  readonly op: 'update';
  readonly kind: KindName;
  readonly key: Key;
  readonly set: Row;
}

/** One thing is no more. */
export interface DeleteChange {
  readonly op: 'delete';
  readonly kind: KindName;
  readonly key: Key;
}

/** One typed edit of one thing, the site itself included. */
export type Change = CreateChange | UpdateChange | DeleteChange;

/**
 * A change that had an effect, with what undoes it: of a deletion the whole thing before, of an update the former values
 * of its fields (null where there was none), of a creation nothing.
 */
export type RecordedChange =
  | { readonly op: 'create'; readonly kind: KindName; readonly key: Key; readonly before: null; readonly after: Row }
  | { readonly op: 'update'; readonly kind: KindName; readonly key: Key; readonly before: Row; readonly after: Row }
  | { readonly op: 'delete'; readonly kind: KindName; readonly key: Key; readonly before: Row; readonly after: null };

export type Applied =
  | { readonly ok: true; readonly snapshot: SiteSnapshot; readonly recorded: readonly RecordedChange[] }
  | { readonly ok: false; readonly defects: readonly Defect[] };
