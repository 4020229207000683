import type { LocatedDefect } from '../../domain/defect.js';
import type { Change } from '../../domain/site/changes.js';
import type { SiteDocument } from '../../domain/site/document.js';
import { keyOf } from '../../domain/site/key.js';
import type { Reading } from '../../domain/site/kinds/reading.js';
import { readReadings } from './readings.js';

export type ReadingsImport =
  | {
      readonly ok: true;
      readonly document: SiteDocument;
      readonly changes: readonly Change[];
      /** Readings of the file that are there already, all the same. */
      readonly unchanged: number;
    }
  | { readonly ok: false; readonly defects: readonly LocatedDefect[]; readonly unlisted: number };

/**
 * Lays readings from CSV over a document: what has a new instant or channel is added, what is there with another value or
 * place is changed, and nothing is deleted. What a reading says beside (description, tags) stays.
 */
export function importReadings(before: SiteDocument, bytes: Uint8Array): ReadingsImport {
  const names = (rows: readonly { readonly name: string }[] | undefined) => (rows ?? []).map(({ name }) => name);
  const read = readReadings(bytes, {
    powerElements: names(before.powerElements),
    racks: names(before.racks),
    devices: names(before.devices),
  });
  if (!read.ok) return read;
  const rows = [...(before.readings ?? [])];
  const places = new Map(rows.map((row, i) => [keyText(row), i]));
  const changes: Change[] = [];
  let unchanged = 0;
  for (const reading of read.readings) {
    const at = places.get(keyText(reading));
    const row = at === undefined ? undefined : rows[at];
    if (at === undefined || row === undefined) {
      rows.push(reading);
      changes.push({ op: 'create', kind: 'reading', value: reading });
      continue;
    }
    const set = differences(row, reading);
    if (Object.keys(set).length === 0) {
      unchanged += 1;
      continue;
    }
    const { line: _line, powerElement: _element, rack: _rack, device: _device, ...kept } = row;
    rows[at] = { ...kept, ...reading };
    changes.push({ op: 'update', kind: 'reading', key: keyOf('reading', row), set });
  }
  return { ok: true, document: { ...before, readings: rows }, changes, unchanged };
}

const FACTS = ['quantity', 'value', 'line', 'powerElement', 'rack', 'device'] as const;

/** What a row has to become; null for what it loses. */
function differences(before: Reading, after: Reading): Readonly<Record<string, string | number | null>> {
  return Object.fromEntries(
    FACTS.filter((name) => before[name] !== after[name]).map((name) => [name, after[name] ?? null]),
  );
}

function keyText({ at, channel }: Reading): string {
  return `${at}\u0000${channel}`;
}
