import { Injectable } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import { keyText } from '../domain/site/key.js';
import { collections } from '../domain/site/kinds.js';
import {
  joinLibrary,
  LIBRARY_COLLECTIONS,
  readOne,
  type LibraryCatalog,
  type LibraryCollection,
  type ReadFile,
} from '../exchange/netbox/read-library.js';
import { readSentFiles, type SentFile } from '../exchange/netbox/sent-files.js';
import { catalogImportParameters } from '../openapi/catalog-operations.js';
import { readParameters, type RawQuery } from '../openapi/parameter.js';
import { conflict, invalidQuery, refusedFiles } from '../openapi/refusal.js';
import { CatalogEntries } from '../sites/catalog-entries.service.js';
import type { StoredRow } from '../sites/stored-row.js';
import type { Precondition } from '../sites/write.js';
import { importAnswer, type ImportAnswer } from './import-answer.js';
import { refusedLibrary } from './refused-library.js';
import { importChanges, type ImportChanges } from './import-changes.js';

/** How often an import is tried against others who write at the same time. */
const ATTEMPTS = 5;

/** What an import needs to know of a request beside its body. */
export interface ImportRequest {
  readonly requestId: string;
  readonly query: RawQuery;
}

type Stored = ReadonlyMap<LibraryCollection, ReadonlyMap<string, StoredRow>>;

/** Types of the NetBox device-type library into the catalog. */
@Injectable()
export class CatalogImports {
  constructor(private readonly catalog: CatalogEntries) {}

  /**
   * Reads every file, then writes what is new or different: all of it in one transaction with one audit record, or nothing.
   *
   * @throws Problem with every defect of every file
   */
  async import(bytes: Uint8Array, context: ImportRequest): Promise<ImportAnswer> {
    const reading = readParameters(catalogImportParameters, context.query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const dryRun = reading.values.get('dryRun')?.[0] === true;
    const allNotes = reading.values.get('notes')?.[0] === 'all';
    const sent = readSentFiles(bytes);
    if (!sent.ok) throw refusedFiles(sent);
    const { files } = sent;
    const library = await readInTurns(files);
    if (library.defects.length > 0) throw refusedLibrary(library, files);
    for (let attempt = 1; ; attempt += 1) {
      const stored = await this.#stored(library);
      const found = importChanges(library.entries, (name, slug) => stored.get(name)?.get(slug)?.row);
      const told = { ...found, entries: await this.#withSites(found) };
      const answer = importAnswer(library, told, { dryRun, allNotes });
      if (dryRun || found.changes.length === 0) return answer;
      const preconditions = revisionsOf(found, stored);
      const { requestId } = context;
      const write = { changes: found.changes, preconditions, requestId, action: 'catalog.import' };
      const result = await this.catalog.write(write);
      if (result.status === 'written' || result.status === 'unchanged') return answer;
      if (attempt < ATTEMPTS) continue;
      throw conflict(result.status === 'refused' ? result.defects : []);
    }
  }

  async #stored({ entries }: LibraryCatalog): Promise<Stored> {
    const stored = new Map<LibraryCollection, ReadonlyMap<string, StoredRow>>();
    for (const name of LIBRARY_COLLECTIONS) {
      const slugs = entries.filter(({ collection }) => collection === name).map(({ row }) => String(row['slug']));
      stored.set(name, await this.catalog.stored(collections[name].name, slugs));
    }
    return stored;
  }

  /** Entries that change, with the sites for which they change. */
  async #withSites({ entries }: ImportChanges): Promise<ImportChanges['entries']> {
    const users = new Map<LibraryCollection, ReadonlyMap<string, readonly string[]>>();
    for (const name of LIBRARY_COLLECTIONS) {
      const changed = entries.filter(({ op, collection }) => op === 'update' && collection === name);
      users.set(
        name,
        await this.catalog.sitesUsing(
          collections[name].name,
          changed.map(({ slug }) => slug),
        ),
      );
    }
    return entries.map((entry) =>
      entry.op === 'update' ? { ...entry, sites: users.get(entry.collection)?.get(entry.slug) ?? [] } : entry,
    );
  }
}

/** Reads the files one by one and lets other requests in between. */
async function readInTurns(files: readonly SentFile[]): Promise<LibraryCatalog> {
  const read: ReadFile[] = [];
  for (const file of files) {
    read.push(readOne(file));
    await setImmediate();
  }
  return joinLibrary(read);
}

/** What the import relies on: entries that it changes are as they were read. */
function revisionsOf({ changes }: ImportChanges, stored: Stored): readonly Precondition[] {
  const byKind = new Map<string, ReadonlyMap<string, StoredRow>>(
    [...stored].map(([name, rows]) => [collections[name].name, rows]),
  );
  return changes.flatMap((change): readonly Precondition[] => {
    if (change.op !== 'update') return [];
    const row = byKind.get(change.kind)?.get(keyText(change.key));
    return row === undefined ? [] : [{ kind: change.kind, id: row.id, revision: row.revision }];
  });
}
