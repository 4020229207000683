import type ExcelJS from 'exceljs';
import { QUOTED } from './reproducible-workbook.js';

export type CellStyle = Partial<ExcelJS.Style>;

const INK = 'FF1F2933';
const MUTED = 'FF7B8794';
const ACCENT = 'FF1F4E79';
const ALERT = 'FF9C1C1C';
const RULE = 'FFD9DEE4';

const font = (over: Partial<ExcelJS.Font> = {}): Partial<ExcelJS.Font> => ({
  name: 'Calibri',
  family: 2,
  size: 10,
  color: { argb: INK },
  ...over,
});
const fill = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const underline: Partial<ExcelJS.Borders> = { bottom: { style: 'hair', color: { argb: RULE } } };
const body = { font: font(), border: underline, alignment: { vertical: 'top' } } satisfies CellStyle;
const toTheRight = { vertical: 'top', horizontal: 'right' } as const;

/** Styles of all sheets. exceljs tells them apart by identity, so that each is made once. */
export const STYLES = {
  title: { font: font({ size: 16, bold: true, color: { argb: ACCENT } }) },
  subtitle: { font: font({ size: 11, color: { argb: MUTED } }) },
  heading: {
    font: font({ size: 11, bold: true, color: { argb: ACCENT } }),
    border: { bottom: { style: 'thin', color: { argb: ACCENT } } },
  },
  name: { ...body, font: font({ color: { argb: MUTED } }), alignment: { vertical: 'top', wrapText: true } },
  note: { font: font({ size: 9, color: { argb: MUTED } }), alignment: { vertical: 'top', wrapText: true } },
  header: {
    font: font({ bold: true, color: { argb: 'FFFFFFFF' } }),
    fill: fill(ACCENT),
    alignment: { vertical: 'middle', wrapText: true },
  },
  headerRight: {
    font: font({ bold: true, color: { argb: 'FFFFFFFF' } }),
    fill: fill(ACCENT),
    alignment: { vertical: 'middle', horizontal: 'right', wrapText: true },
  },
  text: body,
  wrapped: { ...body, alignment: { vertical: 'top', wrapText: true } },
  left: { ...body, alignment: { vertical: 'top', horizontal: 'left' } },
  right: { ...body, alignment: toTheRight },
  dateLeft: { ...body, alignment: { vertical: 'top', horizontal: 'left' }, numFmt: 'yyyy-mm-dd' },
  strong: { ...body, font: font({ bold: true }) },
  centred: { ...body, alignment: { vertical: 'top', horizontal: 'center' } },
  unknown: { ...body, font: font({ italic: true, color: { argb: MUTED } }) },
  unknownRight: { ...body, font: font({ italic: true, color: { argb: MUTED } }), alignment: toTheRight },
  whole: { ...body, alignment: toTheRight, numFmt: '#,##0' },
  wholeStrong: { ...body, font: font({ bold: true }), alignment: toTheRight, numFmt: '#,##0' },
  metres: { ...body, alignment: toTheRight, numFmt: '#,##0.0##' },
  metresStrong: { ...body, font: font({ bold: true }), alignment: toTheRight, numFmt: '#,##0.0##' },
  /** Heights come in halves. */
  units: { ...body, alignment: toTheRight, numFmt: 'General' },
  date: { ...body, alignment: toTheRight, numFmt: 'yyyy-mm-dd' },
  dateExpired: {
    ...body,
    font: font({ bold: true, color: { argb: ALERT } }),
    alignment: toTheRight,
    numFmt: 'yyyy-mm-dd" expired"',
  },
  alert: { ...body, font: font({ bold: true, color: { argb: ALERT } }) },
} as const satisfies Record<string, CellStyle>;

const moneyStyles = new Map<string, CellStyle>();

/** Money in major units, with the decimals of its currency. */
export function moneyStyle({ decimals, strong }: { decimals: number; strong: boolean }): CellStyle {
  const key = `${decimals}${strong ? 's' : ''}`;
  const known = moneyStyles.get(key);
  if (known !== undefined) return known;
  const numFmt = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
  const style = { ...body, font: font({ bold: strong }), alignment: toTheRight, numFmt };
  moneyStyles.set(key, style);
  return style;
}

const quotedStyles = new Map<CellStyle, CellStyle>();

/** The same style, under which whatever is typed stays text. */
export function quotedStyle(style: CellStyle): CellStyle {
  const known = quotedStyles.get(style);
  if (known !== undefined) return known;
  const quoted = { ...style, protection: QUOTED };
  quotedStyles.set(style, quoted);
  return quoted;
}
