import { Injectable } from '@nestjs/common';
import { compareSnapshots } from '../domain/site/compare.js';
import { toDocument } from '../domain/site/snapshot.js';
import { readCableSchedule } from '../exchange/cabling/read-schedule.js';
import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import { cableScheduleParameters } from '../openapi/cable-operations.js';
import { readParameters } from '../openapi/parameter.js';
import { invalidQuery, refusedSchedule } from '../openapi/refusal.js';
import { DocumentService, type Proposal } from '../sites/document.service.js';
import type { InventoryAnswer } from '../sites/inventory.service.js';
import type { RequestContext } from '../platform/http/request-context.js';
import type { StoredSite } from '../sites/stored-row.js';
import { Problem } from '../platform/problem.js';
import { cableAnalysisOf } from './cable-analysis.js';
import { cableImportOf } from './cable-import.js';
import { today } from './today.js';

/** Edited cable schedules, laid over a stored site: all changes or none, in one audit record. */
@Injectable()
export class CableScheduleService {
  constructor(private readonly documents: DocumentService) {}

  /** @param bytes the schedule as sent, a workbook or CSV */
  async put(site: string, bytes: Uint8Array, context: RequestContext): Promise<InventoryAnswer> {
    const parameters = readParameters(cableScheduleParameters, context.query);
    if (!parameters.ok) throw invalidQuery(parameters.defects);
    const { values } = parameters;
    const [dryRun, deletes] = ['dryRun', 'deletes'].map((name) => values.get(name)?.[0] === true);
    const asOf = values.get('asOf')?.[0];
    const read = await readCableSchedule(bytes);
    if (!read.ok) throw refusedSchedule(read.defects);
    let withheld: readonly string[] = [];
    const make = (stored: StoredSite | null): Proposal => {
      if (stored === null) {
        throw new Problem({ status: 404, code: 'not-found', detail: 'There is no site of this name or id.' });
      }
      const before = stored.snapshot;
      const analysis = cableAnalysisOf(before, { asOf: asOf === undefined ? null : String(asOf), today: today() });
      const result = cableImportOf(before, { analysis, read: read.schedule, deletes: deletes === true });
      if (!result.ok) throw refusedSchedule(result.defects);
      withheld = result.withheld;
      return { document: toDocument(result.after), compared: compareSnapshots(before, result.after, []), renames: [] };
    };
    const { answer } = await this.documents.propose(site, make, {
      options: { dryRun: dryRun === true, allowDeletes: true, updateCatalog: false },
      context,
      action: 'cable-schedule.put',
    });
    const stayed = withheld.slice(0, LISTED_DEFECTS).map((key) => ({ kind: 'cable' as const, key, list: null }));
    return { ...answer, withheld: stayed };
  }
}
