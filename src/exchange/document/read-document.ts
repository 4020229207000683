import type { Defect, DefectCode, DocumentPath, LocatedDefect } from '../../domain/defect.js';
import { decodeText } from './encoding.js';
import { parseJsonDocument } from './json-document.js';
import type { CountFurther } from './schema-defects.js';
import type { ParsedText } from './parsed-text.js';
import { placeDefects } from './path-places.js';
import { LISTED_DEFECTS, type PlacedDefect } from './placed-defect.js';
import { showValue } from './text-display.js';
import { placesOf } from './text-place.js';
import { parseYamlDocument } from './yaml-document.js';

export type DocumentFormat = 'yaml' | 'json';

export interface ReadRequest {
  /** The document as it came: UTF-8, with or without a byte order mark. */
  readonly bytes: Uint8Array;
  readonly format: DocumentFormat;
  /**
   * Every defect of the value by schema and by meaning; called once, and only with a mapping. Of millions it may give
   * back the first only, and count the others.
   */
  readonly check: (value: unknown, countFurther: CountFurther) => readonly Defect[];
}

/** Defects per code, those beyond the listed ones included. */
export type DefectCounts = Readonly<Partial<Record<DefectCode, number>>>;

export interface Refusal {
  readonly ok: false;
  /** The first 1,000 in document order. */
  readonly defects: readonly LocatedDefect[];
  readonly counts: DefectCounts;
}

export type ReadResult = { readonly ok: true; readonly value: unknown } | Refusal;

/**
 * Reads a document: decodes, parses and checks it, and gives every defect at once, each with line and column.
 *
 * A document that is no UTF-8 or has no syntax gives one defect, since nothing behind it can be trusted. Otherwise what
 * the text shows to be wrong (duplicate keys, aliases, numbers that overflow …) and what `check` finds come together.
 * Time and memory grow linearly with the length: at most 32 million values, 100 containers inside one another.
 *
 * @returns The value as plain data, or the defects. Lines and columns are computed only when there are defects.
 */
export function readDocument({ bytes, format, check }: ReadRequest): ReadResult {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return refusal({ text: decoded.text, placed: [decoded.defect], counts: new Map() });
  const { text } = decoded;
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = isMarked ? bytes.subarray(3) : bytes;
  const parsed =
    format === 'json' ? parseJsonDocument({ text, bytes: body }) : parseYamlDocument({ text, bytes: body });
  if (!parsed.parsed) return refusal({ text, placed: [parsed.fault], counts: new Map() });
  const { value, ledger } = parsed;
  const counts = new Map(ledger.counts);
  const countFurther: CountFurther = (code, count) => counts.set(code, (counts.get(code) ?? 0) + count);
  const checked = isMapping(value) ? check(value, countFurther) : [rootDefect(value)];
  if (checked.length === 0 && ledger.placed.length === 0) return { ok: true, value };
  return refusal({
    text,
    placed: allPlaced(parsed, checked),
    counts,
    listedInText: ledger.placed.length,
  });
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rootDefect(value: unknown): Defect {
  const found = value === undefined || value === null ? 'an empty document' : showValue(value);
  return { code: 'type', path: [], found, allowed: 'a mapping of keys to values' };
}

function pathKey(path: DocumentPath): string {
  return JSON.stringify(path);
}

/** Places what the check found, but for what the text already said of the same value. */
function allPlaced(
  parsed: ParsedText & { readonly parsed: true },
  checked: readonly Defect[],
): readonly PlacedDefect[] {
  const { placed } = parsed.ledger;
  const said = new Set<string>();
  for (const { defect } of placed) if (defect.code !== 'duplicate-key') said.add(pathKey(defect.path));
  const further = said.size === 0 ? checked : checked.filter((defect) => !said.has(pathKey(defect.path)));
  return further.length === 0 ? placed : [...placed, ...placeDefects(further, parsed.place)];
}

interface RefusedText {
  readonly text: string;
  readonly placed: readonly PlacedDefect[];
  /** Counts of what the text showed, of which only the first are among `placed`, and of what the check counted only. */
  readonly counts: ReadonlyMap<DefectCode, number>;
  readonly listedInText?: number;
}

function refusal({ text, placed, counts, listedInText = 0 }: RefusedText): Refusal {
  const total: Partial<Record<DefectCode, number>> = Object.fromEntries(counts);
  for (const { defect } of placed.slice(listedInText)) total[defect.code] = (total[defect.code] ?? 0) + 1;
  const listed = [...placed].sort((a, b) => a.offset - b.offset).slice(0, LISTED_DEFECTS);
  return { ok: false, defects: located(text, listed), counts: total };
}

function located(text: string, placed: readonly PlacedDefect[]): readonly LocatedDefect[] {
  const offsets = placed.flatMap(({ offset, alsoOffset }) =>
    alsoOffset === undefined ? [offset] : [offset, alsoOffset],
  );
  const places = placesOf(text, offsets);
  return placed.map(({ defect, offset, alsoOffset }) => {
    const { line, column } = places.get(offset) ?? { line: 1, column: 1 };
    const also = alsoOffset === undefined ? undefined : places.get(alsoOffset);
    return also === undefined ? { ...defect, line, column } : { ...defect, line, column, alsoAtLine: also.line };
  });
}
