import { Injectable } from '@nestjs/common';
import { nearestName } from '../domain/site/nearest-name.js';
import { toDocument } from '../domain/site/snapshot.js';
import { contentHash } from '../exchange/content-hash.js';
import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import { showText } from '../exchange/document/text-display.js';
import { importInventory, type RefusedInventory } from '../exchange/inventory/import-inventory.js';
import { readSheetCsv, sheetCsv } from '../exchange/inventory/inventory-csv.js';
import type { Withheld } from '../exchange/inventory/merge-inventory.js';
import type { InventoryReading } from '../exchange/inventory/read-tables.js';
import { inventorySheets } from '../exchange/inventory/sheet-plan.js';
import { filledSheets } from '../exchange/inventory/tables-of-document.js';
import { readWorkbook } from '../exchange/xlsx/read-workbook.js';
import { inventoryWriteParameters } from '../openapi/inventory-operations.js';
import { readParameters } from '../openapi/parameter.js';
import { inventoryEntry, invalidQuery } from '../openapi/refusal.js';
import { Problem } from '../platform/problem.js';
import { inventoryBytes } from '../reports/xlsx/inventory-workbook.js';
import { DocumentService, type DocumentAnswer, type Proposal, type PutDocument } from './document.service.js';
import type { RequestContext } from '../platform/http/request-context.js';
import type { StoredSite } from './stored-row.js';

/** A file of the inventory and the state of the site that it shows. */
export interface InventoryFile {
  readonly site: string;
  readonly hash: string;
  readonly bytes: Buffer;
}

export interface InventoryAnswer extends DocumentAnswer {
  readonly withheld: readonly Withheld[];
}

/** The inventory of a site as a workbook and as CSV, out and in. */
@Injectable()
export class InventoryService {
  constructor(private readonly documents: DocumentService) {}

  async workbook(site: string, context: RequestContext): Promise<InventoryFile> {
    refuseParameters(context);
    const { snapshot } = await this.documents.snapshotOf(site);
    const bytes = await inventoryBytes(toDocument(snapshot));
    return { site: snapshot.site.name, hash: contentHash(snapshot), bytes };
  }

  async sheet(site: string, sheet: string, context: RequestContext): Promise<InventoryFile> {
    refuseParameters(context);
    refuseUnknownSheet(sheet);
    const { snapshot } = await this.documents.snapshotOf(site);
    const filled = filledSheets(toDocument(snapshot)).find((one) => one.sheet.name === sheet);
    const text = filled === undefined ? '' : sheetCsv(filled);
    return { site: snapshot.site.name, hash: contentHash(snapshot), bytes: Buffer.from(text) };
  }

  async putWorkbook(site: string, bytes: Uint8Array, context: RequestContext) {
    const options = readOptions(context);
    return this.#put(site, await readWorkbook(bytes), { options, context });
  }

  async putSheet(
    site: string,
    { sheet, bytes }: { readonly sheet: string; readonly bytes: Uint8Array },
    context: RequestContext,
  ) {
    refuseUnknownSheet(sheet);
    const options = readOptions(context);
    return this.#put(site, readSheetCsv(sheet, bytes), { options, context });
  }

  async #put(
    site: string,
    reading: InventoryReading,
    { options, context }: { readonly options: Options; readonly context: RequestContext },
  ): Promise<Omit<PutDocument, 'answer'> & { readonly answer: InventoryAnswer }> {
    const { deletes, ...others } = options;
    let withheld: readonly Withheld[] = [];
    const make = (stored: StoredSite | null): Proposal => {
      const before = stored === null ? null : toDocument(stored.snapshot);
      const result = importInventory({ before, reading, deletes });
      if (!result.ok) throw refusedInventory(reading, result);
      withheld = result.withheld;
      return { document: result.document, compared: result.changes, renames: result.renames };
    };
    const request = { options: { ...others, allowDeletes: true }, context, action: 'inventory.put' };
    const put = await this.documents.propose(site, make, request);
    return { ...put, answer: { ...put.answer, withheld: withheld.slice(0, LISTED_DEFECTS) } };
  }
}

interface Options {
  readonly dryRun: boolean;
  readonly deletes: boolean;
  readonly updateCatalog: boolean;
}

function readOptions({ query }: RequestContext): Options {
  const reading = readParameters(inventoryWriteParameters, query);
  if (!reading.ok) throw invalidQuery(reading.defects);
  const { values } = reading;
  return {
    dryRun: values.get('dryRun')?.[0] === true,
    deletes: values.get('deletes')?.[0] === true,
    updateCatalog: values.get('catalog')?.[0] === 'update',
  };
}

function refuseParameters({ query }: RequestContext): void {
  const reading = readParameters([], query);
  if (!reading.ok) throw invalidQuery(reading.defects);
}

function refuseUnknownSheet(sheet: string): void {
  const known = inventorySheets().map(({ name }) => name);
  if (known.includes(sheet)) return;
  const nearest = nearestName(sheet, known);
  const meant = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  const detail = `An inventory has no sheet ${showText(sheet)}${meant}`;
  throw new Problem({ status: 404, code: 'not-found', detail });
}

/** Refuses an inventory with every defect: 400 where its file cannot be read at all. */
function refusedInventory({ tables }: InventoryReading, { defects, unlisted }: RefusedInventory): Problem {
  const isUnreadable = tables.length === 0;
  const listed = defects.slice(0, LISTED_DEFECTS);
  const total = defects.length + unlisted;
  const counted = total === 1 ? 'one defect' : `${String(total)} defects`;
  const further = total - listed.length;
  return new Problem({
    status: isUnreadable ? 400 : 422,
    code: isUnreadable ? 'inventory-malformed' : 'inventory-invalid',
    detail: `The inventory has ${counted}${further > 0 ? `; the first ${String(listed.length)} are listed` : ''}. Nothing was written.`,
    errors: listed.map(inventoryEntry),
  });
}
