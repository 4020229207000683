import { Injectable } from '@nestjs/common';
import type { SiteSnapshot } from '../domain/site/document.js';
import type { KindName } from '../domain/site/kinds.js';
import { isUuid } from '../openapi/parameter.js';
import { Database } from '../platform/database.js';
import { sqlIn } from '../platform/transaction.repository.js';
import { catalogUsers, type CatalogUser } from './catalog-users.repository.js';
import { writeChanges } from './change-writer.repository.js';
import { constraintDefect, isPassing } from './constraint-defect.js';
import type { RowQuery } from './row-query.js';
import { listRows } from './row-list.repository.js';
import { findSite, readSite } from './site-reader.repository.js';
import { readSiteAt } from './site-history.repository.js';
import type { StoredRow, StoredSite } from './stored-row.js';
import type { Write, WriteResult } from './write.js';

/** What another writer did in between is met by doing it again, this often in all. */
const ATTEMPTS = 4;

/** Sites and the catalog as they are stored. */
@Injectable()
export class SiteRepository {
  constructor(private readonly database: Database) {}

  /** The whole site, named by its name or its id, as of one moment; null where there is none. */
  readSnapshot(site: string): Promise<StoredSite | null> {
    return this.database.inReadOnlyTransaction(async (transaction) => {
      const sql = sqlIn(transaction);
      const head = await findSite(sql, site);
      return head === null ? null : readSite(sql, head);
    });
  }

  /**
   * The site at an earlier revision of its document, and which one is current; null where there is no such site, a snapshot
   * of null where it never had the revision.
   *
   * @throws HistoryGap where the records do not reach back so far
   */
  readRevision(
    site: string,
    revision: number,
  ): Promise<{ readonly current: number; readonly snapshot: SiteSnapshot | null } | null> {
    return this.database.inReadOnlyTransaction(async (transaction) => {
      const sql = sqlIn(transaction);
      const head = await findSite(sql, site);
      if (head === null) return null;
      const current = head.documentRevision;
      if (revision > current) return { current, snapshot: null };
      if (revision === current) return { current, snapshot: (await readSite(sql, head)).snapshot };
      return { current, snapshot: await readSiteAt(sql, head, revision) };
    });
  }

  /**
   * Things of a kind that meet all conditions.
   *
   * @throws RowQueryError for a field that the kind does not have, or a value of another type
   */
  list(kind: KindName, query: RowQuery): Promise<{ readonly count: number; readonly rows: readonly StoredRow[] }> {
    return this.database.inReadOnlyTransaction((transaction) => listRows(sqlIn(transaction), kind, query));
  }

  /** The thing with an id, or null. */
  async find(kind: KindName, id: string): Promise<StoredRow | null> {
    if (!isUuid(id)) return null;
    const where = [{ field: 'id', op: 'eq' as const, values: [id] }];
    const { rows } = await this.list(kind, { where, orderBy: [], limit: 1, offset: 0 });
    return rows[0] ?? null;
  }

  /** The sites that use entries of the catalog, directly or through a pod template. */
  catalogUsers(kind: KindName, slugs: readonly string[]): Promise<readonly CatalogUser[]> {
    return this.database.inReadOnlyTransaction((transaction) => catalogUsers(sqlIn(transaction), kind, slugs));
  }

  /** Stores a list of changes, all or nothing, with one audit record. Writers of one site wait for each other. */
  async write(write: Write): Promise<WriteResult> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.inTransaction((transaction) => writeChanges(sqlIn(transaction), write));
      } catch (error) {
        if (isPassing(error) && attempt < ATTEMPTS) continue;
        const defect = constraintDefect(error);
        if (defect === null) throw error;
        return { status: 'refused', defects: [defect] };
      }
    }
  }
}
