import type { LocatedDefect } from '../../domain/defect.js';
import type { InletReading } from '../../domain/cooling/model-error.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { readCsv } from './read-csv.js';

export type InletReadingsResult =
  | { readonly ok: true; readonly readings: readonly InletReading[] }
  | { readonly ok: false; readonly defects: readonly LocatedDefect[] };

const COLUMNS = ['rack', 'inletC', 'channel', 'at'] as const;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
/** Temperatures that a sensor in a hall can read, °C. */
const CREDIBLE_C = { min: -40, max: 100 };

/**
 * Measured inlets from CSV: `rack`, `inletC` (°C), and where known `channel` (sensor; the rack where left out) and `at`
 * (UTC instant). Every defect at once, with its line.
 *
 * @param racks - names that exist
 */
export function readInletReadings(bytes: Uint8Array, racks: readonly string[]): InletReadingsResult {
  const reading = readCsv(bytes, { known: COLUMNS, required: ['rack', 'inletC'] });
  if (!reading.ok) return reading;
  const { header, records } = reading.table;
  const at = Object.fromEntries(COLUMNS.map((name) => [name, header.indexOf(name)])) as Record<
    (typeof COLUMNS)[number],
    number
  >;
  const known = new Set(racks);
  const defects: LocatedDefect[] = [];
  const readings = records.map(({ line, cells }): InletReading => {
    const cell = (name: (typeof COLUMNS)[number]) => (at[name] < 0 ? '' : (cells[at[name]] ?? '').trim());
    const fail = (name: (typeof COLUMNS)[number], code: LocatedDefect['code'], allowed: string, nearest?: string) =>
      defects.push({
        code,
        path: [name],
        found: cell(name),
        allowed,
        line,
        column: at[name] + 1,
        ...(nearest === undefined ? {} : { nearest }),
      });
    const rack = cell('rack');
    if (!known.has(rack)) fail('rack', 'unresolved-reference', 'the name of a rack', nearestName(rack, racks));
    const inletC = cell('inletC') === '' ? NaN : Number(cell('inletC'));
    if (!(inletC >= CREDIBLE_C.min && inletC <= CREDIBLE_C.max)) {
      fail('inletC', 'range', `a temperature in °C from ${String(CREDIBLE_C.min)} to ${String(CREDIBLE_C.max)}`);
    }
    if (cell('at') !== '' && !INSTANT.test(cell('at'))) fail('at', 'format', 'an instant in UTC, YYYY-MM-DDThh:mm:ssZ');
    return { rack, inletC, channel: cell('channel') === '' ? rack : cell('channel'), at: cell('at') };
  });
  return defects.length > 0 ? { ok: false, defects } : { ok: true, readings };
}
