import type { DocumentFormat } from './read-document.js';
import { literalBlock, scalarOfKey, scalarOfNumber, scalarOfText } from './yaml-scalar-text.js';

export interface WriteOptions {
  /** Address of the JSON Schema, for the first line of a YAML document; editors then complete and check it. */
  readonly schemaUrl?: string;
}

/** Columns that a row in flow style may take. */
const LINE_COLUMNS = 120;
const INDENT = 2;

/** Longer keys are not implicit keys in YAML 1.2.2 §7.4.2 (1,024 characters), with room for escapes. */
const IMPLICIT_KEY_CHARACTERS = 500;

/**
 * Writes plain data as a document: the same data gives the same text, and {@link readDocument} gives back equal data.
 *
 * YAML: mappings and lists in block style, what fits into 120 columns in flow style in one line. Texts that any YAML 1.1 or
 * 1.2 reader could take for something else are in double quotes. JSON: two blanks of indentation. Properties that are
 * undefined are left out; -0 becomes 0.
 *
 * @throws RangeError on NaN and infinities.
 * @throws TypeError on functions, symbols, bigints, and undefined entries of lists.
 */
export function writeDocument(value: unknown, format: DocumentFormat, options: WriteOptions = {}): string {
  if (format === 'json') return `${JSON.stringify(value, refuseUnwritable, INDENT)}\n`;
  const out: string[] = [];
  const { schemaUrl } = options;
  if (schemaUrl !== undefined) out.push(`# yaml-language-server: $schema=${schemaUrl.replace(/\s/g, '%20')}\n`);
  if (isContainer(value) && !isEmpty(value)) emitBlock(out, value, 0);
  else out.push(`${inlineText(value)}\n`);
  return out.join('');
}

type Container = readonly unknown[] | Readonly<Record<string, unknown>>;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function isList(value: Container): value is readonly unknown[] {
  return Array.isArray(value);
}

function refuseUnwritable(this: unknown, _key: string, value: unknown): unknown {
  if (typeof value === 'object' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value === undefined && !Array.isArray(this)) return value;
  if (typeof value === 'number') scalarOfNumber(value);
  else refuse(value);
  return value;
}

function refuse(value: unknown): never {
  throw new TypeError(`A document cannot hold ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}`);
}

/** Pairs of a mapping that are written. */
function pairsOf(mapping: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  const pairs = Object.entries(mapping);
  return pairs.some(([, value]) => value === undefined) ? pairs.filter(([, value]) => value !== undefined) : pairs;
}

function isEmpty(value: Container): boolean {
  if (isList(value)) return value.length === 0;
  for (const key in value) if (Object.hasOwn(value, key) && value[key] !== undefined) return false;
  return true;
}

/** A scalar, or an empty container, in one line. */
function inlineText(value: unknown): string {
  if (typeof value === 'string') return scalarOfText(value);
  if (typeof value === 'number') return scalarOfNumber(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (isContainer(value)) return isList(value) ? '[]' : '{}';
  return refuse(value);
}

/**
 * A value in flow style.
 *
 * @param columns Columns that it may take; work stops as soon as it takes more.
 * @returns Nothing where it does not fit.
 */
function flowText(value: unknown, columns: number): string | undefined {
  if (!isContainer(value) || isEmpty(value)) {
    if (typeof value === 'string' && (value.length > columns || value.includes('\n'))) return undefined;
    const text = inlineText(value);
    return text.length > columns ? undefined : text;
  }
  return isList(value) ? flowList(value, columns) : flowMapping(value, columns);
}

function flowList(list: readonly unknown[], columns: number): string | undefined {
  let text = '[';
  for (const [index, item] of list.entries()) {
    if (index > 0) text += ', ';
    const itemText = flowText(item, columns - text.length - 1);
    if (itemText === undefined) return undefined;
    text += itemText;
  }
  return text.length < columns ? `${text}]` : undefined;
}

function flowMapping(mapping: Readonly<Record<string, unknown>>, columns: number): string | undefined {
  let text = '{ ';
  for (const [key, value] of pairsOf(mapping)) {
    if (text.length > 2) text += ', ';
    if (key.length > columns) return undefined;
    text += `${scalarOfKey(key)}: `;
    const valueText = flowText(value, columns - text.length - 2);
    if (valueText === undefined) return undefined;
    text += valueText;
  }
  return text.length + 2 <= columns ? `${text} }` : undefined;
}

/** Emits a container that is not empty, its first line included, at the given indentation. */
function emitBlock(out: string[], value: Container, indent: number): void {
  const margin = ' '.repeat(indent);
  if (isList(value)) {
    for (const item of value) {
      out.push(margin, '- ');
      emitEntry(out, item, indent + INDENT);
    }
    return;
  }
  for (const [key, item] of pairsOf(value)) {
    out.push(margin);
    emitPair(out, { key, value: item }, indent);
  }
}

/** Emits what follows a dash. */
function emitEntry(out: string[], value: unknown, indent: number): void {
  const flow = flowText(value, LINE_COLUMNS - indent);
  if (flow !== undefined) out.push(flow, '\n');
  else if (!isContainer(value) || isEmpty(value)) emitScalar(out, value, indent);
  else if (isList(value)) {
    out.push('\n');
    emitBlock(out, value, indent);
  } else {
    for (const [index, [key, item]] of pairsOf(value).entries()) {
      if (index > 0) out.push(' '.repeat(indent));
      emitPair(out, { key, value: item }, indent);
    }
  }
}

/** Emits a key and its value behind the margin, which is there already. */
function emitPair(
  out: string[],
  { key, value }: { readonly key: string; readonly value: unknown },
  indent: number,
): void {
  const keyText = scalarOfKey(key);
  const isImplicit = keyText.length <= IMPLICIT_KEY_CHARACTERS;
  if (isImplicit) out.push(keyText, ':');
  else out.push('? ', keyText, '\n', ' '.repeat(indent), ':');
  const isBlock = isContainer(value) && !isEmpty(value);
  const isTopLevel = indent === 0;
  const flow = isBlock && isTopLevel ? undefined : flowText(value, LINE_COLUMNS - indent - keyText.length - 2);
  if (flow !== undefined) out.push(' ', flow, '\n');
  else if (isBlock) {
    out.push('\n');
    emitBlock(out, value, indent + INDENT);
  } else {
    out.push(' ');
    emitScalar(out, value, indent + INDENT);
  }
}

/** Emits a scalar that is too long for the line or has several. */
function emitScalar(out: string[], value: unknown, indent: number): void {
  const block = typeof value === 'string' ? literalBlock(value) : undefined;
  if (block === undefined) {
    out.push(inlineText(value), '\n');
    return;
  }
  out.push(block.header, '\n');
  for (const line of block.lines) out.push(line === '' ? '\n' : `${' '.repeat(indent)}${line}\n`);
}
