import type { Bom } from '../../domain/bom/bom.js';
import type { Coverage } from '../../domain/finding.js';
import { currencyDecimals, majorUnits } from '../../domain/bom/currency.js';
import { lineRanges } from './bom-lines-sheet.js';
import { agreeingLinesFormula } from './bom-where-used-sheet.js';
import { moneyStyle, STYLES } from './cell-style.js';
import { settle, type Workbook } from './reproducible-workbook.js';
import { formulaCell, knownDay, optionalText, quantityCell, textCell, type SheetCell } from './sheet-cell.js';
import { printedEdges, printSetup, type PrintedPage } from './printed-page.js';
import { writeRow } from './table-sheet.js';

const SUMMARY_SHEET = 'Summary';

/** What the bill is of, how complete it is, and what it comes to. */
export async function writeSummary(workbook: Workbook, bom: Bom, page: PrintedPage): Promise<void> {
  const sheet = workbook.addWorksheet(SUMMARY_SHEET, {
    views: [{ showGridLines: false }],
    pageSetup: printSetup('A4'),
    headerFooter: printedEdges(page, SUMMARY_SHEET),
  });
  sheet.columns = [{ width: 30 }, { width: 24 }, { width: 14 }, { width: 62 }];
  let row = 0;
  const write = (cells: readonly SheetCell[], height = 0) => {
    row += 1;
    writeRow(sheet, cells, { height });
  };
  const fact = (name: string, cell: SheetCell, note = '') =>
    write([textCell(name, STYLES.name), cell, textCell('', STYLES.name), textCell(note, STYLES.note)]);
  const heading = (...texts: readonly string[]) => {
    write([]);
    write(texts.map((text) => textCell(text, STYLES.heading)));
  };

  write([textCell('Bill of materials', STYLES.title)], 24);
  write([textCell(bom.site, STYLES.subtitle)], 18);

  heading('Document', '', '', '');
  fact('Site', textCell(bom.site, STYLES.strong));
  fact('Revision', optionalText(bom.revisionLabel ?? 'none', STYLES.left));
  fact('As of', knownDay(bom.asOf, STYLES.dateLeft), 'Day on which statuses, retirements and quotes are judged');
  fact('Content hash', textCell(bom.contentHash, STYLES.left), '');

  heading('Spend', 'Total', 'Lines', '');
  if (bom.totals.length === 0) write([textCell('none', STYLES.unknown)]);
  for (const { currency, totalMinor, lines } of bom.totals) {
    const decimals = currencyDecimals(currency);
    const code = `$A$${String(row + 1)}`;
    const ranges = lineRanges(bom, ['linePrice', 'currency', 'toBuy']);
    const total = ranges.map(
      ({ linePrice, currency: codes }) => `SUMIFS(${String(linePrice)},${String(codes)},${code})`,
    );
    const count = ranges.map(
      ({ linePrice, currency: codes, toBuy }) =>
        `COUNTIFS(${String(codes)},${code},${String(toBuy)},">0",${String(linePrice)},">=0")`,
    );
    write([
      textCell(currency, STYLES.strong),
      formulaCell(
        `ROUND(${total.join('+')},${String(decimals)})`,
        majorUnits({ minor: totalMinor, currency }),
        moneyStyle({ decimals, strong: true }),
      ),
      formulaCell(count.join('+'), lines, STYLES.whole),
      textCell('Sum of the line prices in this currency; currencies are never added up', STYLES.note),
    ]);
  }

  heading('How complete it is', '', '', '');
  fact('Lines', quantityCell(bom.lines.length), 'One for each catalog entry and, for cables, each length');
  fact('Lines to buy with a price', priceCoverageCell(bom), `${coverageText(bom.priceCoverage)} lines priced`);
  fact(
    'Lines to buy without a price',
    quantityCell(bom.missingPrices.length),
    'Sheet Missing prices; the totals are without them',
  );
  fact(
    'Cables and cords of known length',
    textCell(coverageText(bom.lengthCoverage), STYLES.right),
    'The others are ordered without a length',
  );
  fact(
    'Lines that agree with their uses',
    formulaCell(agreeingLinesFormula(bom), bom.lines.length, STYLES.whole),
    'Sheet Where used, column Check',
  );
  fact('Things that no line covers', quantityCell(bom.omissions.length), 'Sheet Not in the bill');
  fact('Assumptions still open', quantityCell(bom.openAssumptions.length), 'Sheet Assumptions');

  sheet.commit();
  await settle(sheet);
}

function priceCoverageCell(bom: Bom): SheetCell {
  const ranges = lineRanges(bom, ['linePrice', 'toBuy']);
  const known = ranges.map(({ linePrice, toBuy }) => `COUNTIFS(${String(toBuy)},">0",${String(linePrice)},">=0")`);
  const total = ranges.map(({ toBuy }) => `COUNTIF(${String(toBuy)},">0")`);
  const text = coverageText(bom.priceCoverage);
  if (ranges.length === 0) return textCell(text, STYLES.right);
  return formulaCell(`${known.join('+')}&" of "&${total.join('+')}`, text, STYLES.right);
}

function coverageText({ known, total }: Coverage): string {
  return `${String(known)} of ${String(total)}`;
}
