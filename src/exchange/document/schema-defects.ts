import { z } from 'zod';
import type { Defect, DefectCode } from '../../domain/defect.js';
import { acceptorOf, type Acceptor } from './acceptor.js';
import { LISTED_DEFECTS } from './placed-defect.js';
import { lengthBounds, propertiesOf, schemaWords } from './schema-words.js';
import { countZodDefects, zodDefects } from './zod-defects.js';

type AnySchema = z.core.$ZodType;

/** Takes note of defects that are not among those given back. */
export type CountFurther = (code: DefectCode, count: number) => void;

/** Values that are checked at once, so that the issues of a document of nothing but defects stay few at any time. */
const VALUES_AT_ONCE = 20_000;

/** Values in one row, or in one thing beside the lists of rows. A long trace of arrivals has some 300,000. */
const MAX_ROW_VALUES = 1_000_000;

/** Keys of the root; the schema knows some forty. */
const MAX_ROOT_KEYS = 10_000;

interface RowList {
  readonly key: string;
  readonly rows: readonly unknown[];
  readonly schema: AnySchema;
}

/**
 * The defects of a value by its schema, found a part at a time: a hostile document has millions, and the schema library
 * builds all issues of what it is given at once.
 *
 * @param schema A mapping of which some values are lists of rows.
 * @param value A mapping.
 * @param countFurther Learns of defects beyond the first 1,000 of each list; these are not given back.
 * @returns The defects to list; the first 1,000 of the document are among them.
 */
export function schemaDefects(
  { schema, value }: { readonly schema: AnySchema; readonly value: Readonly<Record<string, unknown>> },
  countFurther: CountFurther,
): readonly Defect[] {
  const keys = Object.keys(value);
  if (keys.length > MAX_ROOT_KEYS) {
    return [{ code: 'size-limit', path: [], found: `${keys.length} keys`, allowed: `at most ${MAX_ROOT_KEYS}` }];
  }
  const properties = propertiesOf(schema);
  const head: Record<string, unknown> = {};
  const lists: RowList[] = [];
  const defects: Defect[] = [];
  for (const key of keys) {
    const held = value[key];
    const property = properties.get(key);
    if (property?.isList === true && Array.isArray(held)) lists.push({ key, rows: held, schema: property.schema });
    else if (weightOf(held) <= MAX_ROW_VALUES) head[key] = held;
    else defects.push(tooHeavy([key]));
  }
  const left = new Set(keys.filter((key) => !Object.hasOwn(head, key)));
  const parsed = z.core.safeParse(schema, head);
  const issues = parsed.success ? [] : parsed.error.issues;
  const own = issues.filter(({ path }) => !(path.length === 1 && left.has(String(path[0]))));
  defects.push(...zodDefects(own, head, schema));
  for (const list of lists) for (const defect of listDefects(list, countFurther)) defects.push(defect);
  return defects;
}

function tooHeavy(path: Defect['path']): Defect {
  const allowed = `at most ${MAX_ROW_VALUES} values`;
  return { code: 'size-limit', path, found: `more than ${MAX_ROW_VALUES} values in one place`, allowed };
}

/** Values inside a value, itself included; no longer counted once they are too many. */
function weightOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let weight = 1;
  if (Array.isArray(value)) {
    for (const item of value) {
      weight += weightOf(item);
      if (weight > MAX_ROW_VALUES) break;
    }
    return weight;
  }
  const mapping = value as Readonly<Record<string, unknown>>;
  for (const key in mapping) {
    weight += weightOf(mapping[key]);
    if (weight > MAX_ROW_VALUES) break;
  }
  return weight;
}

/** Defects of one list: of its length, then of its rows. */
function listDefects(list: RowList, countFurther: CountFurther): readonly Defect[] {
  const { key, rows, schema } = list;
  const defects: Defect[] = [...lengthDefects(list)];
  if (rows.every(rowAcceptor(schema))) return defects;
  const enter = (defect: Defect): void => {
    if (defects.length < LISTED_DEFECTS) defects.push(defect);
    else countFurther(defect.code, 1);
  };
  let start = 0;
  while (start < rows.length) {
    const end = partEnd(rows, start);
    if (end === start) {
      enter(tooHeavy([key, start]));
      start += 1;
      continue;
    }
    const part = rows.slice(start, end);
    const parsed = z.core.safeParse(schema, part);
    const issues = parsed.success ? [] : parsed.error.issues.filter(({ path }) => path.length > 0);
    if (defects.length >= LISTED_DEFECTS) countZodDefects(issues, part, countFurther);
    else {
      for (const defect of inRowOrder(zodDefects(issues, part, schema))) {
        const [index, ...rest] = defect.path;
        enter({ ...defect, path: [key, start + Number(index), ...rest] });
      }
    }
    start = end;
  }
  return defects;
}

/** A fast test of single rows; it accepts none where the schema is no list of them. */
function rowAcceptor(schema: AnySchema): Acceptor {
  return schema instanceof z.ZodArray ? acceptorOf(schema.element) : () => false;
}

function lengthDefects({ key, rows, schema }: RowList): readonly Defect[] {
  const { min, max } = lengthBounds(schema);
  if (rows.length >= min && rows.length <= max) return [];
  const found = rows.length === 0 ? 'an empty list' : `a list of ${rows.length}`;
  return [{ code: 'range', path: [key], found, allowed: schemaWords([schema]) }];
}

/** Position behind the rows that are checked together; the start itself where the first row is too heavy. */
function partEnd(rows: readonly unknown[], start: number): number {
  let weight = 0;
  let end = start;
  while (end < rows.length && weight < VALUES_AT_ONCE) {
    const rowWeight = weightOf(rows[end]);
    if (rowWeight > MAX_ROW_VALUES) break;
    weight += rowWeight;
    end += 1;
  }
  return end;
}

/** The library reports keys that are unknown last; what is listed must be the first rows. */
function inRowOrder(defects: readonly Defect[]): readonly Defect[] {
  return [...defects].sort((a, b) => Number(a.path[0]) - Number(b.path[0]));
}
