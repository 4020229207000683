import type { LocatedDefect } from '../../domain/defect.js';
import type { Reading } from '../../domain/site/kinds/reading.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { LISTED_DEFECTS } from '../document/placed-defect.js';
import { showText } from '../document/text-display.js';
import { readCsv } from './read-csv.js';
import { QUANTITY_FORMS, readAt, readValue, type CellValue, type Quantity } from './reading-cells.js';

/** Names that readings may refer to. */
export interface ReadingPlaces {
  readonly powerElements: readonly string[];
  readonly racks: readonly string[];
  readonly devices: readonly string[];
}

export type ReadingsResult =
  | { readonly ok: true; readonly readings: readonly Reading[] }
  | { readonly ok: false; readonly defects: readonly LocatedDefect[]; readonly unlisted: number };

const PLACES = ['powerElement', 'rack', 'device'] as const;
const LINES = ['L1', 'L2', 'L3', 'N'] as const;
const QUANTITIES = Object.keys(QUANTITY_FORMS) as Quantity[];

/** A column that holds values of one quantity, of one line where it says so. */
interface ValueColumn {
  readonly name: string;
  readonly quantity: Quantity;
  readonly line?: Reading['line'];
}

/** One column for each quantity, and one for the current on each conductor. */
const VALUE_COLUMNS: readonly ValueColumn[] = [
  ...QUANTITIES.map((quantity) => ({ name: QUANTITY_FORMS[quantity].column, quantity })),
  ...LINES.map((line) => ({ name: `current${line}A`, quantity: 'current-a' as const, line })),
];

const KNOWN = [
  'at',
  'channel',
  ...PLACES,
  'line',
  'quantity',
  'value',
  'unit',
  ...VALUE_COLUMNS.map(({ name }) => name),
];

/**
 * Readings of meters and sensors from CSV, in one of two forms, row by row. Long: `quantity`, `value` and where it is
 * another `unit`. Wide: a column for each quantity (`currentA`, `powerW`, `inletC` …) or conductor (`currentL1A` …), of
 * which empty cells are no reading. `at` has its zone and becomes UTC; `powerElement`, `rack` and `device` say where; a
 * device beside an element is what the device takes from that element, as the meter of an outlet says. `channel` is the
 * meter; where it is left out the place, the line and the quantity name it.
 *
 * Every defect at once, with line and column, a repeated `at` and `channel` with the line of the first.
 *
 * @param places names that exist
 * @param atRequired whether every reading needs its instant; else a reading without one has an empty text
 */
export function readReadings(
  bytes: Uint8Array,
  places: ReadingPlaces,
  { atRequired = true }: { readonly atRequired?: boolean } = {},
): ReadingsResult {
  const csv = readCsv(bytes, { known: KNOWN, required: atRequired ? ['at'] : [] });
  if (!csv.ok) return { ok: false, defects: csv.defects, unlisted: 0 };
  const { header, records } = csv.table;
  const defects: LocatedDefect[] = [];
  const at = (name: string) => header.indexOf(name);
  const used = VALUE_COLUMNS.filter(({ name }) => at(name) >= 0);
  if (used.length === 0 && (at('quantity') < 0 || at('value') < 0)) {
    const allowed = `quantity and value, or one of ${VALUE_COLUMNS.map(({ name }) => name).join(', ')}`;
    defects.push({ code: 'missing', path: [], found: 'no column with values', allowed, line: 1, column: 1 });
  }
  if (PLACES.every((place) => at(place) < 0)) {
    defects.push({
      code: 'missing',
      path: [],
      found: 'no such column',
      allowed: PLACES.join(', '),
      line: 1,
      column: 1,
    });
  }
  if (defects.length > 0) return { ok: false, defects, unlisted: 0 };
  const known = {
    powerElement: new Set(places.powerElements),
    rack: new Set(places.racks),
    device: new Set(places.devices),
  };
  const namesOf = { powerElement: places.powerElements, rack: places.racks, device: places.devices };
  const nearestOf = new Map<string, string | undefined>();
  const seen = new Map<string, number>();
  const readings: Reading[] = [];

  for (const record of records) {
    const cell = (name: string) => (at(name) < 0 ? '' : (record.cells[at(name)] ?? '').trim());
    const fail = (name: string, fault: Omit<LocatedDefect, 'path' | 'line' | 'column'> & { alsoAtLine?: number }) =>
      defects.push({ ...fault, path: [name], line: record.line, column: Math.max(0, at(name)) + 1 });
    const take = <Value>(name: string, result: CellValue<Value>): Value | undefined => {
      if ('value' in result) return result.value;
      fail(name, result.fault);
      return undefined;
    };
    const placed: { powerElement?: string; rack?: string; device?: string } = {};
    for (const place of PLACES) {
      const name = cell(place);
      if (name === '') continue;
      placed[place] = name;
      if (known[place].has(name)) continue;
      const key = `${place} ${name}`;
      if (!nearestOf.has(key)) nearestOf.set(key, nearestName(name, namesOf[place]));
      const nearest = nearestOf.get(key);
      const allowed = PLACE_WORDS[place];
      fail(place, {
        code: 'unresolved-reference',
        found: showText(name),
        allowed,
        ...(nearest === undefined ? {} : { nearest }),
      });
    }
    if (Object.keys(placed).length === 0) {
      const place = PLACES.find((name) => at(name) >= 0) ?? 'powerElement';
      fail(place, { code: 'missing', found: 'nothing', allowed: 'a power element, a rack or a device' });
    }
    const instant = cell('at') === '' && !atRequired ? '' : take('at', readAt(cell('at')));
    const line = lineOf(cell('line'), (fault) => fail('line', fault));
    const values = [...longValue(cell, take, fail), ...wideValues(cell, take, used)];
    if (values.length === 0 && !defects.some((defect) => defect.line === record.line)) {
      const name = used[0]?.name ?? 'value';
      fail(name, { code: 'missing', found: 'no value', allowed: 'a value in one of its columns' });
    }
    for (const { column, quantity, value, line: own } of values) {
      const onLine = own ?? line;
      const channel = channelOf({
        stated: cell('channel'),
        several: values.length > 1,
        placed,
        line: onLine,
        quantity,
      });
      if (channel.length > 200) {
        fail('channel', { code: 'range', found: showText(channel), allowed: 'a name of at most 200 signs' });
      }
      const key = `${instant ?? ''}\u0000${channel}`;
      const before = seen.get(key);
      if (before !== undefined && instant !== undefined) {
        const found = `a second reading of ${showText(channel)} at ${instant === '' ? 'no instant' : instant}`;
        fail(column, {
          code: 'duplicate-key',
          found,
          allowed: 'one reading of a channel at an instant',
          alsoAtLine: before,
        });
        continue;
      }
      seen.set(key, record.line);
      if (instant === undefined || value === undefined) continue;
      readings.push({
        channel,
        at: instant,
        quantity,
        value,
        ...(onLine === undefined ? {} : { line: onLine }),
        ...placed,
      });
    }
  }
  if (defects.length === 0) return { ok: true, readings };
  return {
    ok: false,
    defects: defects.slice(0, LISTED_DEFECTS),
    unlisted: Math.max(0, defects.length - LISTED_DEFECTS),
  };
}

const PLACE_WORDS = {
  powerElement: 'the name of a power element',
  rack: 'the name of a rack',
  device: 'the name of a device',
} as const;

interface ReadValue {
  readonly column: string;
  readonly quantity: Quantity;
  readonly value: number | undefined;
  readonly line?: Reading['line'];
}

type Take = <Value>(name: string, result: CellValue<Value>) => Value | undefined;
type Fault = Omit<LocatedDefect, 'path' | 'line' | 'column'>;

function lineOf(text: string, fail: (fault: Fault) => void): Reading['line'] {
  if (text === '') return undefined;
  const line = LINES.find((name) => name === text.toUpperCase());
  if (line === undefined) fail({ code: 'format', found: showText(text), allowed: LINES.join(', ') });
  return line;
}

function longValue(
  cell: (name: string) => string,
  take: Take,
  fail: (name: string, fault: Fault) => void,
): readonly ReadValue[] {
  const [name, value] = [cell('quantity'), cell('value')];
  if (name === '' && value === '') return [];
  const quantity = QUANTITIES.find((one) => one === name);
  if (quantity === undefined) {
    const nearest = nearestName(name, QUANTITIES);
    const found = name === '' ? 'nothing' : showText(name);
    fail('quantity', {
      code: name === '' ? 'missing' : 'format',
      found,
      allowed: `one of ${QUANTITIES.join(', ')}`,
      ...(nearest === undefined ? {} : { nearest }),
    });
    return [];
  }
  return [{ column: 'value', quantity, value: take('value', readValue(value, quantity, cell('unit'))) }];
}

function wideValues(cell: (name: string) => string, take: Take, columns: readonly ValueColumn[]): readonly ReadValue[] {
  return columns.flatMap(({ name, quantity, line }) =>
    cell(name) === ''
      ? []
      : [
          {
            column: name,
            quantity,
            value: take(name, readValue(cell(name), quantity)),
            ...(line === undefined ? {} : { line }),
          },
        ],
  );
}

function channelOf({
  stated,
  several,
  placed,
  line,
  quantity,
}: {
  readonly stated: string;
  readonly several: boolean;
  readonly placed: Partial<Record<(typeof PLACES)[number], string>>;
  readonly line: Reading['line'];
  readonly quantity: Quantity;
}): string {
  if (stated !== '' && !several) return stated;
  const what = [line, quantity].filter((part) => part !== undefined);
  const where = stated === '' ? PLACES.flatMap((place) => placed[place] ?? []) : [stated];
  return [...where, ...what].join(' ');
}
