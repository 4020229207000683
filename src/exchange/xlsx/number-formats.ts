import type { XmlHandlers } from './xml-events.js';

/** How the numbers of a cell are shown: as they are, as a day or a time, or in some other way. */
export type NumberForm = { readonly shows: 'plain' | 'date' } | { readonly shows: 'other'; readonly format: string };

/** Formats that every spreadsheet knows by number (ECMA-376, 18.8.30); those that are not dates show 0, General or text. */
const PLAIN_IDS: ReadonlySet<number> = new Set([0, 1, 49]);
const PLAIN_CODES: ReadonlySet<string> = new Set(['General', 'GENERAL', '0', '@', '']);
const OTHER_CODES: ReadonlyMap<number, string> = new Map([
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
]);

const PLAIN: NumberForm = { shows: 'plain' };
const DATE: NumberForm = { shows: 'date' };

/** Reads the formats of `styles.xml`: for each index that a cell may give, how its numbers are shown. */
export function formatsReader(): { readonly handlers: XmlHandlers; readonly forms: readonly NumberForm[] } {
  const codes = new Map<number, string>();
  const forms: NumberForm[] = [];
  let isInside = false;
  const handlers: XmlHandlers = {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') isInside = true;
      else if (name === 'xf' && isInside) forms.push(formOf(Number(attributes['numFmtId'] ?? 0), codes));
    },
    text: () => undefined,
    close: (name) => {
      if (name === 'cellXfs') isInside = false;
    },
  };
  return { handlers, forms };
}

function formOf(id: number, codes: ReadonlyMap<number, string>): NumberForm {
  const code = codes.get(id);
  if (code === undefined) {
    if (PLAIN_IDS.has(id)) return PLAIN;
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
      return DATE;
    return { shows: 'other', format: OTHER_CODES.get(id) ?? `format ${String(id)}` };
  }
  if (PLAIN_CODES.has(code)) return PLAIN;
  return isDateCode(code) ? DATE : { shows: 'other', format: code };
}

/** Whether letters of days or times are left when literals, colours, conditions and locales are taken out. */
function isDateCode(code: string): boolean {
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  const letters = first.replace(/\[(?![hms]+\])[^\]]*\]/gi, '').replace(/general/gi, '');
  return /[dmyhs]/i.test(letters);
}
