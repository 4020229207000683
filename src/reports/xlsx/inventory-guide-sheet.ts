import { GUIDE_SHEET } from '../../exchange/inventory/read-tables.js';
import type { FilledSheet } from '../../exchange/inventory/tables-of-document.js';
import { STYLES } from './cell-style.js';
import { printedEdges, printSetup, type PrintedPage } from './printed-page.js';
import { settle, type Workbook } from './reproducible-workbook.js';
import { blankCell, quantityCell, textCell, type SheetCell } from './sheet-cell.js';
import { writeRow } from './sheet-row.js';

/** How the workbook is filled in; what the import does with it is said in the same words in its help. */
const RULES: readonly (readonly [string, string])[] = [
  ['Rows', 'One row is one thing. Empty rows are passed over; hidden and filtered rows count as rows.'],
  [
    'Red headers',
    'Required. Blue headers may stay empty: an empty cell means not known, never 0. Emptying a cell removes the value.',
  ],
  ['Second row', 'Unit and meaning of each column. It is passed over, wherever it stands.'],
  [
    'key',
    'How the thing is called in the hall now. Leave it as it is and write another name beside it to rename. Leave it empty for a new thing; a copied row with a new name is a new thing too.',
  ],
  ['Names', 'A cell that names something means what was called so before; after a rename both names are understood.'],
  [
    'Lists',
    'Several values in one cell are parted by ";". A value that holds ";" stands in double quotes. [] is an empty list. Where the order matters, the first comes first.',
  ],
  [
    'Sheets with a dot',
    'cables.ends holds the ends of cables: "of …" says of which thing, "order" where in its list. The rows of a thing together are its list.',
  ],
  [
    'Numbers',
    'As numbers, in the unit of the second row, with the decimal sign of your spreadsheet. Text such as "12,5" is refused, not guessed.',
  ],
  ['Dates', 'As dates of the spreadsheet or as text 2027-03-01. Instants as text 2027-03-01T08:00:00Z.'],
  [
    'Further facts',
    'A column customFields.owner holds a further fact named owner; sources.supplyC the source of a limit.',
  ],
  [
    'Your own',
    'Sheets and columns whose name stands in round brackets, such as (notes), are passed over. Every other unknown name is refused with the nearest known one.',
  ],
  [
    'Missing',
    'A sheet or a column that is not there changes nothing. A row that is not there is deleted only when deletions are asked for, and never from a sheet without rows.',
  ],
  ['Formulas', 'Their stored results are imported. Merged cells are refused.'],
];

/** The first sheet: how to fill in the others, and what they are. */
export async function writeGuide(workbook: Workbook, sheets: readonly FilledSheet[], page: PrintedPage): Promise<void> {
  const widths = [26, 110, 10];
  const sheet = workbook.addWorksheet(GUIDE_SHEET, {
    properties: { tabColor: { argb: 'FF9C1C1C' } },
    views: [{ state: 'normal', showGridLines: false }],
    pageSetup: printSetup('A4'),
    headerFooter: printedEdges(page, GUIDE_SHEET),
  });
  sheet.columns = widths.map((width) => ({ width }));
  const write = async (cells: readonly SheetCell[], leastHeightPt = 0) => {
    writeRow(sheet, cells, widths, { leastHeightPt });
    await settle(sheet);
  };
  await write([textCell(`Inventory: ${page.site}`, STYLES.title)], 28);
  await write(
    [textCell('Fill in, then: plenum inventory import inventory.xlsx --into hall.yaml --dry-run', STYLES.subtitle)],
    20,
  );
  await write([blankCell()]);
  for (const [word, rule] of RULES) await write([textCell(word, STYLES.strong), textCell(rule, STYLES.wrapped)]);
  await write([blankCell()]);
  await write([
    textCell('Sheet', STYLES.heading),
    textCell('One row is', STYLES.heading),
    textCell('Rows', STYLES.headingRight),
  ]);
  for (const { sheet: plan, count } of sheets) {
    const what = plan.list === null ? plan.title : `${plan.title}: ${plan.description.replace(/:.*$/, '')}`;
    await write([textCell(plan.name), textCell(what, STYLES.wrapped), quantityCell(count)]);
  }
  sheet.commit();
  await settle(sheet);
}
