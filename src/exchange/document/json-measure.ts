/** What a pass over the bytes of a JSON document tells before it is parsed. */
export interface JsonMeasure {
  /** Keys of all objects, duplicates counted each time. */
  readonly keys: number;
  /** Values, containers included; at most as many as stated where the text is not valid JSON. */
  readonly values: number;
  /** Offset in bytes of the first container that is nested deeper than allowed. */
  readonly tooDeepAt: number | undefined;
  /** There is a `\u` escape, so that a string may hold what UTF-8 cannot. */
  readonly hasUnicodeEscape: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LETTER_U = 0x75;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Counts keys and values and looks for excessive nesting without building anything.
 *
 * In valid JSON every key has one colon outside strings, and every value but the first of a container has one comma.
 *
 * @param bytes UTF-8 text.
 * @param maxDepth Containers that may be inside one another.
 */
export function measureJson(bytes: Uint8Array, maxDepth: number): JsonMeasure {
  const length = bytes.length;
  let keys = 0;
  let values = 1;
  let depth = 0;
  let hasUnicodeEscape = false;
  let position = 0;
  while (position < length) {
    const byte = bytes[position];
    position += 1;
    if (byte === QUOTE) {
      let inside = bytes[position];
      while (inside !== QUOTE && position < length) {
        if (inside === BACKSLASH) {
          position += 1;
          if (bytes[position] === LETTER_U) hasUnicodeEscape = true;
        }
        position += 1;
        inside = bytes[position];
      }
      position += 1;
    } else if (byte === COLON) keys += 1;
    else if (byte === COMMA) values += 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      values += 1;
      depth += 1;
      if (depth > maxDepth) return { keys, values, tooDeepAt: position - 1, hasUnicodeEscape };
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
  }
  return { keys, values, tooDeepAt: undefined, hasUnicodeEscape };
}
