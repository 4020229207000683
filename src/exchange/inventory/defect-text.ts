import { showRaw, showText } from '../document/text-display.js';
import { formatPath } from '../document/defect-text.js';
import { cellAddress } from './cell.js';
import type { InventoryDefect } from './read-tables.js';

/**
 * One line for people: `inventory.xlsx: racks!C12: unresolved-reference: found "Hal 1", allowed …; did you mean "Hall 1"?`,
 * of a folder of CSV files `inventory/racks.csv:12:3: …`.
 *
 * @param source name of the workbook or folder as the reader gave it
 */
export function formatInventoryDefect(source: string, isCsv: boolean, defect: InventoryDefect): string {
  const { code, path, found, allowed, nearest, at, alsoAtCell, field } = defect;
  const meant = nearest === undefined ? '' : `; did you mean ${showText(nearest)}?`;
  const also = alsoAtCell === undefined ? '' : `; also in ${cellAddress(alsoAtCell)}`;
  const inHall = at === null && path.length > 0 ? ` in the hall at ${formatPath(path)}` : '';
  const inRow = field === undefined ? '' : ` at ${field}`;
  return `${placeText(source, isCsv, at)}: ${code}${inHall}${inRow}: found ${found}, allowed ${allowed}${also}${meant}`;
}

function placeText(source: string, isCsv: boolean, at: InventoryDefect['at']): string {
  const shown = showRaw(source);
  if (at === null) return shown;
  if (!isCsv) return `${shown}: ${cellAddress(at)}`;
  return `${shown}/${at.sheet}.csv:${String(at.row)}:${String(at.column ?? 1)}`;
}
