import type { PieceCount } from '../../domain/cabling/cable-plan-counts.js';
import { STYLES } from './cell-style.js';
import { columnLetter } from './column-letter.js';
import { blankCell, formulaCell, textCell, type SheetCell } from './sheet-cell.js';
import type { Column, Table } from './table-sheet.js';
import { tableRanges } from './table-ranges.js';

/** A sheet with cables, by its name and the columns of type and piece. */
export interface CountedSheet {
  readonly name: string;
  /** Counted from 1. */
  readonly typeColumn: number;
  readonly pieceColumn: number;
}

const HEADERS = ['Type', 'Piece m', 'In map', 'In schedule', 'In pull list', 'Check', 'Metres'] as const;
type Header = (typeof HEADERS)[number];

const letterOf = (header: Header) => columnLetter(HEADERS.indexOf(header) + 1);
const AGREES = 'agrees';

/**
 * Cables by type and piece: as the map has them, and as live formulas count them in the schedule and in the pull list, so
 * that a row that is lost, doubled or changed shows.
 */
export function piecesTable(
  pieces: readonly PieceCount[],
  { schedule, pullList, rows }: { schedule: CountedSheet; pullList: CountedSheet; rows: number },
): Table<PieceCount> {
  const counted =
    (sheet: CountedSheet): Column<PieceCount>['cell'] =>
    ({ cables, pieceM }, { row }) =>
      formulaCell(countFormula(sheet, rows, { row, isKnown: pieceM !== null }), cables, STYLES.whole);
  const cells: Readonly<Record<Header, Column<PieceCount>['cell']>> = {
    Type: ({ type }) => textCell(type),
    'Piece m': ({ pieceM }) => (pieceM === null ? blankCell() : { value: pieceM, style: STYLES.metres }),
    'In map': ({ cables }) => ({ value: cables, style: STYLES.whole }),
    'In schedule': counted(schedule),
    'In pull list': counted(pullList),
    Check: (_, { row }) => checkCell(row),
    Metres: ({ metresM }) => (metresM === null ? blankCell() : { value: metresM, style: STYLES.metres }),
  };
  const columns = HEADERS.map((header): Column<PieceCount> => ({
    header,
    width: header === 'Type' ? 26 : 12,
    alignRight: header !== 'Type' && header !== 'Check',
    cell: cells[header],
  }));
  return { name: 'Pieces', columns, rows: pieces, frozenColumns: 2, paper: 'A4' };
}

/** Counts the cables of the type and piece that stand in the same row; an empty piece counts empty cells. */
function countFormula(
  { name, typeColumn, pieceColumn }: CountedSheet,
  rows: number,
  { row, isKnown }: { readonly row: number; readonly isKnown: boolean },
): string {
  const [type, piece] = [letterOf('Type'), letterOf('Piece m')].map((letter) => `$${letter}${String(row)}`);
  const counts = tableRanges(name, rows).map(({ sheet, from, to }) => {
    const range = (column: number) => {
      const letter = columnLetter(column);
      return `'${sheet}'!$${letter}$${String(from)}:$${letter}$${String(to)}`;
    };
    return `COUNTIFS(${range(typeColumn)},${type ?? ''},${range(pieceColumn)},${isKnown ? (piece ?? '') : '"="'})`;
  });
  return counts.length === 0 ? '0' : counts.join('+');
}

function checkCell(row: number): SheetCell {
  const [map, schedule, pull] = [letterOf('In map'), letterOf('In schedule'), letterOf('In pull list')].map(
    (letter) => letter + String(row),
  );
  const formula = `IF(AND(${map ?? ''}=${schedule ?? ''},${map ?? ''}=${pull ?? ''}),"${AGREES}","differs")`;
  return formulaCell(formula, AGREES, STYLES.text);
}
