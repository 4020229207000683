const INTEGER = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITY = /^([-+]?)\.(?:inf|Inf|INF)$/;
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['.nan', Number.NaN],
  ['.NaN', Number.NaN],
  ['.NAN', Number.NaN],
]);

/** First characters of everything in {@link WORDS} and of every number. */
const MAY_BE_NO_TEXT = /^(?:$|[-+.0-9~nNtTfF])/;

/**
 * The value of a plain scalar by the core schema of YAML 1.2.2 §10.3.2: dates, times, `yes`, `no`, `on` and `off` are
 * text. A number too large for a double becomes infinite.
 */
export function coreScalar(source: string): unknown {
  if (!MAY_BE_NO_TEXT.test(source)) return source;
  if (WORDS.has(source)) return WORDS.get(source);
  if (INTEGER.test(source) || FLOAT.test(source)) return Number(source);
  if (OCTAL.test(source) || HEXADECIMAL.test(source)) return Number(source);
  const infinity = INFINITY.exec(source);
  if (infinity !== null) return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return source;
}
