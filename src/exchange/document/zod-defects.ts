import type { z } from 'zod';
import type { Defect, DefectCode, DocumentPath } from '../../domain/defect.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { knownKeys, namedValues, phraseOf, schemasAt, schemaWords } from './schema-words.js';
import { showText, showValue } from './text-display.js';

type Issue = z.core.$ZodIssue;

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['tuple', 'a list'],
  ['object', 'a mapping'],
  ['record', 'a mapping'],
  ['null', 'null'],
]);

const DEFECT_CODES: ReadonlySet<string> = new Set<DefectCode>([
  'unsupported-version',
  'unknown-key',
  'missing',
  'type',
  'range',
  'format',
  'duplicate-name',
  'unresolved-reference',
  'conflict',
]);

function isDefectCode(code: unknown): code is DefectCode {
  return typeof code === 'string' && DEFECT_CODES.has(code);
}

function customCode(issue: z.core.$ZodIssueCustom): DefectCode {
  const code: unknown = issue.params?.['code'];
  return isDefectCode(code) ? code : 'format';
}

interface Source {
  readonly value: unknown;
  readonly schema: z.core.$ZodType | undefined;
  /** What may stand at a schema, said once. */
  readonly words: Map<z.core.$ZodType, string>;
}

/** An issue with its place in the whole value. */
interface PlacedIssue {
  readonly issue: Issue;
  readonly path: DocumentPath;
}

function stepsOf(path: readonly PropertyKey[]): DocumentPath {
  return path.map((step) => (typeof step === 'symbol' ? String(step) : step));
}

function valueAt(value: unknown, path: DocumentPath): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = Reflect.get(current, step);
  }
  return current;
}

function wordsAt(source: Source, path: DocumentPath): string {
  if (source.schema === undefined) return '';
  const schemas = schemasAt(source.schema, { value: source.value, path });
  const [only] = schemas;
  if (schemas.length !== 1 || only === undefined) return schemaWords(schemas);
  let words = source.words.get(only);
  if (words === undefined) {
    words = schemaWords(schemas);
    source.words.set(only, words);
  }
  return words;
}

/** What an issue itself says of what may stand there, where no schema tells more. */
function issueWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS.get(issue.expected) ?? issue.expected;
    case 'invalid_value':
      return phraseOf(issue.values.map(showValue));
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${sizeWords(issue.origin)}`;
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${sizeWords(issue.origin)}`;
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.pattern === undefined ? `text in the format ${issue.format}` : `text that matches ${issue.pattern}`;
    default:
      return issue.message;
  }
}

function sizeWords(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' entries' : '';
}

function codeOf(issue: Issue, found: unknown): DefectCode {
  if (typeof found === 'number' && !Number.isFinite(found)) return 'range';
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' && typeof found === 'number' ? 'range' : 'type';
    case 'invalid_value':
      return typeof found === typeof issue.values[0] ? 'range' : 'type';
    case 'too_big':
    case 'too_small':
    case 'not_multiple_of':
      return 'range';
    default:
      return 'format';
  }
}

function unknownKeys(source: Source, { issue, path }: PlacedIssue): readonly Defect[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const keys = source.schema === undefined ? [] : knownKeys(schemasAt(source.schema, { value: source.value, path }));
  const allowed = keys.length === 0 ? 'no further keys' : phraseOf(keys);
  const holder = valueAt(source.value, path);
  const unused = keys.filter((key) => typeof holder === 'object' && holder !== null && !Object.hasOwn(holder, key));
  return issue.keys.map((key) => {
    const nearest = nearestName(key, unused) ?? nearestName(key, keys);
    const defect = { code: 'unknown-key', path: [...path, key], found: showText(key), allowed } as const;
    return nearest === undefined ? defect : { ...defect, nearest };
  });
}

function nearestValue(issue: Issue, found: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return undefined;
  return nearestName(
    found,
    issue.values.filter((value) => typeof value === 'string'),
  );
}

/** Issues of the branch of a union that the value was probably meant for, or nothing where no branch fits its type. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter(
    (issues) => !issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'),
  );
  const [first, ...others] = fitting;
  if (first === undefined) return undefined;
  if (others.length === 0) return first;
  const isAboutTheValueItself = fitting.every((issues) => issues.every((issue) => issue.path.length === 0));
  if (isAboutTheValueItself) return undefined;
  return others.reduce((best, issues) => (issues.length < best.length ? issues : best), first);
}

function unionDefects(source: Source, { issue, path }: PlacedIssue): readonly Defect[] {
  if (issue.code !== 'invalid_union') return [];
  const meant = meantBranch(issue.errors);
  if (meant !== undefined) {
    return meant.flatMap((inner) => issueDefects(source, { issue: inner, path: [...path, ...stepsOf(inner.path)] }));
  }
  const found = valueAt(source.value, path);
  const inner = issue.errors.flat();
  const isName = issue.discriminator !== undefined;
  const allowed = wordsAt(source, path) || (isName ? issue.message : phraseOf(inner.map(issueWords)));
  const names = source.schema === undefined ? [] : namedValues(schemasAt(source.schema, { value: source.value, path }));
  const nearest = typeof found === 'string' ? nearestName(found, names) : undefined;
  const isType = inner.length > 0 && inner.every((one) => one.code === 'invalid_type');
  const code = isType ? 'type' : isName ? 'range' : 'format';
  const defect = { code, path, found: showValue(found), allowed } as const;
  return [nearest === undefined ? defect : { ...defect, nearest }];
}

function issueDefects(source: Source, placed: PlacedIssue): readonly Defect[] {
  const { issue, path } = placed;
  if (issue.code === 'unrecognized_keys') return unknownKeys(source, placed);
  if (issue.code === 'invalid_key') {
    const key = path.at(-1);
    return issue.issues.map((inner) => ({
      code: 'format',
      path,
      found: showValue(key),
      allowed: `as a key, ${issueWords(inner)}`,
    }));
  }
  const found = valueAt(source.value, path);
  if (issue.code === 'custom') {
    return [{ code: customCode(issue), path, found: showValue(found), allowed: issue.message }];
  }
  if (issue.code === 'invalid_union' && found !== undefined) return unionDefects(source, placed);
  const allowed = wordsAt(source, path) || issueWords(issue);
  if (found === undefined) return [{ code: 'missing', path, found: 'nothing', allowed }];
  const nearest = nearestValue(issue, found);
  const defect = { code: codeOf(issue, found), path, found: showValue(found), allowed };
  return [nearest === undefined ? defect : { ...defect, nearest }];
}

/**
 * What Zod found, as defects with what stands there, what may stand there and the nearest valid name.
 *
 * A union gives the defects of the branch that the value was probably meant for: the only one of its type, else the one
 * with the fewest issues. NaN and infinities are defects of range. A refinement sets the code with
 * `params: { code: 'conflict' }`; its message says what is allowed.
 *
 * @param issues The issues of a failed `safeParse`.
 * @param value The value that was checked.
 * @param schema The schema that it was checked against; with it the defects say ranges, units and known keys in full.
 */
export function zodDefects(issues: readonly Issue[], value: unknown, schema?: z.core.$ZodType): readonly Defect[] {
  const source: Source = { value, schema, words: new Map() };
  return issues.flatMap((issue) => issueDefects(source, { issue, path: stepsOf(issue.path) }));
}

/**
 * Counts the defects that {@link zodDefects} would give, by code, without saying what they are: for those that no list
 * will show.
 */
export function countZodDefects(
  issues: readonly Issue[],
  value: unknown,
  count: (code: DefectCode, count: number) => void,
): void {
  const source: Source = { value, schema: undefined, words: new Map() };
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') count('unknown-key', issue.keys.length);
    else if (issue.code === 'invalid_key') count('format', issue.issues.length);
    else if (issue.code === 'custom') count(customCode(issue), 1);
    else {
      const path = stepsOf(issue.path);
      const found = valueAt(value, path);
      if (found === undefined) count('missing', 1);
      else if (issue.code !== 'invalid_union') count(codeOf(issue, found), 1);
      else for (const { code } of unionDefects(source, { issue, path })) count(code, 1);
    }
  }
}
