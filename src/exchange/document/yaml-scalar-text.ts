/** Words that YAML 1.1 or 1.2 readers, or their users, take for something else than text. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity)$/i;

/**
 * Text that every reader takes for the same text, in block and in flow style: it begins with a letter and holds
 * letters, digits, single blanks and a few signs that have no meaning in YAML.
 */
const PLAIN_ASCII = /^[A-Za-z_](?:[A-Za-z0-9_./()+@%-]| (?=[^ ]))*$/;
const PLAIN_TEXT = /^[\p{L}_](?:[\p{L}\p{M}\p{N}_./()+@%°µ-]| (?=[^ ]))*$/u;
const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** What JSON leaves as it is and YAML does not allow or not keep: DEL, C1 controls, NEL, separators, byte order marks. */
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Characters that a literal block keeps as they are: no controls, marks of direction, or blanks of other widths. */
const BLOCK_TEXT = /^[\p{L}\p{M}\p{N}\p{P}\p{S} \n]+$/u;
/** A first line that is empty or indented would need an indicator; a blank before a line break could be lost in an editor. */
const FRAIL_BLANK = /^[ \n]| (?:\n|$)/;

function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text as a scalar in one line, quoted wherever any reader could take it for something else. */
export function scalarOfText(text: string): string {
  const isPlain = PLAIN_ASCII.test(text) || PLAIN_TEXT.test(text);
  return isPlain && !RESERVED.test(text) ? text : doubleQuoted(text);
}

/** A key in one line. */
export function scalarOfKey(key: string): string {
  return PLAIN_KEY.test(key) && !RESERVED.test(key) ? key : doubleQuoted(key);
}

/**
 * A number as every reader of YAML 1.1 and 1.2 takes it: an exponent follows a decimal point. -0 becomes 0, as in JSON.
 *
 * @throws RangeError when the number is not finite.
 */
export function scalarOfNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`A document holds finite numbers only, not ${value}`);
  const text = String(value === 0 ? 0 : value);
  return /^-?[0-9]+e/.test(text) ? text.replace('e', '.0e') : text;
}

/** The lines of a literal block with its header, or nothing where a text of several lines needs escapes. */
export function literalBlock(
  text: string,
): { readonly header: '|' | '|-'; readonly lines: readonly string[] } | undefined {
  const endsWithBreak = text.endsWith('\n');
  const body = endsWithBreak ? text.slice(0, -1) : text;
  if (!body.includes('\n') || body.endsWith('\n')) return undefined;
  if (FRAIL_BLANK.test(body) || !BLOCK_TEXT.test(body)) return undefined;
  return { header: endsWithBreak ? '|' : '|-', lines: body.split('\n') };
}
