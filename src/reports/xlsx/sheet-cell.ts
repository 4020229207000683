import { currencyDecimals, majorUnits } from '../../domain/bom/currency.js';
import { moneyStyle, quotedStyle, STYLES, type CellStyle } from './cell-style.js';
import { beginsLikeFormula, cellText, escapedText } from './cell-text.js';

/** What one cell holds; a formula always with its result, which is what a protected view shows. */
export interface SheetCell {
  readonly value:
    | string
    | number
    | Date
    | null
    | { readonly formula: string; readonly result: string | number | Date }
    | { readonly richText: { text: string }[] };
  readonly style: CellStyle;
}

export const UNKNOWN = 'unknown';

const BLANK: SheetCell = { value: null, style: STYLES.text };

export function blankCell(): SheetCell {
  return BLANK;
}

/** Text of the program or of its users; never a formula. */
export function textCell(text: string, style: CellStyle = STYLES.text): SheetCell {
  if (text === '') return { value: null, style };
  const shown = cellText(text);
  const escaped = escapedText(shown);
  return {
    value: escaped === null ? shown : { richText: [{ text: escaped }] },
    style: beginsLikeFormula(text) ? quotedStyle(style) : style,
  };
}

/** Text that may be unknown. */
export function knownText(text: string | null, style?: CellStyle): SheetCell {
  return text === null ? { value: UNKNOWN, style: STYLES.unknown } : textCell(text, style);
}

/** Text that a thing may not have. */
export function optionalText(text: string | null, style?: CellStyle): SheetCell {
  return text === null ? BLANK : textCell(text, style);
}

/** A number of pieces, or of metres to the millimetre. */
export function quantityCell(quantity: number, { strong = false } = {}): SheetCell {
  return { value: quantity, style: quantityStyle([quantity], { strong }) };
}

/** The style of quantities that belong together: whole where all are. */
export function quantityStyle(quantities: readonly number[], { strong = false } = {}): CellStyle {
  if (quantities.every((quantity) => Number.isInteger(quantity))) return strong ? STYLES.wholeStrong : STYLES.whole;
  return strong ? STYLES.metresStrong : STYLES.metres;
}

export function knownNumber(value: number | null, style: CellStyle = STYLES.whole): SheetCell {
  return value === null ? { value: UNKNOWN, style: STYLES.unknownRight } : { value, style };
}

/** A day, without time and time zone. */
export function knownDay(day: string | null, style: CellStyle = STYLES.date): SheetCell {
  if (day === null) return { value: UNKNOWN, style: STYLES.unknownRight };
  return { value: dayValue(day), style };
}

/** A day as spreadsheets hold it. */
export function dayValue(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** An amount in minor units, shown in major ones. */
export function moneyCell(amount: { readonly minor: number; readonly currency: string }): SheetCell {
  const style = moneyStyle({ decimals: currencyDecimals(amount.currency), strong: false });
  return { value: majorUnits(amount), style };
}

export function formulaCell(formula: string, result: string | number, style: CellStyle): SheetCell {
  return { value: { formula, result }, style };
}

/** The name of a kind as people write it: `powerElement` is a power element. */
export function kindWords(kind: string): string {
  return kind.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}
