import { MAX_DEPTH, MAX_VALUES } from './document-limits.js';
import { measureJson } from './json-measure.js';
import { scanJson } from './json-scan.js';
import { type ParsedText, unparsed } from './parsed-text.js';
import { pathVisitor } from './path-places.js';
import { emptyLedger } from './placed-defect.js';
import { structureVisitor, unstorableText } from './text-structure.js';

interface Inspection {
  keys: number;
  /** Something is there that only the text can show in full. */
  isSuspicious: boolean;
  readonly withText: boolean;
}

function inspect(value: unknown, inspection: Inspection): void {
  if (typeof value === 'string') {
    if (inspection.withText && unstorableText(value) !== undefined) inspection.isSuspicious = true;
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) inspection.isSuspicious = true;
  } else if (Array.isArray(value)) {
    for (const item of value) inspect(item, inspection);
  } else if (typeof value === 'object' && value !== null) {
    inspectMapping(value as Readonly<Record<string, unknown>>, inspection);
  }
}

/** `for … in` is twice as fast as `Object.entries`; parsed objects inherit no enumerable properties. */
function inspectMapping(mapping: Readonly<Record<string, unknown>>, inspection: Inspection): void {
  for (const key in mapping) {
    inspection.keys += 1;
    inspect(mapping[key], inspection);
    if (inspection.withText && unstorableText(key) !== undefined) inspection.isSuspicious = true;
    if (key === '__proto__') {
      inspection.isSuspicious = true;
      Reflect.deleteProperty(mapping, key);
    }
  }
}

function parseOrUndefined(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Parses a JSON document with the engine's own parser, and looks at the text again only where something is wrong:
 * duplicate keys show as fewer keys in the value than colons in the text.
 *
 * @param text The document, without byte order mark.
 * @param bytes The same as UTF-8.
 */
export function parseJsonDocument({ text, bytes }: { readonly text: string; readonly bytes: Uint8Array }): ParsedText {
  const measure = measureJson(bytes, MAX_DEPTH);
  if (measure.tooDeepAt !== undefined) {
    const offset = Buffer.from(bytes.buffer, bytes.byteOffset, measure.tooDeepAt).toString('utf8').length;
    const found = `${MAX_DEPTH + 1} lists or mappings inside one another`;
    return unparsed({ defect: { code: 'depth-limit', path: [], found, allowed: `at most ${MAX_DEPTH}` }, offset });
  }
  if (measure.values > MAX_VALUES) {
    const found = `${measure.values} values`;
    return unparsed({ defect: { code: 'size-limit', path: [], found, allowed: `at most ${MAX_VALUES}` }, offset: 0 });
  }
  const ledger = emptyLedger();
  const parsed = parseOrUndefined(text);
  if (parsed === undefined) {
    const fault = scanJson(text, structureVisitor(emptyLedger()));
    const { offset, ...rest } = fault ?? { offset: 0, found: 'a text that is no JSON', allowed: 'JSON' };
    return unparsed({ defect: { code: 'syntax', path: [], ...rest }, offset });
  }
  const inspection: Inspection = { keys: 0, isSuspicious: false, withText: measure.hasUnicodeEscape };
  inspect(parsed.value, inspection);
  if (inspection.isSuspicious || inspection.keys !== measure.keys) scanJson(text, structureVisitor(ledger));
  return { parsed: true, value: parsed.value, ledger, place: (root) => void scanJson(text, pathVisitor(root)) };
}
