import type { Writable } from 'node:stream';
import type { PieceCount } from '../../domain/cabling/cable-plan-counts.js';
import type { PortUsage } from '../../domain/cabling/port-usage.js';
import type { Schedule, ScheduleRow } from '../../domain/cabling/schedule.js';
import type { ScheduleColumn } from '../../domain/cabling/schedule-columns.js';
import { STYLES, type CellStyle } from './cell-style.js';
import { piecesTable, type CountedSheet } from './cable-pieces-sheet.js';
import { writeWorkbook } from './reproducible-workbook.js';
import { blankCell, optionalText, textCell, type SheetCell } from './sheet-cell.js';
import { writeTable, type Column } from './table-sheet.js';

/** What a cable workbook says, and of what. */
export interface CableWorkbook {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
  readonly revisionLabel: string | null;
  readonly schedule: Schedule;
  readonly columns: readonly ScheduleColumn[];
  readonly pieces: readonly PieceCount[];
  readonly ports: readonly PortUsage[];
}

export const CABLE_SCHEDULE_NAME = 'Cable schedule';
const PULL_LIST_NAME = 'Pull list';

/**
 * Writes the cables of a site as a workbook: the schedule, which can be edited and read back, the list for pulling in the
 * order of installation, the sheet for the results of tests, the pieces that are counted from both lists by live formulas,
 * and the ports as used, reserved and free. Rows are made as
 * fast as the target takes them, and none is kept.
 */
export async function writeCableWorkbook(given: CableWorkbook, target: Writable): Promise<void> {
  const { site, asOf, contentHash, revisionLabel, schedule, pieces, ports } = given;
  const revision = revisionLabel === null ? '' : `Revision ${revisionLabel} · `;
  const page = { site, footer: `${revision}as of ${asOf} · ${contentHash.slice(0, 12)}` };
  await writeWorkbook({ target, day: asOf, title: 'Cable schedule', creator: 'Plenum' }, async (workbook) => {
    const paper = 'A3' as const;
    const widths = widthsOf(given.columns, schedule);
    const columns = given.columns.map((column, i) => scheduleColumn(column, widths[i] ?? LEAST_WIDTH));
    await writeTable(
      workbook,
      { name: CABLE_SCHEDULE_NAME, columns, rows: schedule.rows(), frozenColumns: 1, paper },
      page,
    );
    await writeTable(
      workbook,
      { name: PULL_LIST_NAME, columns: pullColumns, rows: schedule.pullList(), frozenColumns: 2, paper },
      page,
    );
    await writeTable(
      workbook,
      { name: 'Test sheet', columns: testColumns, rows: schedule.pullList(), frozenColumns: 1, paper },
      page,
    );
    const counted = {
      schedule: countedSheet(CABLE_SCHEDULE_NAME, columns, ['type', 'order m']),
      pullList: countedSheet(PULL_LIST_NAME, pullColumns, ['Type', 'Piece m']),
      rows: schedule.count,
    };
    await writeTable(workbook, piecesTable(pieces, counted), page);
    await writeTable(workbook, { name: 'Port map', columns: portColumns, rows: ports, frozenColumns: 2, paper }, page);
  });
}

function countedSheet(
  name: string,
  columns: readonly Column<ScheduleRow>[],
  [type, piece]: readonly [string, string],
): CountedSheet {
  const placeOf = (header: string) => columns.findIndex((column) => column.header === header) + 1;
  return { name, typeColumn: placeOf(type), pieceColumn: placeOf(piece) };
}

/** In characters. */
const LEAST_WIDTH = 5;
const MOST_WIDTH = 40;
/** Characters of a column that its indent and the arrow of its filter take. */
const EDGES = 3;
/** Width of a letter of 9 points in a column, which counts digits of 11 points. */
const WIDTH_PER_LETTER = 0.85;

/**
 * Widths of the columns of the schedule: as wide as what stands in them, so that all of them fit on the width of a page
 * and can still be read there. A header breaks at its blanks.
 */
function widthsOf(columns: readonly ScheduleColumn[], schedule: Schedule): readonly number[] {
  const letters = columns.map(({ name }) => Math.max(...name.split(' ').map((word) => word.length)));
  for (const row of schedule.rows()) {
    for (const [i, { value }] of columns.entries()) {
      const shown = value(row);
      const length = shown === null ? 0 : String(shown).length;
      if (length > (letters[i] ?? 0)) letters[i] = length;
    }
  }
  return letters.map((count) => Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, count * WIDTH_PER_LETTER + EDGES)));
}

function scheduleColumn({ name, value }: ScheduleColumn, width: number): Column<ScheduleRow> {
  const style = name.endsWith(' m') ? STYLES.metres : name === 'pull' ? STYLES.whole : STYLES.units;
  const isNumber = name.endsWith(' m') || name.endsWith(' unit') || name === 'pull';
  return { header: name, width, alignRight: isNumber, cell: (row) => cellOf(value(row), style) };
}

function cellOf(value: string | number | null, style: CellStyle = STYLES.metres): SheetCell {
  if (value === null) return blankCell();
  return typeof value === 'number' ? { value, style } : textCell(value);
}

const text = (header: string, width: number, value: (row: ScheduleRow) => string | null): Column<ScheduleRow> => ({
  header,
  width,
  cell: (row) => optionalText(value(row)),
});
const endText = (row: ScheduleRow, at: number): string | null => {
  const end = row.ends[at];
  if (end === undefined) return null;
  const port = end.subPort === null ? end.port : `${end.port}/${end.subPort}`;
  return `${end.rack ?? '?'} U${end.unit === null ? '?' : String(end.unit)} ${end.device}:${port}`;
};
const length = (header: string, value: (row: ScheduleRow) => number | null): Column<ScheduleRow> => ({
  header,
  width: 9,
  alignRight: true,
  cell: (row) => cellOf(value(row)),
});
const blank = (header: string, width: number): Column<ScheduleRow> => ({ header, width, cell: () => blankCell() });

const pullColumns: readonly Column<ScheduleRow>[] = [
  { header: 'Pull', width: 7, alignRight: true, cell: ({ pull }) => ({ value: pull, style: STYLES.whole }) },
  text('Cable', 22, ({ cable }) => cable),
  text('Phase', 18, ({ phase }) => phase),
  text('Trays', 30, ({ segments, way }) => (segments.length === 0 ? way : segments.join(' > '))),
  text('Bundle', 18, ({ bundle }) => bundle),
  text('Type', 18, ({ type }) => type),
  text('Status', 10, ({ status }) => status),
  length('Piece m', ({ orderLengthM }) => orderLengthM),
  text('From', 30, (row) => endText(row, 0)),
  text('To', 30, (row) => endText(row, 1)),
  text('Label here', 26, ({ ends }) => ends[0]?.label ?? null),
  text('Label there', 26, ({ ends }) => ends[1]?.label ?? null),
  blank('Pulled on', 11),
  blank('By', 12),
];

const testColumns: readonly Column<ScheduleRow>[] = [
  text('Cable', 22, ({ cable }) => cable),
  text('Label', 26, ({ ends }) => ends[0]?.label ?? null),
  text('From', 30, (row) => endText(row, 0)),
  text('To', 30, (row) => endText(row, 1)),
  text('Test', 44, ({ test }) => test),
  length('Way m', ({ routeM }) => routeM),
  blank('Length as built m', 12),
  blank('Measured', 14),
  blank('Pass / fail', 10),
  blank('Tested on', 11),
  blank('By', 12),
];

const portColumns: readonly Column<PortUsage>[] = [
  { header: 'Rack', width: 14, cell: ({ rack }) => optionalText(rack) },
  { header: 'Device type', width: 24, cell: ({ deviceType }) => textCell(deviceType) },
  { header: 'Ports', width: 20, cell: ({ ports }) => textCell(ports) },
  ...(['devices', 'total', 'used', 'reserved', 'free'] as const).map((field): Column<PortUsage> => ({
    header: `${field.slice(0, 1).toUpperCase()}${field.slice(1)}`,
    width: 10,
    alignRight: true,
    cell: (row) => ({ value: row[field], style: STYLES.whole }),
  })),
];
