import { Injectable } from '@nestjs/common';
import { toDocument } from '../domain/site/snapshot.js';
import { importReadings } from '../exchange/csv/import-readings.js';
import { showText } from '../exchange/document/text-display.js';
import { readParameters } from '../openapi/parameter.js';
import { readingWriteParameters } from '../openapi/reading-operations.js';
import { invalidQuery, invalidReadings } from '../openapi/refusal.js';
import { Problem } from '../platform/problem.js';
import { DocumentService, type DocumentAnswer, type Proposal } from './document.service.js';
import type { RequestContext } from '../platform/http/request-context.js';
import type { StoredSite } from './stored-row.js';

/** Readings of meters and sensors, as CSV, into a site. */
@Injectable()
export class ReadingsService {
  constructor(private readonly documents: DocumentService) {}

  async importCsv(site: string, bytes: Uint8Array, context: RequestContext): Promise<DocumentAnswer> {
    const reading = readParameters(readingWriteParameters, context.query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const make = (stored: StoredSite | null): Proposal => {
      if (stored === null) {
        throw new Problem({ status: 404, code: 'not-found', detail: `There is no site ${showText(site)}.` });
      }
      const result = importReadings(toDocument(stored.snapshot), bytes);
      if (!result.ok) throw invalidReadings(result.defects, result.unlisted);
      return { document: result.document, compared: result.changes, renames: [] };
    };
    const options = { dryRun: reading.values.get('dryRun')?.[0] === true, allowDeletes: false, updateCatalog: false };
    return (await this.documents.propose(site, make, { options, context, action: 'readings.import' })).answer;
  }
}
