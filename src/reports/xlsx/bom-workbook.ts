import type { Writable } from 'node:stream';
import type { Bom } from '../../domain/bom/bom.js';
import { cableScheduleTable } from './bom-cable-schedule-sheet.js';
import { linesTable } from './bom-lines-sheet.js';
import { assumptionsTable, missingPricesTable, omissionsTable } from './bom-register-sheets.js';
import { sequenceTable } from './bom-sequence-sheet.js';
import { writeSummary } from './bom-summary-sheet.js';
import { whereUsedTable } from './bom-where-used-sheet.js';
import { writeWorkbook } from './reproducible-workbook.js';
import { writeTable } from './table-sheet.js';

/**
 * Writes a bill of materials as a workbook. The bytes follow from the bill alone: every date in them is its `asOf`.
 * Rows are written as fast as the target takes them, and none is kept.
 *
 * @param target ended when the workbook is whole
 * @throws what the target reports
 */
export async function writeBomWorkbook(bom: Bom, target: Writable): Promise<void> {
  const revision = bom.revisionLabel === null ? '' : `Revision ${bom.revisionLabel} · `;
  const page = { site: bom.site, footer: `${revision}as of ${bom.asOf} · ${bom.contentHash.slice(0, 12)}` };
  await writeWorkbook({ target, day: bom.asOf, title: 'Bill of materials', creator: 'Plenum' }, async (workbook) => {
    await writeSummary(workbook, bom, page);
    await writeTable(workbook, linesTable(bom), page);
    await writeTable(workbook, whereUsedTable(bom), page);
    await writeTable(workbook, cableScheduleTable(bom), page);
    await writeTable(workbook, sequenceTable(bom), page);
    await writeTable(workbook, assumptionsTable(bom), page);
    await writeTable(workbook, missingPricesTable(bom), page);
    await writeTable(workbook, omissionsTable(bom), page);
  });
}
