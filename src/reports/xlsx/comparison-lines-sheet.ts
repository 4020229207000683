import type { Comparison } from '../../analysis/comparison.js';
import type { BomLine } from '../../domain/bom/bom.js';
import type { BomLineDelta } from '../../domain/bom/compare-boms.js';
import { currencyDecimals, majorUnits } from '../../domain/bom/currency.js';
import { moneyStyle, STYLES } from './cell-style.js';
import { columnLetter } from './column-letter.js';
import {
  blankCell,
  formulaCell,
  knownDay,
  knownNumber,
  moneyCell,
  optionalText,
  quantityStyle,
  textCell,
  UNKNOWN,
  type SheetCell,
} from './sheet-cell.js';
import { tableRanges } from './table-ranges.js';
import type { Column, RowPlace, Table } from './table-sheet.js';

const LINES_SHEET = 'Lines that differ';

type Field =
  | 'change'
  | 'category'
  | 'manufacturer'
  | 'model'
  | 'slug'
  | 'length'
  | 'unit'
  | 'requiredBefore'
  | 'requiredAfter'
  | 'requiredDelta'
  | 'toBuyBefore'
  | 'toBuyAfter'
  | 'toBuyDelta'
  | 'unitPriceBefore'
  | 'unitPriceAfter'
  | 'currencyBefore'
  | 'currencyAfter'
  | 'priceBefore'
  | 'priceAfter'
  | 'priceDelta'
  | 'orderBefore'
  | 'orderAfter';

interface LineColumn extends Column<BomLineDelta> {
  readonly field: Field;
}

type Side = 'Before' | 'After';

const sideOf = (delta: BomLineDelta, side: Side): BomLine | null => (side === 'Before' ? delta.before : delta.after);
const either = ({ before, after }: BomLineDelta): BomLine | null => after ?? before;
const ofEither = (read: (line: BomLine) => string | null) => (delta: BomLineDelta) => {
  const line = either(delta);
  return optionalText(line === null ? null : read(line), STYLES.wrapped);
};

const columns: readonly LineColumn[] = [
  { field: 'change', header: 'Change', width: 10, cell: ({ change }) => textCell(change, STYLES.strong) },
  { field: 'category', header: 'Category', width: 11, cell: ofEither(({ category }) => category) },
  { field: 'manufacturer', header: 'Manufacturer', width: 14, cell: ofEither(({ manufacturer }) => manufacturer) },
  { field: 'model', header: 'Model', width: 26, cell: ofEither(({ model }) => model) },
  { field: 'slug', header: 'Catalog entry', width: 18, cell: ofEither(({ slug }) => slug) },
  { field: 'length', header: 'Length m', width: 8, alignRight: true, cell: lengthCell },
  { field: 'unit', header: 'Unit', width: 8, cell: ofEither(({ unitOfMeasure }) => unitOfMeasure) },
  ...quantityColumns('required', 'Required', ({ quantityRequired }) => quantityRequired),
  ...quantityColumns('toBuy', 'To buy', ({ quantityToBuy }) => quantityToBuy),
  { field: 'unitPriceBefore', header: 'Unit price before', width: 12, alignRight: true, cell: unitPrice('Before') },
  { field: 'unitPriceAfter', header: 'Unit price after', width: 12, alignRight: true, cell: unitPrice('After') },
  { field: 'currencyBefore', header: 'Currency before', width: 9, cell: currency('Before') },
  { field: 'currencyAfter', header: 'Currency after', width: 9, cell: currency('After') },
  { field: 'priceBefore', header: 'Line price before', width: 15, alignRight: true, cell: linePrice('Before') },
  { field: 'priceAfter', header: 'Line price after', width: 15, alignRight: true, cell: linePrice('After') },
  { field: 'priceDelta', header: 'Difference', width: 15, alignRight: true, cell: priceDelta },
  { field: 'orderBefore', header: 'Order by before', width: 12, alignRight: true, cell: orderBy('Before') },
  { field: 'orderAfter', header: 'Order by after', width: 12, alignRight: true, cell: orderBy('After') },
];

function letterOf(field: Field): string {
  return columnLetter(columns.findIndex((column) => column.field === field) + 1);
}

export function deltaLinesTable({ bom }: Comparison): Table<BomLineDelta> {
  return { name: LINES_SHEET, columns, rows: bom, frozenColumns: 5, paper: 'A3' };
}

/** Columns of all lines that differ, as sums over them refer to them. */
export function deltaLineRanges({ bom }: Comparison) {
  return tableRanges(LINES_SHEET, bom.length).map(({ sheet, from, to }) => {
    const rangeOf = (field: Field) =>
      `'${sheet}'!$${letterOf(field)}$${String(from)}:$${letterOf(field)}$${String(to)}`;
    return {
      priceBefore: rangeOf('priceBefore'),
      priceAfter: rangeOf('priceAfter'),
      currencyBefore: rangeOf('currencyBefore'),
      currencyAfter: rangeOf('currencyAfter'),
    };
  });
}

function quantityColumns(
  what: 'required' | 'toBuy',
  header: string,
  read: (line: BomLine) => number,
): readonly LineColumn[] {
  const of = (delta: BomLineDelta, side: Side) => {
    const line = sideOf(delta, side);
    return line === null ? 0 : read(line);
  };
  const one = (side: Side): LineColumn => ({
    field: `${what}${side}`,
    header: `${header} ${side.toLowerCase()}`,
    width: 9,
    alignRight: true,
    cell: (delta) => ({ value: of(delta, side), style: quantityStyle([of(delta, 'Before'), of(delta, 'After')]) }),
  });
  return [
    one('Before'),
    one('After'),
    {
      field: `${what}Delta`,
      header: 'Difference',
      width: 10,
      alignRight: true,
      cell: (delta, { row }) => {
        const formula = `ROUND(${letterOf(`${what}After`)}${String(row)}-${letterOf(`${what}Before`)}${String(row)},3)`;
        const result = Math.round((of(delta, 'After') - of(delta, 'Before')) * 1000) / 1000;
        return formulaCell(formula, result, quantityStyle([result], { strong: true }));
      },
    },
  ];
}

function lengthCell(delta: BomLineDelta): SheetCell {
  const length = either(delta)?.lengthM ?? null;
  return length === null ? blankCell() : knownNumber(length, STYLES.metres);
}

function unitPrice(side: Side): LineColumn['cell'] {
  return (delta) => {
    const line = sideOf(delta, side);
    if (line === null) return blankCell();
    const { unitPriceMinor, currency: of } = line;
    return unitPriceMinor === null || of === null
      ? knownNumber(null)
      : moneyCell({ minor: unitPriceMinor, currency: of });
  };
}

function currency(side: Side): LineColumn['cell'] {
  return (delta) => optionalText(sideOf(delta, side)?.currency ?? null);
}

/** Quantity to buy times unit price; stays live where the price is unknown. */
function linePrice(side: Side): LineColumn['cell'] {
  return (delta, { row }) => {
    const line = sideOf(delta, side);
    if (line === null) return blankCell();
    const decimals = currencyDecimals(line.currency ?? '');
    const [price, quantity] = [letterOf(`unitPrice${side}`), letterOf(`toBuy${side}`)];
    const at = String(row);
    const formula = `IF(ISNUMBER(${price}${at}),ROUND(${quantity}${at}*${price}${at},${String(decimals)}),"${UNKNOWN}")`;
    if (line.linePriceMinor === null || line.currency === null)
      return formulaCell(formula, UNKNOWN, STYLES.unknownRight);
    const amount = majorUnits({ minor: line.linePriceMinor, currency: line.currency });
    return formulaCell(formula, amount, moneyStyle({ decimals, strong: false }));
  };
}

/** Only where both prices are of one currency and known; what is not there costs nothing. */
function priceDelta({ before, after }: BomLineDelta, { row }: RowPlace): SheetCell {
  const of = after?.currency ?? before?.currency ?? null;
  const isMixed = before !== null && after !== null && before.currency !== after.currency;
  if (of === null || isMixed) return textCell(isMixed ? 'two currencies' : UNKNOWN, STYLES.unknownRight);
  const [was, is] = [before === null ? 0 : before.linePriceMinor, after === null ? 0 : after.linePriceMinor];
  const [a, b] = [`${letterOf('priceBefore')}${String(row)}`, `${letterOf('priceAfter')}${String(row)}`];
  const formula = `IF(OR(${a}="${UNKNOWN}",${b}="${UNKNOWN}"),"${UNKNOWN}",ROUND(N(${b})-N(${a}),${String(currencyDecimals(of))}))`;
  if (was === null || is === null) return formulaCell(formula, UNKNOWN, STYLES.unknownRight);
  const amount = majorUnits({ minor: is - was, currency: of });
  return formulaCell(formula, amount, moneyStyle({ decimals: currencyDecimals(of), strong: true }));
}

function orderBy(side: Side): LineColumn['cell'] {
  return (delta) => {
    const order = sideOf(delta, side)?.order;
    if (order === undefined || order.status === 'nothing-to-buy') return blankCell();
    return order.status === 'not-sequenced' ? textCell('no task', STYLES.unknownRight) : knownDay(order.orderBy);
  };
}
