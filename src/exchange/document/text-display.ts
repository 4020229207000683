const SHOWN_CHARACTERS = 60;

/** Controls, line separators, marks of direction and byte order: what would deface or forge a line of output. */
const INVISIBLE = /[\p{Control}\p{Format}\p{Line_Separator}\p{Paragraph_Separator}\p{Surrogate}\ufffe\uffff]/gu;

function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** Text from a document, shortened to 60 characters, with every invisible character written as an escape. */
export function showRaw(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return escapeInvisible(text);
  const cutsPair = /[\ud800-\udbff]/.test(text.charAt(SHOWN_CHARACTERS - 1));
  return `${escapeInvisible(text.slice(0, SHOWN_CHARACTERS - (cutsPair ? 1 : 0)))}…`;
}

/** Text as a whole, with every invisible character written as an escape: names of files, which a reader must find. */
export function showWhole(text: string): string {
  return escapeInvisible(text);
}

/** {@link showRaw} between double quotes. */
export function showText(text: string): string {
  return `"${showRaw(text)}"`;
}

/** A value of a document in a few words: text in quotes, numbers as they are, containers by their size. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return showText(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    if (keys.length === 0) return 'an empty mapping';
    const shown = keys.slice(0, 3).map((key) => showRaw(key.slice(0, 20)));
    return `a mapping with ${shown.join(', ')}${keys.length > shown.length ? ', …' : ''}`;
  }
  return typeof value === 'boolean' || value === null ? String(value) : `a ${typeof value}`;
}
