/** Most UTF-16 code units that a cell holds (ECMA-376; Excel specifications and limits). */
const CELL_TEXT_LIMIT = 32_767;

/** What XML 1.0 does not carry or what shows as nothing: controls but the line feed, noncharacters, half a pair. */
const UNSHOWN = /(?!\n)\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu;

/** What ECMA-376 (22.9.2.19, ST_Xstring) reads as an escaped character. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/**
 * Text as a cell can hold it, so that it reads back as what is shown: line ends as line feeds, tabs as blanks, what
 * cannot be shown as U+FFFD, and what is too long cut with an ellipsis.
 */
export function cellText(text: string): string {
  const shown = text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ').replace(UNSHOWN, '\ufffd');
  if (shown.length <= CELL_TEXT_LIMIT) return shown;
  return `${shown.slice(0, CELL_TEXT_LIMIT - 1)}…`.replace(/\p{Surrogate}…$/u, '…');
}

/**
 * The text with what the format would read as an escaped character spelt out; null where there is nothing of the kind.
 * Excel and LibreOffice agree on escapes in rich text only.
 */
export function escapedText(text: string): string | null {
  const escaped = text.replace(LOOKS_ESCAPED, '_x005F_');
  return escaped === text ? null : escaped;
}

/** Whether a person who edits and leaves the cell would turn the text into a formula, or could be led to. */
export function beginsLikeFormula(text: string): boolean {
  return /^[=+\-@\p{Cc}]/u.test(text);
}
