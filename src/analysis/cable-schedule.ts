import { pieceCounts } from '../domain/cabling/cable-plan-counts.js';
import { SCHEDULE_COLUMNS } from '../domain/cabling/schedule-columns.js';
import { portUsageOf } from '../domain/cabling/port-usage.js';
import { scheduleOf, type Schedule } from '../domain/cabling/schedule.js';
import { csvPieces } from '../exchange/csv/write-csv.js';
import type { CableWorkbook } from '../reports/xlsx/cable-workbook.js';
import type { CableAnalysis } from './cable-analysis.js';

export function scheduleOfAnalysis({ index, plan, policy }: CableAnalysis): Schedule {
  return scheduleOf(index, plan.cables, policy);
}

/** What the workbook of a cable plant says. */
export function cableWorkbookOf(analysis: CableAnalysis): CableWorkbook {
  const { site, asOf, contentHash, revisionLabel, index, plan } = analysis;
  const schedule = scheduleOfAnalysis(analysis);
  return {
    site,
    asOf,
    contentHash,
    revisionLabel,
    schedule,
    columns: SCHEDULE_COLUMNS,
    pieces: pieceCounts(plan.cables),
    ports: portUsageOf(index),
  };
}

/** The cable schedule as CSV, to be edited and read back. */
export function scheduleCsv(analysis: CableAnalysis): string {
  return [...scheduleCsvPieces(analysis)].join('');
}

/** The same piece by piece, so that a schedule of any length can be written without being held. */
export function scheduleCsvPieces(analysis: CableAnalysis): Iterable<string> {
  const { rows } = scheduleOfAnalysis(analysis);
  function* cells() {
    for (const row of rows()) yield SCHEDULE_COLUMNS.map(({ value }) => value(row));
  }
  return csvPieces(
    SCHEDULE_COLUMNS.map(({ name }) => name),
    cells(),
  );
}
