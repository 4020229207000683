import type { Bom, BomLine, BomOmission, MissingPrice } from '../../domain/bom/bom.js';
import { lengthCell } from './bom-lines-sheet.js';
import { STYLES } from './cell-style.js';
import { kindWords, knownText, quantityCell, textCell } from './sheet-cell.js';
import type { Table } from './table-sheet.js';

type OpenAssumption = Bom['openAssumptions'][number];

/** What is assumed and was not validated yet. */
export function assumptionsTable(bom: Bom): Table<OpenAssumption> {
  return {
    name: 'Assumptions',
    columns: [
      { header: 'Assumption', width: 34, cell: ({ name }) => textCell(name, STYLES.wrapped) },
      { header: 'Value', width: 28, cell: ({ value }) => knownText(value ?? null, STYLES.wrapped) },
      { header: 'Used in', width: 34, cell: ({ usedIn }) => knownText(usedIn ?? null, STYLES.wrapped) },
      { header: 'Source', width: 44, cell: ({ source }) => knownText(source ?? null, STYLES.wrapped) },
      { header: 'To be validated by', width: 24, cell: ({ owner }) => knownText(owner ?? null, STYLES.wrapped) },
    ],
    rows: bom.openAssumptions,
    frozenColumns: 1,
    paper: 'A4',
  };
}

interface MissingPriceRow {
  readonly missing: MissingPrice;
  readonly line: BomLine;
}

/** Lines that must be bought and have no price. */
export function missingPricesTable(bom: Bom): Table<MissingPriceRow> {
  return {
    name: 'Missing prices',
    columns: [
      { header: 'Line', width: 7, alignRight: true, cell: ({ line }) => quantityCell(line.number) },
      { header: 'Category', width: 12, cell: ({ line }) => textCell(line.category) },
      { header: 'Manufacturer', width: 18, cell: ({ line }) => textCell(line.manufacturer, STYLES.wrapped) },
      { header: 'Model', width: 36, cell: ({ line }) => textCell(line.model, STYLES.wrapped) },
      {
        header: 'Length m',
        width: 9,
        alignRight: true,
        cell: ({ line }) => lengthCell(line),
      },
      { header: 'To buy', width: 10, alignRight: true, cell: ({ line }) => quantityCell(line.quantityToBuy) },
      { header: 'Unit', width: 8, cell: ({ line }) => textCell(line.unitOfMeasure) },
      { header: 'What is missing', width: 30, cell: ({ missing }) => textCell(missing.reason) },
      { header: 'Supplier', width: 20, cell: ({ line }) => knownText(line.supplier, STYLES.wrapped) },
    ],
    rows: bom.missingPrices.flatMap((missing) => {
      const line = bom.lines[missing.line - 1];
      return line === undefined ? [] : [{ missing, line }];
    }),
    frozenColumns: 1,
    paper: 'A4',
  };
}

/** What the hall has and no line covers. */
export function omissionsTable(bom: Bom): Table<BomOmission> {
  return {
    name: 'Not in the bill',
    columns: [
      { header: 'Kind', width: 18, cell: ({ kind }) => textCell(kindWords(kind)) },
      { header: 'Name', width: 50, cell: ({ name }) => textCell(name, STYLES.wrapped) },
      { header: 'Why no line covers it', width: 60, cell: ({ reason }) => textCell(reason, STYLES.wrapped) },
    ],
    rows: bom.omissions,
    frozenColumns: 0,
    paper: 'A4',
  };
}
