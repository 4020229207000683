import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from './build.js';

// Writes prisma/schema.prisma from the definitions of the kinds; with --first-migration also the SQL of an empty database.
// A change of a definition needs a further migration: the first one is never rewritten once a database has it.
build();
const { prismaSchema } = await import('../dist/platform/tables/prisma-schema.js');
writeFileSync('prisma/schema.prisma', prismaSchema());
if (process.argv.includes('--first-migration')) {
  const { schemaSql } = await import('../dist/platform/tables/schema-sql.js');
  mkdirSync('prisma/migrations/20261124000000_sites_and_catalog_are_stored', { recursive: true });
  writeFileSync('prisma/migrations/20261124000000_sites_and_catalog_are_stored/migration.sql', schemaSql());
}
