import type { SiteSnapshot } from '../domain/site/document.js';
import type { Row } from '../domain/site/key.js';
import type { KindName } from '../domain/site/kinds.js';

/** One thing as it is stored. */
export interface StoredRow {
  readonly id: string;
  readonly revision: number;
  /** Null for the catalog, which all sites share. */
  readonly siteId: string | null;
  readonly siteName: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The fields of the kind, without `id`. */
  readonly row: Row;
}

/** A whole site as it is stored, at one moment. */
export interface StoredSite {
  readonly siteId: string;
  readonly name: string;
  /** Rises with every write of the site, and with every change of a catalog entry that it uses. */
  readonly documentRevision: number;
  readonly snapshot: SiteSnapshot;
  /** Identity of everything in the snapshot, by kind and `keyText`. */
  readonly ids: ReadonlyMap<KindName, ReadonlyMap<string, string>>;
}
