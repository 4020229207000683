import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';

/** Writes the generated files that are committed; a test compares them. */
const root = fileURLToPath(new URL('..', import.meta.url));
build();
const { publishedFiles } = await import('../dist/openapi/published.js');
for (const [path, text] of Object.entries(publishedFiles())) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
