const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters that XML allows; DEL and those of C1, which it discourages, go with the others. */
const BLANKS: ReadonlySet<string> = new Set(['\t', '\n', '\r']);

/** Text as it may stand in an element or an attribute of XML 1.0: escaped, without characters that XML forbids. */
export function xmlText(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (character) => (BLANKS.has(character) ? character : ''))
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A number without exponent, to a thousandth. */
export function xmlNumber(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}
