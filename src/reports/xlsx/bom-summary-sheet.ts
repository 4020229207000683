import type { Bom, BomTotal } from '../../domain/bom/bom.js';
import { currencyDecimals, majorUnits } from '../../domain/bom/currency.js';
import type { Coverage } from '../../domain/finding.js';
import { lineRanges } from './bom-lines-sheet.js';
import { agreeingLinesFormula } from './bom-where-used-sheet.js';
import { moneyStyle, STYLES } from './cell-style.js';
import { printedEdges, printSetup, type PrintedPage } from './printed-page.js';
import { settle, type Workbook } from './reproducible-workbook.js';
import { blankCell, formulaCell, knownDay, knownText, quantityCell, textCell, type SheetCell } from './sheet-cell.js';
import { writeRow } from './sheet-row.js';

const SUMMARY_SHEET = 'Summary';

/** Of the columns, in characters: what, how much, lines, remark. */
const WIDTHS = [38, 26, 10, 72];

/** What the bill is of, how complete it is, and what it comes to. */
export async function writeSummary(workbook: Workbook, bom: Bom, page: PrintedPage): Promise<void> {
  const sheet = workbook.addWorksheet(SUMMARY_SHEET, {
    views: [{ showGridLines: false }],
    pageSetup: printSetup('A4'),
    headerFooter: printedEdges(page, SUMMARY_SHEET),
  });
  sheet.columns = WIDTHS.map((width) => ({ width }));
  writeRow(sheet, [textCell('Bill of materials', STYLES.title)], WIDTHS, { leastHeightPt: 26 });
  writeRow(sheet, [textCell(bom.site, STYLES.subtitle)], WIDTHS, { leastHeightPt: 18 });
  const rows = [...documentRows(bom), ...spendRows(bom), ...completenessRows(bom)];
  rows.forEach((cells, i) => writeRow(sheet, typeof cells === 'function' ? cells(i + 3) : cells, WIDTHS));
  sheet.commit();
  await settle(sheet);
}

/** The cells of a row; some must know where they come to stand, counted from 1. */
type SummaryRow = readonly SheetCell[] | ((row: number) => readonly SheetCell[]);

function documentRows(bom: Bom): readonly SummaryRow[] {
  return [
    ...headingRows(['Document', '', '', '']),
    fact('Site', textCell(bom.site, STYLES.strong)),
    fact('Revision', bom.revisionLabel === null ? textCell('none', STYLES.unknown) : textCell(bom.revisionLabel)),
    fact('As of', knownDay(bom.asOf, STYLES.dateLeft), 'day on which retirements and quotes are judged'),
    [textCell('Content hash', STYLES.muted), textCell(bom.contentHash), blankCell(), blankCell()],
    fact('Receiving buffer', quantityCell(bom.receivingBuffer.days), bufferRemark(bom)),
  ];
}

function bufferRemark({ receivingBuffer: { source, isAssumed } }: Bom): string {
  return `days between delivery and installation, in every order-by date; ${isAssumed ? 'assumed' : 'from the site'}: ${source}`;
}

function spendRows(bom: Bom): readonly SummaryRow[] {
  const remark = 'line prices of what is to be bought in this currency; currencies are never added up';
  if (bom.totals.length === 0) return [...headingRows(['Spend', 'Total', 'Lines', '']), fact('none', blankCell())];
  return [
    ...headingRows(['Spend', 'Total', 'Lines', '']),
    ...bom.totals.map((total) => (row: number) => [
      textCell(total.currency, STYLES.strong),
      totalCell(bom, total, row),
      totalLinesCell(bom, total, row),
      textCell(remark, STYLES.note),
    ]),
  ];
}

/** The currency is read from the first cell of the row, so that a row can be copied for another. */
function totalCell(bom: Bom, { currency, totalMinor }: BomTotal, row: number): SheetCell {
  const decimals = currencyDecimals(currency);
  const sums = lineRanges(bom, ['linePrice', 'currency']).map(
    (range) => `SUMIFS(${range.linePrice},${range.currency},$A${String(row)})`,
  );
  const formula = `ROUND(${sums.join('+')},${String(decimals)})`;
  return formulaCell(formula, majorUnits({ minor: totalMinor, currency }), moneyStyle({ decimals, strong: true }));
}

function totalLinesCell(bom: Bom, { lines }: BomTotal, row: number): SheetCell {
  const counts = lineRanges(bom, ['linePrice', 'currency', 'toBuy']).map(
    (range) => `COUNTIFS(${range.currency},$A${String(row)},${range.toBuy},">0",${range.linePrice},">=0")`,
  );
  return formulaCell(counts.join('+'), lines, STYLES.whole);
}

function completenessRows(bom: Bom): readonly SummaryRow[] {
  const agreeing = formulaCell(agreeingLinesFormula(bom), bom.lines.length, STYLES.whole);
  return [
    ...headingRows(['How complete it is', '', '', '']),
    fact('Price coverage', priceCoverageCell(bom), 'lines to buy that have a price; the totals are without the others'),
    fact('Missing prices', missingPricesCell(bom), 'sheet Missing prices says why'),
    fact(
      'Expired quotes',
      quantityCell(bom.expiredQuotes),
      'lines to buy whose quote no longer holds; they are in the totals',
    ),
    fact(
      'Length coverage',
      coverageCell(bom.lengthCoverage, 'cables and cords'),
      'cables and cords whose length is known',
    ),
    fact('Lines', quantityCell(bom.lines.length), 'one for each catalog entry and, for cables, each length'),
    fact('Lines that agree with their uses', agreeing, 'sheet Where used, column Check'),
    fact(
      'Order-by dates',
      orderCoverageCell(bom),
      'lines to buy with a certain order-by date; column Order remark says why not',
    ),
    fact('Overdue orders', quantityCell(overdueOf(bom)), 'lines to buy whose order-by date has passed'),
    fact('Omissions', quantityCell(bom.omissions.length), 'things that no line covers: sheet Not in the bill'),
    fact('Open assumptions', quantityCell(bom.openAssumptions.length), 'still to be validated: sheet Assumptions'),
    ...headingRows(['How to read it', '', '', '']),
    fact('Required', knownText('used + spare')),
    fact(
      'To buy',
      knownText('what is missing'),
      'required − installed − in stock − on order, in whole packs; only this is priced',
    ),
    fact('unknown', knownText('nobody has said'), 'never 0: a price typed over it counts at once'),
  ];
}

function priceCoverageCell(bom: Bom): SheetCell {
  const { known, total } = bom.priceCoverage;
  const result = coverageText({ known, total }, 'lines priced');
  const ranges = lineRanges(bom, ['linePrice', 'toBuy']);
  if (ranges.length === 0) return textCell(result, STYLES.textRight);
  return formulaCell(`${pricedLines(ranges)}&" of "&${linesToBuy(ranges)}&" lines priced"`, result, STYLES.textRight);
}

function orderCoverageCell({ lines }: Bom): SheetCell {
  const toBuy = lines.filter(({ quantityToBuy }) => quantityToBuy > 0);
  const known = toBuy.filter(({ order }) => order.status === 'dated').length;
  return coverageCell({ known, total: toBuy.length }, 'lines dated');
}

function overdueOf({ lines }: Bom): number {
  return lines.filter(({ order }) => order.overdueDays > 0).length;
}

function missingPricesCell(bom: Bom): SheetCell {
  const ranges = lineRanges(bom, ['linePrice', 'toBuy']);
  if (ranges.length === 0) return quantityCell(bom.missingPrices.length);
  return formulaCell(`${linesToBuy(ranges)}-(${pricedLines(ranges)})`, bom.missingPrices.length, STYLES.whole);
}

type PriceRanges = readonly Readonly<Record<'linePrice' | 'toBuy', string>>[];

function pricedLines(ranges: PriceRanges): string {
  return ranges.map((range) => `COUNTIFS(${range.toBuy},">0",${range.linePrice},">=0")`).join('+');
}

function linesToBuy(ranges: PriceRanges): string {
  return ranges.map((range) => `COUNTIF(${range.toBuy},">0")`).join('+');
}

function coverageCell(coverage: Coverage, of: string): SheetCell {
  return textCell(coverageText(coverage, of), STYLES.textRight);
}

function coverageText({ known, total }: Coverage, of: string): string {
  return `${String(known)} of ${String(total)} ${of}`;
}

function headingRows([name, amount, lines, remark]: readonly [string, string, string, string]): readonly SummaryRow[] {
  return [
    [],
    [
      textCell(name, STYLES.heading),
      textCell(amount, STYLES.headingRight),
      textCell(lines, STYLES.headingRight),
      textCell(remark, STYLES.heading),
    ],
  ];
}

function fact(name: string, cell: SheetCell, remark = ''): readonly SheetCell[] {
  return [textCell(name, STYLES.muted), cell, blankCell(), textCell(remark, STYLES.note)];
}
