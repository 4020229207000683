import { pointerOf, Problem, type ProblemEntry } from '../problem.js';

/** Deeper nesting means nothing in Plenum and would exhaust the stack of whatever walks the value. */
const DEPTH_LIMIT = 100;
const ENTRY_LIMIT = 100;

/**
 * Reads a request body as JSON without the losses of the usual readers: bytes that are not UTF-8, a key given twice,
 * `__proto__`, a number beyond the range of a double and text that PostgreSQL cannot hold are refused.
 *
 * @throws Problem (400) that names every such place
 */
export function readJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  if (text.trim() === '') {
    throw new Problem({ status: 400, code: 'body-missing', detail: 'A JSON body is needed; the body is empty.' });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new Problem({ status: 400, code: 'json-malformed', detail: `The body is not JSON: ${reason}.` });
  }
  const errors = hazardsOf(text);
  if (errors.length > 0) {
    throw new Problem({
      status: 400,
      code: 'json-ambiguous',
      detail: 'The body is JSON, but cannot be stored as it stands.',
      errors,
    });
  }
  return value;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem({ status: 400, code: 'encoding-invalid', detail: 'The body is not valid UTF-8.' });
  }
}

interface Level {
  /** Keys seen so far; undefined in an array. */
  readonly keys: Set<string> | undefined;
  step: string | number;
}

/** Walks text that is known to be JSON, token by token. */
function hazardsOf(text: string): readonly ProblemEntry[] {
  const entries: ProblemEntry[] = [];
  const levels: Level[] = [];
  const report = (code: string, detail: string): void => {
    if (entries.length < ENTRY_LIMIT)
      entries.push({ code, detail, pointer: pointerOf(levels.map(({ step }) => step)) });
  };
  let atKey = false;
  let position = 0;
  while (position < text.length) {
    const character = text[position];
    const level = levels.at(-1);
    if (character === '{' || character === '[') {
      levels.push({ keys: character === '{' ? new Set() : undefined, step: character === '{' ? '' : 0 });
      if (levels.length > DEPTH_LIMIT) {
        return [
          { code: 'nesting-too-deep', detail: `At most ${DEPTH_LIMIT} levels of nesting are read.`, pointer: '' },
        ];
      }
      atKey = character === '{';
    } else if (character === '}' || character === ']') {
      levels.pop();
      atKey = false;
    } else if (character === ',') {
      if (level && typeof level.step === 'number') level.step += 1;
      atKey = level?.keys !== undefined;
    } else if (character === '"') {
      const end = endOfString(text, position);
      const raw = text.slice(position, end);
      const decoded = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
      if (atKey && level?.keys) {
        level.step = decoded;
        if (level.keys.has(decoded)) report('duplicate-key', `The key "${decoded}" is given twice.`);
        if (decoded === '__proto__') report('unknown-key', 'The key "__proto__" is not allowed.');
        level.keys.add(decoded);
        atKey = false;
      }
      if (/[\0\p{Surrogate}]/u.test(decoded)) {
        report('text-invalid', 'Text holds U+0000 or half of a surrogate pair, which cannot be stored.');
      }
      position = end;
      continue;
    } else if (character === '-' || (character !== undefined && character >= '0' && character <= '9')) {
      const end = endOfNumber(text, position);
      if (!Number.isFinite(Number(text.slice(position, end)))) report('range', 'The number is too large.');
      position = end;
      continue;
    }
    position += 1;
  }
  return entries;
}

function endOfString(text: string, start: number): number {
  let position = start + 1;
  while (text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
  return position + 1;
}

function endOfNumber(text: string, start: number): number {
  let position = start + 1;
  while (position < text.length && /[\d.eE+-]/.test(text[position] ?? '')) position += 1;
  return position;
}
