import type { Defect } from '../../domain/defect.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { showText } from '../document/text-display.js';
import type { Cell, OddCell } from './cell.js';
import type { CellForm, InventoryColumn } from './column-plan.js';
import { listEntries } from './list-cell.js';
import { looksEmpty, scalarValue } from './write-cell.js';

/** What is wrong with a cell by itself. */
export type CellFault = Pick<Defect, 'code' | 'found' | 'allowed' | 'nearest'>;

/** The value of a cell; nothing where the cell is empty. */
export type CellReading = { readonly value?: unknown } | { readonly fault: CellFault };

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const DECIMAL_COMMA = /^[-+]?\d+,\d+$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TRUE_WORDS = ['true', 'yes', 'y', 'x'];
const FALSE_WORDS = ['false', 'no', 'n'];

/**
 * Reads a cell as its column wants it. Only the form is judged here: whether the value is allowed, the schema says. What
 * could be read in two ways, such as `1,234` or `03/04/2027`, is refused rather than guessed.
 */
export function readCell(column: InventoryColumn, cell: Cell): CellReading {
  if (cell === null || (typeof cell === 'string' && cell.trim() === '')) return {};
  if (typeof cell === 'object') return readOdd(column, cell);
  switch (column.form) {
    case 'integer':
    case 'number':
      return readNumber(column, cell);
    case 'boolean':
      return readBoolean(column, cell);
    case 'name':
    case 'text':
      return readText(column, cell);
    case 'date':
      return typeof cell === 'string' && DAY.test(cell.trim())
        ? { value: cell.trim() }
        : fault(column, { code: typeof cell === 'string' ? 'format' : 'type', found: shownCell(cell) });
    case 'list':
      return readList(column, cell);
    case 'scalar': {
      const value = typeof cell === 'string' ? scalarValue(cell) : cell;
      return value === undefined ? fault(column, { code: 'format', found: shownCell(cell) }) : { value };
    }
    case 'empty':
      return cell === '{}' ? { value: {} } : fault(column, { code: 'format', found: shownCell(cell) });
    case 'json':
      return readJson(column, cell);
  }
}

/** What may stand in a column, for a reader. */
export function allowedWords({ form, unit, values, itemForm }: InventoryColumn): string {
  const inUnit = unit === null ? '' : ` in ${unit}`;
  if (values !== null && form !== 'list') return values.join(', ');
  if (form === 'list')
    return `${values === null ? FORM_WORDS[itemForm] : `of ${values.join(', ')}`}, several parted by ";"`;
  return form === 'number' || form === 'integer' ? `${FORM_WORDS[form]}${inUnit}` : FORM_WORDS[form];
}

const FORM_WORDS: Readonly<Record<CellForm, string>> = {
  name: 'text of one line',
  text: 'text',
  integer: 'a whole number',
  number: 'a number with a decimal point',
  boolean: 'TRUE or FALSE',
  date: 'a date of the spreadsheet or text as 2027-03-01',
  list: 'a list',
  scalar: 'a number, TRUE or FALSE, or text; text that looks like one of these in double quotes',
  empty: '{} or nothing',
  json: 'JSON',
};

function readNumber(column: InventoryColumn, cell: string | number | boolean): CellReading {
  if (typeof cell === 'number') return { value: cell };
  if (typeof cell === 'boolean') return fault(column, { code: 'type', found: shownCell(cell) });
  const text = cell.trim();
  if (NUMBER.test(text) && Number.isFinite(Number(text))) return { value: Number(text) };
  const comma = DECIMAL_COMMA.test(text) ? { nearest: text.replace(',', '.') } : {};
  return fault(column, { code: 'type', found: showText(text), ...comma });
}

function readBoolean(column: InventoryColumn, cell: string | number | boolean): CellReading {
  if (typeof cell === 'boolean') return { value: cell };
  const word = String(cell).trim().toLowerCase();
  if (TRUE_WORDS.includes(word) || word === '1') return { value: true };
  if (FALSE_WORDS.includes(word) || word === '0') return { value: false };
  const nearest = nearestName(word, ['true', 'false']);
  return fault(column, { code: 'type', found: shownCell(cell), ...(nearest === undefined ? {} : { nearest }) });
}

/** Numbers in columns of text (a serial number, a version) are taken as they are written without a format. */
function readText(column: InventoryColumn, cell: string | number | boolean): CellReading {
  if (typeof cell === 'boolean') return fault(column, { code: 'type', found: shownCell(cell) });
  if (typeof cell === 'number') {
    return Number.isSafeInteger(cell) || Math.abs(cell) < 1e15
      ? { value: String(cell) }
      : fault(column, { code: 'type', found: shownCell(cell) });
  }
  if (column.form === 'name') return { value: cell.trim() };
  return { value: cell.length > 1 && looksEmpty(cell) && cell.startsWith('"') ? cell.slice(1, -1) : cell };
}

function readList(column: InventoryColumn, cell: string | number | boolean): CellReading {
  if (typeof cell === 'boolean') return fault(column, { code: 'type', found: shownCell(cell) });
  const entries = typeof cell === 'number' ? [String(cell)] : listEntries(cell);
  if (entries === null) return fault(column, { code: 'format', found: shownCell(cell) });
  const item: InventoryColumn = { ...column, form: column.itemForm, values: null };
  const value: unknown[] = [];
  for (const entry of entries) {
    // An empty entry in quotes is refused by the schema, in its own words.
    const read = entry === '' ? { value: entry } : readCell(item, entry);
    if ('fault' in read) return { fault: { ...read.fault, allowed: allowedWords(column) } };
    value.push(read.value);
  }
  return { value };
}

function readJson(column: InventoryColumn, cell: string | number | boolean): CellReading {
  if (typeof cell !== 'string') return { value: cell };
  try {
    return { value: JSON.parse(cell) as unknown };
  } catch {
    return fault(column, { code: 'format', found: shownCell(cell) });
  }
}

function readOdd(column: InventoryColumn, cell: OddCell): CellReading {
  switch (cell.odd) {
    case 'date':
      if (column.form === 'date' && cell.time === null) return { value: cell.day };
      return fault(column, {
        code: 'type',
        found: `the date ${cell.day}${cell.time === null ? '' : ` ${cell.time}`}`,
        allowed: `${allowedWords(column)}${column.form === 'date' ? ', without a time' : '; format the column as text before typing'}`,
      });
    case 'formatted':
      if (column.form === 'number' || column.form === 'integer' || column.form === 'scalar')
        return { value: cell.number };
      return fault(column, {
        code: 'type',
        found: `the number ${String(cell.number)} shown as ${showText(cell.format)}`,
        allowed: `${allowedWords(column)}; format the column as text before typing`,
      });
    case 'error':
      return fault(column, { code: 'type', found: `the error ${cell.text}` });
    case 'formula':
      return fault(column, {
        code: 'type',
        found: `a formula without a stored result, =${cell.text.slice(0, 60)}`,
        allowed: `${allowedWords(column)}; open the file in a spreadsheet and save it, so that results are stored`,
      });
  }
}

function fault(column: InventoryColumn, found: Partial<CellFault> & Pick<CellFault, 'code' | 'found'>): CellReading {
  return { fault: { allowed: allowedWords(column), ...found } };
}

function shownCell(cell: string | number | boolean): string {
  return typeof cell === 'string'
    ? showText(cell)
    : typeof cell === 'boolean'
      ? String(cell).toUpperCase()
      : String(cell);
}
