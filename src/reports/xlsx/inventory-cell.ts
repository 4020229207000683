import type { Cell } from '../../exchange/inventory/cell.js';
import type { InventoryColumn } from '../../exchange/inventory/column-plan.js';
import { quotedStyle, STYLES, type CellStyle } from './cell-style.js';
import { beginsLikeFormula } from './cell-text.js';
import type { SheetCell } from './sheet-cell.js';

/** Styles of columns to fill in: what is typed under them keeps its form. */
export const ENTRY_STYLES = {
  text: { ...STYLES.text, numFmt: '@' },
  number: { ...STYLES.textRight, numFmt: 'General' },
  date: STYLES.date,
  key: { ...STYLES.muted, numFmt: '@' },
} as const satisfies Record<string, CellStyle>;

/** First day that spreadsheets count like everybody else: they take 1900 for a leap year. */
const FIRST_DAY = '1900-03-01';

/** The style of a column, also of its rows that are still empty. */
export function entryStyle({ form, header }: InventoryColumn): CellStyle {
  if (header === 'key') return ENTRY_STYLES.key;
  if (form === 'date') return ENTRY_STYLES.date;
  return form === 'number' || form === 'integer' || form === 'boolean' || form === 'scalar'
    ? ENTRY_STYLES.number
    : ENTRY_STYLES.text;
}

/** A value so that it reads back as it is; null for an empty cell. */
export function entryCell(column: InventoryColumn, cell: Cell): SheetCell | null {
  const style = entryStyle(column);
  if (cell === null || typeof cell === 'object') return null;
  if (typeof cell === 'number') return { value: cell, style };
  // exceljs writes booleans and does not say so in the type of its cells.
  if (typeof cell === 'boolean') return { value: cell as unknown as number, style };
  if (column.form === 'date' && cell >= FIRST_DAY) return { value: new Date(`${cell}T00:00:00Z`), style };
  const escaped = exactText(cell);
  return {
    value: escaped === cell ? cell : { richText: [{ text: escaped }] },
    style: beginsLikeFormula(cell) ? quotedStyle(style) : style,
  };
}

/**
 * Text with what XML does not carry, and what the format would read as an escaped character, escaped (ECMA-376,
 * 22.9.2.19). Excel and LibreOffice agree on escapes in rich text only.
 */
function exactText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\r\ufffe\uffff]/g, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}
