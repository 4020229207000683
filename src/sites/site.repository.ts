import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';
import type { KindName } from '../domain/site/kinds.js';
import type { RowQuery } from './row-query.js';
import type { StoredRow, StoredSite } from './stored-row.js';
import type { Write, WriteResult } from './write.js';

/** Sites and the catalog as they are stored. */
@Injectable()
export class SiteRepository {
  constructor(readonly database: Database) {}

  /** The whole site, named by its name or its id, as of one moment; null where there is none. */
  readSnapshot(_site: string): Promise<StoredSite | null> {
    throw new RangeError('being built');
  }

  /** Things of a kind that meet all conditions. */
  list(_kind: KindName, _query: RowQuery): Promise<{ readonly count: number; readonly rows: readonly StoredRow[] }> {
    throw new RangeError('being built');
  }

  /** The thing with an id, or null. */
  find(_kind: KindName, _id: string): Promise<StoredRow | null> {
    throw new RangeError('being built');
  }

  /** Stores a list of changes, all or nothing, with one audit record. Writers of one site wait for each other. */
  write(_write: Write): Promise<WriteResult> {
    throw new RangeError('being built');
  }
}
