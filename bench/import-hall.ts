import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.js';
import { onceMs, type Measurement } from './measure.js';
import { startServiceProcess } from './service-process.js';

/** Import of a document over REST against `COPY` of the rows that it becomes into bare tables of the same columns. */
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
    const service = await startServiceProcess({ DATABASE_URL: postgres.url });
    const importMs = await onceMs(() => put(`${service.url}/api/v1/sites/${encodeURIComponent(site)}/document`, json));
    await service.stop();
    const copy = await copyAgain(postgres.url);
    return {
      claim: 'import of that document over REST',
      measured: importMs / copy.copyMs,
      limit: 6,
      unit: '× COPY',
      details: { importMs, copyMs: copy.copyMs, rows: copy.rows },
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

/** Copies every table out, and measures copying all of them into bare tables again. */
async function copyAgain(url: string): Promise<{ readonly copyMs: number; readonly rows: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%' ORDER BY 1`,
    );
    await client.query('CREATE SCHEMA bare');
    const contents = new Map<string, Buffer>();
    let rows = 0;
    for (const { name } of tables) {
      await client.query(`CREATE TABLE bare."${name}" (LIKE public."${name}")`);
      const { rows: counted } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM public."${name}"`);
      rows += Number(counted[0]?.n ?? 0);
      contents.set(name, await copiedOut(client, name));
    }
    const copyMs = await onceMs(async () => {
      await client.query('BEGIN');
      for (const [name, content] of contents) {
        if (content.length === 0) continue;
        await pipeline(Readable.from([content]), client.query(copyFrom(`COPY bare."${name}" FROM STDIN`)));
      }
      await client.query('COMMIT');
    });
    return { copyMs, rows };
  } finally {
    await client.end();
  }
}

async function copiedOut(client: pg.Client, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const collect = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await pipeline(client.query(copyTo(`COPY (SELECT * FROM public."${name}") TO STDOUT`)), collect);
  return Buffer.concat(chunks);
}
