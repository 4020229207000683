import type { Bom, BomLine, BomUse } from '../../domain/bom/bom.js';
import { STYLES } from './cell-style.js';
import { columnLetter } from './column-letter.js';
import { lengthCell, lineCell } from './bom-lines-sheet.js';
import {
  blankCell,
  formulaCell,
  kindWords,
  optionalText,
  quantityCell,
  quantityStyle,
  textCell,
  type SheetCell,
} from './sheet-cell.js';
import { tableRanges } from './table-ranges.js';
import type { Column, Table } from './table-sheet.js';

export const WHERE_USED_SHEET = 'Where used';

/** Quantities agree to the millimetre. */
const AGREES = 'agrees';
const DIFFERS = 'differs';

interface UseRow {
  readonly line: BomLine;
  /** Null for a line that is only kept in stock. */
  readonly use: BomUse | null;
  /** Place of the use among those of its line, from 0. */
  readonly position: number;
  /** Row of the table at which the uses of the line begin, from 0. */
  readonly first: number;
}

const columns: readonly Column<UseRow>[] = [
  { header: 'Line', width: 7, alignRight: true, cell: lineNumberCell },
  { header: 'Manufacturer', width: 16, cell: ({ line, position }) => textCell(line.manufacturer, lineStyle(position)) },
  { header: 'Model', width: 34, cell: ({ line, position }) => textCell(line.model, lineStyle(position)) },
  {
    header: 'Length m',
    width: 9,
    alignRight: true,
    cell: ({ line, position }) => lengthCell(line, position === 0 ? STYLES.metresStrong : STYLES.metresMuted),
  },
  { header: 'Kind', width: 15, cell: ({ use }) => optionalText(use === null ? null : kindWords(use.kind)) },
  {
    header: 'Name',
    width: 34,
    cell: ({ use }) => (use === null ? textCell('kept in stock only', STYLES.unknown) : textCell(use.name)),
  },
  { header: 'Rack or room', width: 18, cell: ({ use }) => optionalText(use?.place ?? null) },
  { header: 'Status', width: 12, cell: ({ use }) => optionalText(use?.status ?? null) },
  { header: 'Quantity', width: 10, alignRight: true, cell: ({ use }) => quantityCell(use?.quantity ?? 0) },
  { header: 'Sum of line', width: 10, alignRight: true, cell: onFirst(sumCell) },
  { header: 'Used on Lines', width: 10, alignRight: true, cell: onFirst(usedCell) },
  { header: 'Check', width: 9, cell: onFirst(checkCell) },
];

const QUANTITY = columnLetter(columns.findIndex(({ header }) => header === 'Quantity') + 1);
const SUM = columnLetter(columns.findIndex(({ header }) => header === 'Sum of line') + 1);
const USED = columnLetter(columns.findIndex(({ header }) => header === 'Used on Lines') + 1);
const CHECK = columnLetter(columns.findIndex(({ header }) => header === 'Check') + 1);

export function whereUsedTable(bom: Bom): Table<UseRow> {
  return { name: WHERE_USED_SHEET, columns, rows: useRows(bom), frozenColumns: 1, paper: 'A3' };
}

/** How many lines agree with the sum of their uses, as a live formula. */
export function agreeingLinesFormula(bom: Bom): string {
  const rows = bom.lines.reduce((count, { uses }) => count + Math.max(1, uses.length), 0);
  const counts = tableRanges(WHERE_USED_SHEET, rows).map(
    ({ sheet, from, to }) => `COUNTIF('${sheet}'!$${CHECK}$${String(from)}:$${CHECK}$${String(to)},"${AGREES}")`,
  );
  return counts.length === 0 ? '0' : counts.join('+');
}

function* useRows({ lines }: Bom): Iterable<UseRow> {
  let first = 0;
  for (const line of lines) {
    if (line.uses.length === 0) yield { line, use: null, position: 0, first };
    for (const [position, use] of line.uses.entries()) yield { line, use, position, first };
    first += Math.max(1, line.uses.length);
  }
}

/** What repeats from row to row steps back. */
function lineStyle(position: number) {
  return position === 0 ? STYLES.strong : STYLES.muted;
}

function lineNumberCell({ line, position }: UseRow): SheetCell {
  return { value: line.number, style: position === 0 ? STYLES.wholeStrong : STYLES.wholeMuted };
}

function onFirst(cell: Column<UseRow>['cell']): Column<UseRow>['cell'] {
  return (row, place) => (row.position === 0 ? cell(row, place) : blankCell());
}

/** The uses of a line stand together, so that a sum over them is exact and quick. */
function sumCell({ line, first }: UseRow): SheetCell {
  const ranges = tableRanges(WHERE_USED_SHEET, Math.max(1, line.uses.length), first).map(
    ({ sheet, from, to }) => `'${sheet}'!${QUANTITY}${String(from)}:${QUANTITY}${String(to)}`,
  );
  return formulaCell(`ROUND(SUM(${ranges.join(',')}),3)`, line.quantityUsed, quantityStyle([line.quantityUsed]));
}

function usedCell({ line }: UseRow): SheetCell {
  return formulaCell(lineCell(line, 'used'), line.quantityUsed, quantityStyle([line.quantityUsed]));
}

function checkCell(_: UseRow, { row }: { readonly row: number }): SheetCell {
  const formula = `IF(${SUM}${String(row)}=${USED}${String(row)},"${AGREES}","${DIFFERS}")`;
  return formulaCell(formula, AGREES, STYLES.text);
}
