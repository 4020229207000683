import { SCHEDULE_COLUMNS } from '../../domain/cabling/schedule-columns.js';
import type { LocatedDefect } from '../../domain/defect.js';
import { readCsv } from '../csv/read-csv.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { showText } from '../document/text-display.js';
import type { Cell, Table } from '../inventory/cell.js';
import { readWorkbook } from '../xlsx/read-workbook.js';
import type { ReadSchedule } from './schedule-changes.js';

export type ScheduleReading =
  | { readonly ok: true; readonly schedule: ReadSchedule }
  | { readonly ok: false; readonly defects: readonly LocatedDefect[] };

const KNOWN = SCHEDULE_COLUMNS.map(({ name }) => name);
const REQUIRED = ['cable'];
const SHEET = 'Cable schedule';

/** Reads an edited cable schedule: a workbook by its first bytes (`PK`), else CSV; every wrong column at once. */
export async function readCableSchedule(bytes: Uint8Array): Promise<ScheduleReading> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    const read = readCsv(bytes, { known: KNOWN, required: REQUIRED });
    if (!read.ok) return read;
    const { header, records } = read.table;
    return { ok: true, schedule: { header, records } };
  }
  const { tables, defects } = await readWorkbook(bytes);
  if (defects.length > 0) {
    return { ok: false, defects: defects.map((defect) => ({ ...defect, line: defect.at?.row ?? 1, column: 1 })) };
  }
  const table = tables.find(({ name }) => name === SHEET);
  if (table === undefined) {
    const found = tables.map(({ name }) => name).join(', ');
    const allowed = `a sheet named "${SHEET}"`;
    return { ok: false, defects: [{ code: 'missing', path: [], found, allowed, line: 1, column: 1 }] };
  }
  const wrong = headerDefects(table);
  if (wrong.length > 0) return { ok: false, defects: wrong };
  const records = table.rows.map(({ row, cells }) => ({ line: row, cells: cells.map(textOf) }));
  return { ok: true, schedule: { header: table.header, records } };
}

function headerDefects({ header, headerRow }: Table): readonly LocatedDefect[] {
  const at = (column: number) => ({ path: [], line: headerRow, column });
  const unknown = header.flatMap((name, i): readonly LocatedDefect[] => {
    if (name === '' || KNOWN.includes(name)) return [];
    const nearest = nearestName(name, KNOWN);
    const hint = nearest === undefined ? {} : { nearest };
    return [
      { code: 'unknown-key', found: showText(name), allowed: `one of ${KNOWN.join(', ')}`, ...hint, ...at(i + 1) },
    ];
  });
  const missing = REQUIRED.filter((name) => !header.includes(name)).map((name): LocatedDefect => ({
    code: 'missing',
    found: 'no such column',
    allowed: showText(name),
    ...at(1),
  }));
  return [...unknown, ...missing];
}

/** A cell as the schedule writes it; of a formatted number the number itself. */
function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  if (cell.odd === 'formatted') return String(cell.number);
  return cell.odd === 'date' ? cell.day : cell.text;
}
