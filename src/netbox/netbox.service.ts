import { Injectable } from '@nestjs/common';
import type { SiteDocument } from '../domain/site/document.js';
import type { Row } from '../domain/site/key.js';
import { collections } from '../domain/site/kinds.js';
import { writeDocument } from '../exchange/document/write-document.js';
import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import { showWhole } from '../exchange/document/text-display.js';
import { exportNetbox, type NetboxExport } from '../exchange/netbox/csv/export-tables.js';
import { importNetbox } from '../exchange/netbox/csv/import-tables.js';
import { readSentFiles, type SentFile } from '../exchange/netbox/sent-files.js';
import { groupNotes, type FileDefect, type NoteGroup } from '../exchange/netbox/import-report.js';
import { netboxImportParameters } from '../openapi/netbox-operations.js';
import { readParameters, type RawQuery } from '../openapi/parameter.js';
import { documentEntry, invalidQuery, refusedFiles } from '../openapi/refusal.js';
import { pointerOf, Problem } from '../platform/problem.js';
import { CatalogEntries } from '../sites/catalog-entries.service.js';
import { DocumentService, type DocumentAnswer } from '../sites/document.service.js';

export type NetboxTablesAnswer = NetboxExport;

export interface NetboxImportAnswer {
  readonly changes: DocumentAnswer;
  /** What a reader should know, each sort of thing once. */
  readonly groups: readonly NoteGroup[];
}

const KEPT_TYPES = ['rackTypes', 'deviceTypes', 'pduTypes'] as const;

/** Sites as tables of NetBox. */
@Injectable()
export class NetboxService {
  constructor(
    private readonly documents: DocumentService,
    private readonly catalog: CatalogEntries,
  ) {}

  async tables(site: string, query: RawQuery): Promise<NetboxTablesAnswer> {
    const reading = readParameters([], query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    return exportNetbox((await this.documents.snapshotOf(site)).snapshot);
  }

  /**
   * Makes a new site. One that is there is not replaced: it has what the tables cannot hold. Types that the catalog has are
   * taken from there.
   *
   * @throws Problem (409) where there is a site of this name, (422) with every defect
   */
  async import(
    bytes: Uint8Array,
    { requestId, query }: { readonly requestId: string; readonly query: RawQuery },
  ): Promise<NetboxImportAnswer> {
    const reading = readParameters(netboxImportParameters, query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const { values } = reading;
    const sent = readSentFiles(bytes);
    if (!sent.ok) throw refusedFiles(sent);
    const wanted = values.get('site')?.[0];
    const { document, defects, notes } = importNetbox(sent.files, typeof wanted === 'string' ? { site: wanted } : {});
    if (document === null) throw refusedTables(defects, sent.files);
    const { name } = document.site;
    if (await this.#exists(name)) throw siteExists(name);
    const body = new TextEncoder().encode(writeDocument(await this.#withStoredTypes(document), 'json'));
    const { answer } = await this.documents.put(
      name,
      { bytes: body, contentType: 'application/json' },
      {
        requestId,
        actor: 'api',
        method: 'POST',
        path: '/api/v1/netbox/imports',
        query: values.get('dryRun')?.[0] === true ? { dryRun: 'true' } : {},
        ifMatch: undefined,
        ifNoneMatch: undefined,
        idempotencyKey: undefined,
      },
    );
    return { changes: answer, groups: groupNotes(notes) };
  }

  /** Types that the catalog has stay as they are there: the tables say less of them. */
  async #withStoredTypes(document: SiteDocument): Promise<SiteDocument> {
    const kept = new Map<string, readonly Row[]>();
    for (const name of KEPT_TYPES) {
      const rows: readonly Row[] = document[name] ?? [];
      const slugs = rows.map((row) => String(row['slug']));
      const stored = await this.catalog.stored(collections[name].name, slugs);
      if (rows.length > 0)
        kept.set(
          name,
          rows.map((row) => stored.get(String(row['slug']))?.row ?? row),
        );
    }
    return { ...document, ...Object.fromEntries(kept) };
  }

  async #exists(site: string): Promise<boolean> {
    try {
      await this.documents.snapshotOf(site);
      return true;
    } catch (error) {
      if (error instanceof Problem && error.getStatus() === 404) return false;
      throw error;
    }
  }
}

function siteExists(name: string): Problem {
  return new Problem({
    status: 409,
    code: 'site-exists',
    detail: `There is a site ${name} already, with things that NetBox's tables cannot hold; rename it in sites.csv and in the column site.`,
  });
}

function refusedTables(defects: readonly FileDefect[], files: readonly SentFile[]): Problem {
  const places = new Map(files.map(({ path }, i) => [path, i]));
  return new Problem({
    status: 422,
    code: 'netbox-import-invalid',
    detail: `${String(defects.length)} ${defects.length === 1 ? 'defect' : 'defects'} in the tables. Nothing was written.`,
    errors: defects.slice(0, LISTED_DEFECTS).map(({ file, defect }) => {
      const entry = documentEntry(defect);
      const at = places.get(file);
      const detail = `${showWhole(file)}:${String(defect.line)}: ${entry.detail}`;
      return { ...entry, pointer: at === undefined ? '' : pointerOf(['files', at, 'text']), detail };
    }),
  });
}
