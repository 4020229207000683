import type { Bom, BomLine } from '../../domain/bom/bom.js';
import { currencyDecimals, majorUnits } from '../../domain/bom/currency.js';
import { moneyStyle, STYLES, type CellStyle } from './cell-style.js';
import { columnLetter } from './column-letter.js';
import {
  blankCell,
  dayValue,
  formulaCell,
  knownDay,
  knownNumber,
  knownText,
  moneyCell,
  quantityCell,
  quantityStyle,
  textCell,
  UNKNOWN,
  type SheetCell,
} from './sheet-cell.js';
import { placeInTable, type Column, type RowPlace, type Table } from './table-sheet.js';
import { tableRanges } from './table-ranges.js';

export const LINES_SHEET = 'Lines';

type LineField =
  | 'line'
  | 'category'
  | 'manufacturer'
  | 'model'
  | 'slug'
  | 'length'
  | 'partNumber'
  | 'supplier'
  | 'quote'
  | 'quoteExpires'
  | 'unit'
  | 'pack'
  | 'used'
  | 'spare'
  | 'required'
  | 'installed'
  | 'inStock'
  | 'onOrder'
  | 'toBuy'
  | 'unitPrice'
  | 'linePrice'
  | 'currency'
  | 'leadTime'
  | 'task'
  | 'neededBy'
  | 'orderBy'
  | 'tooLate'
  | 'orderRemark'
  | 'priceSource';

interface LineColumn extends Column<BomLine> {
  readonly field: LineField;
}

const columns: readonly LineColumn[] = [
  { field: 'line', header: 'Line', width: 7, alignRight: true, cell: ({ number }) => quantityCell(number) },
  { field: 'category', header: 'Category', width: 11, cell: ({ category }) => textCell(category) },
  {
    field: 'manufacturer',
    header: 'Manufacturer',
    width: 14,
    cell: (line) => textCell(line.manufacturer, STYLES.wrapped),
  },
  { field: 'model', header: 'Model', width: 26, cell: (line) => textCell(line.model, STYLES.wrapped) },
  { field: 'slug', header: 'Catalog entry', width: 18, cell: ({ slug }) => textCell(slug, STYLES.wrapped) },
  { field: 'length', header: 'Length m', width: 8, alignRight: true, cell: (line) => lengthCell(line) },
  { field: 'partNumber', header: 'Part number', width: 18, cell: (line) => knownText(line.partNumber, STYLES.wrapped) },
  { field: 'supplier', header: 'Supplier', width: 13, cell: (line) => knownText(line.supplier, STYLES.wrapped) },
  { field: 'quote', header: 'Quote number', width: 12, cell: (line) => knownText(line.quoteNumber, STYLES.wrapped) },
  { field: 'quoteExpires', header: 'Quote expires', width: 16, alignRight: true, cell: expiryCell },
  { field: 'unit', header: 'Unit', width: 8, cell: ({ unitOfMeasure }) => textCell(unitOfMeasure) },
  { field: 'pack', header: 'Pack size', width: 6, alignRight: true, cell: ({ packSize }) => quantityCell(packSize) },
  { field: 'used', header: 'Used', width: 9, alignRight: true, cell: (line) => quantity(line, line.quantityUsed) },
  { field: 'spare', header: 'Spare', width: 7, alignRight: true, cell: (line) => quantity(line, line.quantitySpare) },
  { field: 'required', header: 'Required', width: 9, alignRight: true, cell: requiredCell },
  {
    field: 'installed',
    header: 'Installed',
    width: 9,
    alignRight: true,
    cell: (line) => quantity(line, line.quantityInstalled),
  },
  {
    field: 'inStock',
    header: 'In stock',
    width: 8,
    alignRight: true,
    cell: (line) => quantity(line, line.quantityInStock),
  },
  {
    field: 'onOrder',
    header: 'On order',
    width: 8,
    alignRight: true,
    cell: (line) => quantity(line, line.quantityOnOrder),
  },
  { field: 'toBuy', header: 'To buy', width: 9, alignRight: true, cell: toBuyCell },
  { field: 'unitPrice', header: 'Unit price', width: 13, alignRight: true, cell: unitPriceCell },
  { field: 'linePrice', header: 'Line price', width: 15, alignRight: true, cell: linePriceCell },
  { field: 'currency', header: 'Currency', width: 10, cell: ({ currency }) => knownText(currency) },
  {
    field: 'leadTime',
    header: 'Lead time days',
    width: 9,
    alignRight: true,
    cell: (line) => knownNumber(line.leadTimeDays),
  },
  { field: 'task', header: 'For the task', width: 24, cell: taskCell },
  { field: 'neededBy', header: 'Task starts by', width: 12, alignRight: true, cell: neededByCell },
  { field: 'orderBy', header: 'Order by', width: 12, alignRight: true, cell: orderByCell },
  { field: 'tooLate', header: 'Too late after', width: 12, alignRight: true, cell: tooLateCell },
  { field: 'orderRemark', header: 'Order remark', width: 22, cell: orderRemarkCell },
  {
    field: 'priceSource',
    header: 'Price source',
    width: 26,
    cell: (line) => knownText(line.priceSource, STYLES.wrapped),
  },
];

const letters = new Map(columns.map(({ field }, i) => [field, columnLetter(i + 1)]));

function letterOf(field: LineField): string {
  return letters.get(field) ?? '';
}

export function linesTable(bom: Bom): Table<BomLine> {
  return { name: LINES_SHEET, columns, rows: bom.lines, frozenColumns: 4, paper: 'A3' };
}

/** A cell of a line, as other sheets refer to it. */
export function lineCell(line: BomLine, field: LineField): string {
  const { sheet, row } = placeInTable(LINES_SHEET, line.number - 1);
  return `'${sheet}'!$${letterOf(field)}$${String(row)}`;
}

/** Columns of all lines, in as many ranges as there are sheets of lines. */
export function lineRanges<const Field extends LineField>(
  bom: Bom,
  fields: readonly Field[],
): readonly Readonly<Record<Field, string>>[] {
  return tableRanges(LINES_SHEET, bom.lines.length).map(({ sheet, from, to }) => {
    const rangeOf = (field: Field) =>
      `'${sheet}'!$${letterOf(field)}$${String(from)}:$${letterOf(field)}$${String(to)}`;
    return Object.fromEntries(fields.map((field) => [field, rangeOf(field)])) as Record<Field, string>;
  });
}

function quantity(line: BomLine, value: number): SheetCell {
  return { value, style: lineQuantityStyle(line) };
}

function lineQuantityStyle(line: BomLine, strong = false) {
  const parts = [
    line.quantityUsed,
    line.quantitySpare,
    line.quantityInstalled,
    line.quantityInStock,
    line.quantityOnOrder,
  ];
  return quantityStyle(parts, { strong });
}

/** Length of a piece; blank for what has none. */
export function lengthCell(line: BomLine, style: CellStyle = STYLES.metres): SheetCell {
  if (line.lengthM !== null) return { value: line.lengthM, style };
  return line.kind === 'cableType' && line.unitOfMeasure !== 'm' ? knownNumber(null) : blankCell();
}

function expiryCell({ quoteExpiresOn, quoteExpired }: BomLine): SheetCell {
  return knownDay(quoteExpiresOn, quoteExpired ? STYLES.dateExpired : STYLES.date);
}

/** Metres are kept to the millimetre, so that sums of them do not show the noise of binary fractions. */
function requiredCell(line: BomLine, { row }: RowPlace): SheetCell {
  const formula = `ROUND(${letterOf('used')}${String(row)}+${letterOf('spare')}${String(row)},3)`;
  return formulaCell(formula, line.quantityRequired, lineQuantityStyle(line));
}

function toBuyCell(line: BomLine, { row }: RowPlace): SheetCell {
  const at = (field: LineField) => `${letterOf(field)}${String(row)}`;
  const missing = `ROUND(${at('required')}-${at('installed')}-${at('inStock')}-${at('onOrder')},3)`;
  const formula = `ROUNDUP(MAX(0,${missing})/${at('pack')},0)*${at('pack')}`;
  return formulaCell(
    formula,
    line.quantityToBuy,
    quantityStyle([line.quantityToBuy], { strong: line.quantityToBuy > 0 }),
  );
}

function unitPriceCell({ unitPriceMinor, currency }: BomLine): SheetCell {
  if (unitPriceMinor === null) return knownNumber(null);
  if (currency === null) return textCell(`${String(unitPriceMinor)} minor units`, STYLES.unknownRight);
  return moneyCell({ minor: unitPriceMinor, currency });
}

/** Where the summary states the days between delivery and installation. */
export const RECEIVING_BUFFER = "'Summary'!$B$9";

function hasDates({ order }: BomLine): boolean {
  return order.status === 'dated' || order.status === 'unknown';
}

function taskCell(line: BomLine): SheetCell {
  return hasDates(line) ? knownText(line.order.task, STYLES.wrapped) : blankCell();
}

function neededByCell(line: BomLine): SheetCell {
  return hasDates(line) ? knownDay(line.order.installStart) : blankCell();
}

/** Stays live where the lead time is unknown: one typed beside it counts. */
function orderByCell(line: BomLine, { row }: RowPlace): SheetCell {
  const { order } = line;
  if (!hasDates(line)) return blankCell();
  if (order.gaps.some((gap) => gap !== 'no lead time')) return knownDay(null);
  const [start, lead] = [`${letterOf('neededBy')}${String(row)}`, `${letterOf('leadTime')}${String(row)}`];
  const formula = `IF(AND(ISNUMBER(${start}),ISNUMBER(${lead})),${start}-${RECEIVING_BUFFER}-${lead},"${UNKNOWN}")`;
  if (order.orderBy === null) return formulaCell(formula, UNKNOWN, STYLES.unknownRight);
  return { value: { formula, result: dayValue(order.orderBy) }, style: orderStyle(line) };
}

function tooLateCell(line: BomLine): SheetCell {
  return hasDates(line) ? knownDay(line.order.orderByAtLatest, orderStyle(line)) : blankCell();
}

function orderStyle({ order }: BomLine): CellStyle {
  return order.overdueDays > 0 ? STYLES.dateOverdue : STYLES.date;
}

function orderRemarkCell({ order }: BomLine): SheetCell {
  if (order.status === 'nothing-to-buy') return textCell('nothing to buy', STYLES.muted);
  if (order.status === 'not-sequenced') return textCell('no task installs it', STYLES.unknown);
  if (order.overdueDays > 0) {
    return textCell([`${String(order.overdueDays)} days overdue`, ...order.gaps].join(', '), STYLES.alert);
  }
  return order.gaps.length === 0 ? blankCell() : textCell(order.gaps.join(', '), STYLES.unknown);
}

/** Stays live where the price is unknown: a price typed beside it counts. */
function linePriceCell(line: BomLine, { row }: RowPlace): SheetCell {
  const decimals = currencyDecimals(line.currency ?? '');
  const price = `${letterOf('unitPrice')}${String(row)}`;
  const formula = `IF(ISNUMBER(${price}),ROUND(${letterOf('toBuy')}${String(row)}*${price},${String(decimals)}),"${UNKNOWN}")`;
  if (line.linePriceMinor === null || line.currency === null) return formulaCell(formula, UNKNOWN, STYLES.unknownRight);
  const amount = majorUnits({ minor: line.linePriceMinor, currency: line.currency });
  return formulaCell(formula, amount, moneyStyle({ decimals, strong: line.quantityToBuy > 0 }));
}
