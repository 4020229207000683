import type { Writable } from 'node:stream';
import type { PortUsage } from '../../domain/cabling/port-usage.js';
import type { Schedule, ScheduleRow } from '../../domain/cabling/schedule.js';
import type { ScheduleColumn } from '../../domain/cabling/schedule-columns.js';
import { STYLES } from './cell-style.js';
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
  readonly ports: readonly PortUsage[];
}

export const CABLE_SCHEDULE_NAME = 'Cable schedule';

/**
 * Writes the cables of a site as a workbook: the schedule, which can be edited and read back, the list for pulling in the
 * order of installation, the sheet for the results of tests, and the ports as used, reserved and free. Rows are made as
 * fast as the target takes them, and none is kept.
 */
export async function writeCableWorkbook(given: CableWorkbook, target: Writable): Promise<void> {
  const { site, asOf, contentHash, revisionLabel, schedule, ports } = given;
  const revision = revisionLabel === null ? '' : `Revision ${revisionLabel} · `;
  const page = { site, footer: `${revision}as of ${asOf} · ${contentHash.slice(0, 12)}` };
  await writeWorkbook({ target, day: asOf, title: 'Cable schedule', creator: 'Plenum' }, async (workbook) => {
    const paper = 'A3' as const;
    const columns = given.columns.map(scheduleColumn);
    await writeTable(
      workbook,
      { name: CABLE_SCHEDULE_NAME, columns, rows: schedule.rows(), frozenColumns: 1, paper },
      page,
    );
    await writeTable(
      workbook,
      { name: 'Pull list', columns: pullColumns, rows: schedule.pullList(), frozenColumns: 2, paper },
      page,
    );
    await writeTable(
      workbook,
      { name: 'Test sheet', columns: testColumns, rows: schedule.pullList(), frozenColumns: 1, paper },
      page,
    );
    await writeTable(workbook, { name: 'Port map', columns: portColumns, rows: ports, frozenColumns: 2, paper }, page);
  });
}

const WIDE = new Map([
  ['cable', 22],
  ['type', 18],
  ['route', 28],
  ['trouble', 24],
]);

function scheduleColumn({ name, value }: ScheduleColumn): Column<ScheduleRow> {
  const isNumber = / m$|unit$|pull$/.test(name);
  const isWide = / (device|label|transceiver)$/.test(name);
  return {
    header: name,
    width: WIDE.get(name) ?? (isWide ? 24 : 11),
    alignRight: isNumber,
    cell: (row) => cellOf(value(row)),
  };
}

function cellOf(value: string | number | null): SheetCell {
  if (value === null) return blankCell();
  return typeof value === 'number' ? { value, style: STYLES.metres } : textCell(value);
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
