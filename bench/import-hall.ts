import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.js';
import { onceMs, type Measurement } from './measure.js';
import { startServiceProcess } from './service-process.js';

/**
 * Import of a document over REST against `COPY` of the rows that it becomes into an empty database of the same tables,
 * keys and constraints; beside it, `COPY` into bare tables, which check nothing.
 */
export async function measureImport({
  json,
  site,
  dataDirectory,
}: {
  readonly json: string;
  readonly site: string;
  readonly dataDirectory: string;
}): Promise<Measurement> {
  const postgres = await startEmbeddedPostgres({ dataDirectory });
  try {
    const empty = urlOf(postgres.url, 'empty');
    await (await startServiceProcess({ DATABASE_URL: postgres.url })).stop();
    await inDatabase(urlOf(postgres.url, 'postgres'), (client) =>
      client.query(`CREATE DATABASE empty TEMPLATE "${new URL(postgres.url).pathname.slice(1)}"`),
    );
    const service = await startServiceProcess({ DATABASE_URL: postgres.url });
    const importMs = await onceMs(() => put(`${service.url}/api/v1/sites/${encodeURIComponent(site)}/document`, json));
    await service.stop();
    const tables = await inDatabase(postgres.url, copiedOut);
    const copyMs = await inDatabase(empty, (client) => copyIn(client, tables, 'public'));
    const bareCopyMs = await inDatabase(postgres.url, async (client) => {
      await client.query('CREATE SCHEMA bare');
      for (const name of tables.keys()) await client.query(`CREATE TABLE bare."${name}" (LIKE public."${name}")`);
      return copyIn(client, tables, 'bare');
    });
    return {
      claim: 'import of that document over REST',
      measured: importMs / copyMs,
      limit: 6,
      unit: '× COPY',
      details: { importMs, copyMs, bareCopyMs },
    };
  } finally {
    await postgres.stop();
  }
}

async function put(url: string, json: string): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', body: json, headers: { 'content-type': 'application/json' } });
  if (!answer.ok) throw new Error(`PUT answered ${String(answer.status)}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

function urlOf(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

async function inDatabase<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Contents of every table that has rows, by name. */
async function copiedOut(client: pg.Client): Promise<ReadonlyMap<string, Buffer>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_%' ORDER BY 1`,
  );
  const tables = new Map<string, Buffer>();
  for (const { name } of rows) {
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo(`COPY public."${name}" TO STDOUT`))) chunks.push(chunk as Buffer);
    if (chunks.length > 0) tables.set(name, Buffer.concat(chunks));
  }
  return tables;
}

/** Copies all tables in one transaction; constraints are deferred, so that their order does not matter. */
function copyIn(client: pg.Client, tables: ReadonlyMap<string, Buffer>, schema: string): Promise<number> {
  return onceMs(async () => {
    await client.query('BEGIN; SET CONSTRAINTS ALL DEFERRED');
    for (const [name, content] of tables) {
      await pipeline(Readable.from([content]), client.query(copyFrom(`COPY ${schema}."${name}" FROM STDIN`)));
    }
    await client.query('COMMIT');
  });
}
