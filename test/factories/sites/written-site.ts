import type { Change } from '../../../src/domain/site/changes.js';
import type { SiteSnapshot } from '../../../src/domain/site/document.js';
import type { Row } from '../../../src/domain/site/key.js';
import { collectionNames, collections } from '../../../src/domain/site/kinds.js';
import type { SiteRepository } from '../../../src/sites/site.repository.js';
import type { Write, WriteResult, Written } from '../../../src/sites/write.js';

/** The changes that create a whole site. */
export function creationOf(snapshot: SiteSnapshot): readonly Change[] {
  return [
    { op: 'create', kind: 'site', value: snapshot.site },
    ...collectionNames.flatMap((name) =>
      (snapshot[name] as readonly Row[]).map((value): Change => ({
        op: 'create',
        kind: collections[name].name,
        value,
      })),
    ),
  ];
}

export function writeOf(site: Write['site'], changes: readonly Change[], more: Partial<Write> = {}): Write {
  return { site, changes, preconditions: [], actor: 'a tester', action: 'test', requestId: 'request-1', ...more };
}

/** Writes what must be accepted. */
export async function written(sites: SiteRepository, write: Write): Promise<Written> {
  return accepted(await sites.write(write));
}

export function accepted(result: WriteResult): Written {
  if ('rows' in result) return result;
  throw new Error(`the write was not accepted: ${JSON.stringify(result, null, 1)}`);
}

/** The id of a site that was written. */
export async function createdSite(sites: SiteRepository, changes: readonly Change[]): Promise<string> {
  const { siteId } = await written(sites, writeOf({ create: true }, changes));
  if (siteId === null) throw new Error('no site was created');
  return siteId;
}
