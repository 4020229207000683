import type { Cell } from '../inventory/cell.js';
import type { NumberForm } from './number-formats.js';
import { serialDate } from './serial-date.js';
import { textCollector, unescaped } from './shared-strings.js';
import type { XmlHandlers } from './xml-events.js';

export interface SheetRow {
  readonly row: number;
  readonly cells: readonly Cell[];
}

export interface SheetSetting {
  readonly strings: readonly string[];
  readonly forms: readonly NumberForm[];
  readonly is1904: boolean;
}

/** Columns to read beyond the header: enough to see that something stands under none. */
const BEYOND_HEADER = 1;
/** Columns of a header; a sheet has 16,384, an inventory fewer than 100. */
const HEADER_COLUMNS = 2000;

/**
 * Reads one sheet. Rows without any content are left out, and so are cells far to the right of the header, which is the
 * first row that has any.
 */
export function sheetReader({ strings, forms, is1904 }: SheetSetting): {
  readonly handlers: XmlHandlers;
  readonly rows: readonly SheetRow[];
  /** Ranges such as `A1:B2`. */
  readonly merged: readonly string[];
} {
  const rows: SheetRow[] = [];
  const merged: string[] = [];
  const collector = textCollector();
  let row = 0;
  let column = 0;
  let cells: Cell[] = [];
  let width = HEADER_COLUMNS;
  let type = 'n';
  let style = 0;
  let value: string | null = null;
  let formula: string | null = null;
  let inside: 'v' | 'f' | 'is' | null = null;

  const finishCell = () => {
    const isInline = type === 'inlineStr';
    const inline = collector.take();
    const cell = isInline ? inline : cellOf(value, { type, form: forms[style], strings, is1904 });
    const missing = formula !== null && !isInline && (value === null || value === '') && type !== 'str';
    if (column <= width + BEYOND_HEADER) {
      const held: Cell = missing ? { odd: 'formula', text: formula ?? '' } : cell === '' ? null : cell;
      if (held !== null) {
        while (cells.length < column - 1) cells.push(null);
        cells[column - 1] = held;
      }
    }
    value = null;
    formula = null;
  };

  const handlers: XmlHandlers = {
    open: (name, attributes) => {
      if (name === 'row') {
        row = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
        column = 0;
        cells = [];
      } else if (name === 'c') {
        column = columnIn(attributes['r']) ?? column + 1;
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? 0);
      } else if (name === 'v') {
        inside = 'v';
        value = '';
      } else if (name === 'f') {
        inside = 'f';
        formula = '';
      } else if (name === 'is') inside = 'is';
      else if (name === 'mergeCell') merged.push(attributes['ref'] ?? '');
      if (inside === 'is') collector.open(name);
    },
    text: (text) => {
      if (inside === 'v') value = (value ?? '') + text;
      else if (inside === 'f') formula = (formula ?? '') + text;
      else if (inside === 'is') collector.text(text);
    },
    close: (name) => {
      if (inside === 'is') collector.close(name);
      if (name === 'v' || name === 'f' || name === 'is') inside = null;
      else if (name === 'c') finishCell();
      else if (name === 'row' && cells.length > 0) {
        if (rows.length === 0) width = cells.length;
        rows.push({ row, cells });
      }
    },
  };
  return { handlers, rows, merged };
}

interface CellSetting {
  readonly type: string;
  readonly form: NumberForm | undefined;
  readonly strings: readonly string[];
  readonly is1904: boolean;
}

function cellOf(value: string | null, { type, form, strings, is1904 }: CellSetting): Cell {
  if (value === null) return null;
  switch (type) {
    case 's':
      return strings[Number(value)] ?? null;
    case 'str':
      return unescaped(value);
    case 'b':
      return value.trim() === '1' || value.trim() === 'true';
    case 'e':
      return { odd: 'error', text: value };
    case 'd':
      return isoDate(value.trim());
    default:
      return numberCell(value, form, is1904);
  }
}

function numberCell(value: string, form: NumberForm | undefined, is1904: boolean): Cell {
  if (value.trim() === '') return null;
  const number = Number(value);
  if (!Number.isFinite(number)) return { odd: 'error', text: value };
  if (form === undefined || form.shows === 'plain') return number;
  if (form.shows === 'other') return { odd: 'formatted', number, format: form.format };
  const date = serialDate(number, is1904);
  return date === null ? { odd: 'formatted', number, format: 'a date' } : { odd: 'date', ...date };
}

function isoDate(text: string): Cell {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/.exec(text) ?? [];
  if (day === undefined) return { odd: 'error', text };
  return { odd: 'date', day, time: time === undefined || time === '00:00:00' ? null : time };
}

/** `BC12` is column 55. */
export function columnIn(address: string | undefined): number | null {
  if (address === undefined) return null;
  let column = 0;
  for (let i = 0; i < address.length; i += 1) {
    const code = address.charCodeAt(i) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column === 0 ? null : column;
}
