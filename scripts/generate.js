import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';

/**
 * Writes the generated files that are committed; a test compares them. With --first-migration also the SQL of an empty
 * database: only until a database has it. From then on a change of a definition needs a further migration, by hand.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
build();
const { commandPage } = await import('../dist/cli/command-page.js');
const { publishedFiles } = await import('../dist/openapi/published.js');
const { rulePages } = await import('../dist/analysis/rule-pages.js');
const { worksheetTemplates } = await import('../dist/analysis/worksheet-templates.js');
const { prismaSchema } = await import('../dist/platform/tables/prisma-schema.js');
const { schemaSql } = await import('../dist/platform/tables/schema-sql.js');
const { inventoryBytes } = await import('../dist/reports/xlsx/inventory-workbook.js');
const files = {
  ...commandPage(),
  ...publishedFiles(),
  ...rulePages(),
  ...worksheetTemplates(),
  'prisma/schema.prisma': prismaSchema(),
  'templates/inventory.xlsx': await inventoryBytes(null),
};
if (process.argv.includes('--first-migration')) {
  files['prisma/migrations/20261124000000_sites_and_catalog_are_stored/migration.sql'] = schemaSql();
}
mkdirSync(join(root, 'docs/rules'), { recursive: true });
for (const name of readdirSync(join(root, 'docs/rules'))) {
  if (!(`docs/rules/${name}` in files)) rmSync(join(root, 'docs/rules', name));
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
