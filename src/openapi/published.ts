import { readFileSync } from 'node:fs';
import { siteDocumentSchema } from './json-schema.js';
import { openApiDocument } from './openapi.js';

/** The version of this Plenum, from its package; the same place seen from `src` and from `dist`. */
function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as Readonly<Record<string, unknown>>)['version']);
}

/** Generated files that are committed and published, by their path in the repository. */
export function publishedFiles(): Readonly<Record<'openapi.json' | 'schemas/site.json', string>> {
  return {
    'openapi.json': `${JSON.stringify(openApiDocument(packageVersion()), null, 1)}\n`,
    'schemas/site.json': `${JSON.stringify(siteDocumentSchema(), null, 1)}\n`,
  };
}
