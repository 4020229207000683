import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSiteDocument } from '../exchange/site-document.js';
import type { DocumentService } from './document.service.js';
import type { RequestContext } from '../platform/http/request-context.js';
import type { SiteRepository } from './site.repository.js';

const CONTEXT: RequestContext = {
  requestId: 'example-halls',
  actor: 'plenum',
  method: 'PUT',
  path: '/examples',
  query: {},
  ifMatch: undefined,
  ifNoneMatch: undefined,
  idempotencyKey: undefined,
};

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** Puts every example hall that is not there yet into the database, as a request would. */
export async function loadExampleHalls({
  documents,
  sites,
}: {
  readonly documents: DocumentService;
  readonly sites: SiteRepository;
}): Promise<readonly string[]> {
  const files = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.yaml')).sort();
  const names: string[] = [];
  for (const file of files) {
    const bytes = await readFile(join(EXAMPLES, file));
    const read = readSiteDocument({ bytes, format: 'yaml' });
    if (!read.ok) throw new RangeError(`the example ${file} is no valid site document`);
    const { name } = read.document.site;
    const stored = await sites.readSnapshot(name);
    if (stored === null) await documents.put(name, { bytes, contentType: 'application/yaml' }, CONTEXT);
    names.push(name);
  }
  return names;
}
