import type { Comparison } from '../../analysis/comparison.js';
import type { TotalDelta } from '../../domain/assessment/total-delta.js';
import { currencyDecimals, majorUnits } from '../../domain/bom/currency.js';
import type { Total } from '../../domain/finding.js';
import { deltaLineRanges } from './comparison-lines-sheet.js';
import { moneyStyle, STYLES, type CellStyle } from './cell-style.js';
import { blankCell, formulaCell, knownNumber, textCell, UNKNOWN, type SheetCell } from './sheet-cell.js';
import type { Column, Table } from './table-sheet.js';

interface FigureRow {
  readonly figure: TotalDelta;
  /** Of a cost; null for what is no money. */
  readonly currency: string | null;
}

/** Figures of both sides with their differences; those of money are sums over the lines of the bill that differ. */
export function deltaFiguresTable(comparison: Comparison): Table<FigureRow> {
  const { before, after } = comparison;
  const title = ({ site, revisionLabel, asOf }: Comparison['before']) =>
    `${site}${revisionLabel === null ? '' : `, ${revisionLabel}`}, ${asOf}`;
  const columns: readonly Column<FigureRow>[] = [
    { header: 'Figure', width: 34, cell: ({ figure }) => textCell(figure.name, STYLES.strong) },
    { header: 'Unit', width: 8, cell: (row) => textCell(row.currency ?? row.figure.unit) },
    {
      header: `Before: ${title(before)}`,
      width: 24,
      alignRight: true,
      cell: (row) => totalCell(row.figure.before, row),
    },
    { header: `After: ${title(after)}`, width: 24, alignRight: true, cell: (row) => totalCell(row.figure.after, row) },
    { header: 'Difference', width: 18, alignRight: true, cell: (row, { row: at }) => deltaCell(row, at, comparison) },
    {
      header: 'Difference of what is known',
      width: 18,
      alignRight: true,
      cell: (row, { row: at }) =>
        formulaCell(`N(D${String(at)})-N(C${String(at)})`, amountOf(row.figure.knownDelta, row), amountStyle(row)),
    },
    { header: 'At least', width: 16, alignRight: true, cell: (row) => amountCell(row.figure.lower, row) },
    { header: 'At most', width: 16, alignRight: true, cell: (row) => amountCell(row.figure.upper, row) },
    { header: 'Known before', width: 14, cell: ({ figure }) => coverageCell(figure.before) },
    { header: 'Known after', width: 14, cell: ({ figure }) => coverageCell(figure.after) },
  ];
  return {
    name: 'Figures',
    columns,
    rows: [
      ...comparison.figures.map((figure) => ({ figure, currency: null })),
      ...comparison.costs.map((figure) => ({ figure, currency: figure.currency })),
    ],
    frozenColumns: 1,
    paper: 'A3',
    headerHeightPt: 44,
  };
}

function amountStyle({ currency }: FigureRow): CellStyle {
  return currency === null ? STYLES.whole : moneyStyle({ decimals: currencyDecimals(currency), strong: false });
}

function amountCell(value: number | null, row: FigureRow): SheetCell {
  if (value === null) return knownNumber(null);
  return { value: amountOf(value, row), style: amountStyle(row) };
}

function amountOf(value: number, { currency }: FigureRow): number {
  return currency === null ? value : majorUnits({ minor: value, currency });
}

/** What is known of a sum; of which nothing is known is unknown, not 0. */
function totalCell(total: Total, row: FigureRow): SheetCell {
  const { known, total: items } = total.coverage;
  return amountCell(items > 0 && known === 0 ? null : total.knownSum, row);
}

/** After less before where both are known in full. Money comes from the lines of the bill, so that it follows them. */
function deltaCell(row: FigureRow, at: number, comparison: Comparison): SheetCell {
  const { figure, currency } = row;
  if (figure.delta === null) return textCell(UNKNOWN, STYLES.unknownRight);
  const result = amountOf(figure.delta, row);
  if (currency === null) {
    const isStated = figure.before.coverage.known === figure.before.coverage.total;
    return isStated
      ? formulaCell(`D${String(at)}-C${String(at)}`, result, amountStyle(row))
      : amountCell(figure.delta, row);
  }
  const ranges = deltaLineRanges(comparison);
  if (ranges.length === 0) return amountCell(0, row);
  const sums = ranges.map(
    (range) =>
      `SUMIFS(${range.priceAfter},${range.currencyAfter},$B${String(at)})-SUMIFS(${range.priceBefore},${range.currencyBefore},$B${String(at)})`,
  );
  return formulaCell(`ROUND(${sums.join('+')},${String(currencyDecimals(currency))})`, result, amountStyle(row));
}

function coverageCell({ coverage: { known, total } }: Total): SheetCell {
  return total === 0 ? blankCell() : textCell(`${String(known)} of ${String(total)}`);
}
