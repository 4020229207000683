import type ExcelJS from 'exceljs';
import { QUOTED } from './reproducible-workbook.js';

export type CellStyle = Partial<ExcelJS.Style>;

const INK = 'FF1F2933';
const MUTED = 'FF7B8794';
const ACCENT = 'FF1F4E79';
const ALERT = 'FF9C1C1C';
const RULE = 'FFC3CAD3';
const WHITE = 'FFFFFFFF';

const font = (over: Partial<ExcelJS.Font> = {}): Partial<ExcelJS.Font> => ({
  name: 'Arial',
  family: 2,
  size: 9,
  color: { argb: INK },
  ...over,
});
const fill = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const underline: Partial<ExcelJS.Borders> = { bottom: { style: 'hair', color: { argb: RULE } } };
const onTheLeft = { vertical: 'top', horizontal: 'left', indent: 1 } as const;
const wrappedOnTheLeft = { ...onTheLeft, wrapText: true } as const;
const onTheRight = { vertical: 'top', horizontal: 'right' } as const;
const text = { font: font(), border: underline, alignment: onTheLeft } satisfies CellStyle;
const number = { font: font(), border: underline, alignment: onTheRight } satisfies CellStyle;
const muted = { font: font({ color: { argb: MUTED } }) };
const bold = { font: font({ bold: true }) };
const doubtful = { font: font({ italic: true, color: { argb: MUTED } }) };
const headerFont = { font: font({ bold: true, color: { argb: WHITE } }), fill: fill(ACCENT) };
const headingFont = {
  font: font({ size: 10, bold: true, color: { argb: ACCENT } }),
  border: { bottom: { style: 'thin', color: { argb: ACCENT } } },
} satisfies CellStyle;

const WHOLE = '#,##0';
const METRES = '#,##0.0##';

/** Styles of all sheets. exceljs tells them apart by identity, so that each is made once. */
export const STYLES = {
  title: { font: font({ size: 16, bold: true, color: { argb: ACCENT } }), alignment: onTheLeft },
  subtitle: { font: font({ size: 11, color: { argb: MUTED } }), alignment: onTheLeft },
  heading: { ...headingFont, alignment: onTheLeft },
  headingRight: { ...headingFont, alignment: onTheRight },
  header: { ...headerFont, alignment: { vertical: 'middle', horizontal: 'left', indent: 1, wrapText: true } },
  headerRight: { ...headerFont, alignment: { vertical: 'middle', horizontal: 'right', wrapText: true } },
  headerUpright: { ...headerFont, alignment: { vertical: 'bottom', horizontal: 'center', textRotation: 90 } },
  /** Bars of a time axis, which touch each other. */
  bar: { font: font({ color: { argb: ACCENT } }), border: underline, alignment: { horizontal: 'fill' } },
  barCritical: { font: font({ color: { argb: ALERT } }), border: underline, alignment: { horizontal: 'fill' } },
  text,
  textRight: number,
  wrapped: { ...text, alignment: wrappedOnTheLeft },
  strong: { ...text, ...bold },
  muted: { ...text, ...muted },
  note: { ...text, ...muted, alignment: wrappedOnTheLeft },
  unknown: { ...text, ...doubtful },
  unknownRight: { ...number, ...doubtful },
  whole: { ...number, numFmt: WHOLE },
  wholeStrong: { ...number, ...bold, numFmt: WHOLE },
  wholeMuted: { ...number, ...muted, numFmt: WHOLE },
  metres: { ...number, numFmt: METRES },
  metresStrong: { ...number, ...bold, numFmt: METRES },
  metresMuted: { ...number, ...muted, numFmt: METRES },
  /** Heights come in halves. */
  units: { ...number, numFmt: 'General' },
  date: { ...number, numFmt: 'yyyy-mm-dd' },
  dateLeft: { ...text, numFmt: 'yyyy-mm-dd' },
  dateOverdue: { ...number, font: font({ bold: true, color: { argb: ALERT } }), numFmt: 'yyyy-mm-dd' },
  alert: { ...text, font: font({ bold: true, color: { argb: ALERT } }), alignment: wrappedOnTheLeft },
  dateExpired: {
    ...number,
    font: font({ bold: true, color: { argb: ALERT } }),
    numFmt: 'yyyy-mm-dd" expired"',
  },
} as const satisfies Record<string, CellStyle>;

const moneyStyles = new Map<string, CellStyle>();

/** Money in major units, with the decimals of its currency. */
export function moneyStyle({ decimals, strong }: { decimals: number; strong: boolean }): CellStyle {
  const key = `${decimals}${strong ? 's' : ''}`;
  const known = moneyStyles.get(key);
  if (known !== undefined) return known;
  const numFmt = decimals === 0 ? WHOLE : `${WHOLE}.${'0'.repeat(decimals)}`;
  const style = { ...number, font: font({ bold: strong }), numFmt };
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
