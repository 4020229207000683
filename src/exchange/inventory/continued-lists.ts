import type { Cell } from './cell.js';
import type { InventoryColumn } from './column-plan.js';
import type { FilledSheet } from './tables-of-document.js';

/** Characters of a list that one cell takes; a cell of a workbook holds 32,767 (Excel specifications and limits). */
export const LIST_CHARACTERS = 30_000;

/** A sheet in which lists that one cell cannot hold go on in further columns: `nodes`, `nodes.2`, `nodes.3`. */
export function withContinuedLists(filled: FilledSheet): FilledSheet {
  const longest = filled.columns.map(() => 1);
  if (!filled.columns.some(({ form }) => form === 'list')) return filled;
  for (const cells of filled.rows) {
    cells.forEach((cell, i) => {
      if (isLong(filled.columns[i], cell)) longest[i] = Math.max(longest[i] ?? 1, partsOf(cell).length);
    });
  }
  if (longest.every((parts) => parts === 1)) return filled;
  return {
    ...filled,
    columns: filled.columns.flatMap((column, i) =>
      Array.from({ length: longest[i] ?? 1 }, (_, part) =>
        part === 0 ? column : { ...column, header: `${column.header}.${String(part + 1)}`, required: false },
      ),
    ),
    rows: { [Symbol.iterator]: () => continued(filled, longest) },
  };
}

function* continued({ columns, rows }: FilledSheet, longest: readonly number[]): Iterator<readonly Cell[]> {
  for (const cells of rows) {
    yield cells.flatMap((cell, i): readonly Cell[] => {
      const parts = isLong(columns[i], cell) ? partsOf(cell) : [cell];
      return Array.from({ length: longest[i] ?? 1 }, (_, part) => parts[part] ?? null);
    });
  }
}

function isLong(column: InventoryColumn | undefined, cell: Cell): cell is string {
  return column?.form === 'list' && typeof cell === 'string' && cell.length > LIST_CHARACTERS;
}

/** Cuts behind separators; one entry is far shorter than a cell. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const entry of text.match(/(?:"(?:[^"]|"")*"|[^;"])+(?:; )?/g) ?? []) {
    if (part.length + entry.length > LIST_CHARACTERS) {
      parts.push(part);
      part = '';
    }
    part += entry;
  }
  return [...parts, part];
}
