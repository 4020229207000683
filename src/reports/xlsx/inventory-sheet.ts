import type ExcelJS from 'exceljs';
import type { InventoryColumn } from '../../exchange/inventory/column-plan.js';
import { NOTE_MARK } from '../../exchange/inventory/read-tables.js';
import { ORDER, OWNER } from '../../exchange/inventory/sheet-plan.js';
import type { FilledSheet } from '../../exchange/inventory/tables-of-document.js';
import { STYLES, type CellStyle } from './cell-style.js';
import { columnLetter } from './column-letter.js';
import { entryCell, entryStyle } from './inventory-cell.js';
import { printedEdges, printSetup, type PrintedPage } from './printed-page.js';
import { addRow, settle, type Workbook } from './reproducible-workbook.js';

/** The header and the row that explains it. */
const HEAD_ROWS = 2;
/** Rows below the last one for which drop-downs and checks are there. */
const FURTHER_ROWS = 1000;
const NOTE_HEIGHT_PT = 64;
/** Longest text of a list inside a data validation (Excel specifications and limits). */
const LIST_LIMIT = 255;

const REQUIRED: CellStyle = { ...STYLES.header, fill: filled('FF9C1C1C') };
const OPTIONAL: CellStyle = STYLES.header;
const FOUND_BY: CellStyle = { ...STYLES.header, fill: filled('FF52606D') };
const NOTE: CellStyle = { ...STYLES.wrapped, fill: filled('FFF0F3F6') };

interface Surroundings {
  readonly page: PrintedPage;
  /** All sheets of the workbook, for drop-downs of names. */
  readonly sheets: readonly FilledSheet[];
}

/** Writes one sheet to fill in: names of columns, what they mean, the rows, and drop-downs beyond the last row. */
export async function writeInventorySheet(
  workbook: Workbook,
  filledSheet: FilledSheet,
  { page, sheets }: Surroundings,
): Promise<void> {
  const { sheet: plan, columns, rows, count } = filledSheet;
  const isList = plan.list !== null;
  const frozen = columns.findIndex(({ header }) => header !== 'key' && header !== ORDER && !header.startsWith(OWNER));
  const sheet = workbook.addWorksheet(plan.name, {
    properties: { tabColor: { argb: isList ? 'FFC3CAD3' : 'FF1F4E79' } },
    views: [{ state: 'frozen', xSplit: isList ? frozen : frozen + 1, ySplit: HEAD_ROWS, showGridLines: true }],
    pageSetup: { ...printSetup('A3'), printTitlesRow: '1:1' },
    headerFooter: printedEdges(page, plan.name),
  });
  sheet.columns = columns.map((column) => ({ width: widthOf(column), style: entryStyle(column) }));
  writeHead(sheet, columns);
  for (const cells of rows) {
    const row = addRow(sheet);
    cells.forEach((cell, i) => {
      const column = columns[i];
      const made = column === undefined ? null : entryCell(column, cell);
      if (made === null) return;
      const place = row.getCell(i + 1);
      place.value = made.value;
      place.style = made.style;
    });
    row.commit();
    await settle(sheet);
  }
  const last = HEAD_ROWS + count + FURTHER_ROWS;
  columns.forEach((column, i) => {
    const letter = columnLetter(i + 1);
    const validation = validationOf(column, sheets);
    if (validation !== null)
      validationsOf(sheet).add(`${letter}${String(HEAD_ROWS + 1)}:${letter}${String(last)}`, validation);
  });
  const end = { row: HEAD_ROWS + Math.max(count, 1), column: columns.length };
  sheet.autoFilter = { from: { row: HEAD_ROWS, column: 1 }, to: end };
  sheet.commit();
  await settle(sheet);
}

function writeHead(sheet: ExcelJS.Worksheet, columns: readonly InventoryColumn[]): void {
  const header = sheet.addRow([]);
  header.height = 24;
  const note = sheet.addRow([]);
  note.height = NOTE_HEIGHT_PT;
  columns.forEach((column, i) => {
    const isFoundBy = column.header === 'key' || column.header === ORDER || column.header.startsWith(OWNER);
    const head = header.getCell(i + 1);
    head.value = column.header;
    head.style = column.required ? REQUIRED : isFoundBy ? FOUND_BY : OPTIONAL;
    const told = note.getCell(i + 1);
    told.value = i === 0 ? NOTE_MARK : noteOf(column);
    told.style = NOTE;
  });
  header.commit();
  note.commit();
}

/** Unit, whether it is needed, and meaning of a column. */
export function noteOf({ unit, required, description, form }: InventoryColumn): string {
  const facts = [unit === null ? '' : `[${unit}]`, required ? 'required' : '', form === 'list' ? 'list' : ''];
  return [...facts.filter((fact) => fact !== ''), description].join(' · ');
}

function widthOf({ header, form, path }: InventoryColumn): number {
  if (header === 'key' || header.startsWith(OWNER) || header === 'name' || header === 'slug') return 24;
  if (path[0] === 'description') return 48;
  const byForm = { name: 18, text: 36, list: 24, date: 13, scalar: 16, json: 24 } as const;
  const least = form in byForm ? byForm[form as keyof typeof byForm] : 13;
  return Math.max(least, Math.min(header.length + 3, 30));
}

/** A drop-down of what is allowed or of the names that there are, or the range of a number. */
function validationOf(column: InventoryColumn, sheets: readonly FilledSheet[]): ExcelJS.DataValidation | null {
  const { form, values, references, minimum, maximum } = column;
  const refuses = { allowBlank: true, showErrorMessage: true, errorTitle: column.header };
  if (form === 'list') return null;
  if (form === 'boolean') return listValidation('TRUE,FALSE', { ...refuses, error: 'TRUE or FALSE' });
  if (values !== null) {
    const list = values.join(',');
    return list.length > LIST_LIMIT
      ? null
      : listValidation(list, { ...refuses, error: `One of: ${values.join(', ')}`.slice(0, 225) });
  }
  if (references !== null) return nameValidation(column, sheets);
  if ((form !== 'number' && form !== 'integer') || (minimum === null && maximum === null)) return null;
  const bounds = [minimum ?? -1e15, maximum ?? 1e15];
  const unit = column.unit === null ? '' : ` ${column.unit}`;
  const error = `${form === 'integer' ? 'A whole number' : 'A number'} from ${String(bounds[0])} to ${String(bounds[1])}${unit}`;
  return { type: form === 'integer' ? 'whole' : 'decimal', operator: 'between', formulae: bounds, ...refuses, error };
}

function listValidation(list: string, rest: Omit<ExcelJS.DataValidation, 'type' | 'formulae'>): ExcelJS.DataValidation {
  return { ...rest, type: 'list', formulae: [`"${list}"`] };
}

/** Names that are there are offered; others may be typed, since rows may be added. */
function nameValidation(
  { references }: InventoryColumn,
  sheets: readonly FilledSheet[],
): ExcelJS.DataValidation | null {
  const target = sheets.find(({ sheet }) => sheet.kind === references && sheet.list === null);
  const column = target?.columns.findIndex(({ header }) => header === 'name' || header === 'slug') ?? -1;
  if (target === undefined || column === -1) return null;
  const letter = columnLetter(column + 1);
  const last = HEAD_ROWS + target.count + FURTHER_ROWS;
  const range = `'${target.sheet.name}'!$${letter}$${String(HEAD_ROWS + 1)}:$${letter}$${String(last)}`;
  return { type: 'list', allowBlank: true, showErrorMessage: false, formulae: [range] };
}

/** What the writer of exceljs has and does not declare. */
function validationsOf(sheet: ExcelJS.Worksheet): { add(range: string, validation: ExcelJS.DataValidation): void } {
  return (sheet as unknown as { dataValidations: { add(range: string, validation: ExcelJS.DataValidation): void } })
    .dataValidations;
}

function filled(argb: string): ExcelJS.Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}
