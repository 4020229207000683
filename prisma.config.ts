import { defineConfig } from 'prisma/config';

// Generating the client runs no engine, but the Prisma CLI looks for one and would download it;
// any existing executable satisfies it, so that the build needs no network.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
