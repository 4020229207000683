import { instantSeconds, instantText } from '../../domain/site/instant.js';
import type { Reading } from '../../domain/site/kinds/reading.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import type { CellFault } from '../inventory/read-cell.js';
import { showText } from '../document/text-display.js';

export type Quantity = Reading['quantity'];

/** How a quantity is written: the column that holds it by itself, its unit and others that are converted, what is credible. */
interface QuantityForm {
  readonly column: string;
  readonly unit: string;
  /** Factor and offset to the unit of the quantity. */
  readonly units: Readonly<Record<string, readonly [number, number]>>;
  readonly min: number;
  readonly max: number;
}

const KELVIN_OFFSET = -273.15;
const FAHRENHEIT: readonly [number, number] = [5 / 9, -160 / 9];
/** 1 ft = 0.3048 m; 60 min in an hour. */
const CFM: readonly [number, number] = [0.3048 ** 3 * 60, 0];

/** The ranges are what a meter in a hall can show: beyond them a unit was mistaken or the meter has failed. */
export const QUANTITY_FORMS: Readonly<Record<Quantity, QuantityForm>> = {
  'current-a': {
    column: 'currentA',
    unit: 'A',
    units: { A: [1, 0], mA: [1e-3, 0], kA: [1e3, 0] },
    min: 0,
    max: 20_000,
  },
  'voltage-v': {
    column: 'voltageV',
    unit: 'V',
    units: { V: [1, 0], mV: [1e-3, 0], kV: [1e3, 0] },
    min: 0,
    max: 500_000,
  },
  'power-w': { column: 'powerW', unit: 'W', units: { W: [1, 0], kW: [1e3, 0], MW: [1e6, 0] }, min: 0, max: 5e8 },
  'apparent-power-va': {
    column: 'apparentPowerVa',
    unit: 'VA',
    units: { VA: [1, 0], kVA: [1e3, 0], MVA: [1e6, 0] },
    min: 0,
    max: 5e8,
  },
  'inlet-c': {
    column: 'inletC',
    unit: '°C',
    units: { '°C': [1, 0], C: [1, 0], '°F': FAHRENHEIT, F: FAHRENHEIT, K: [1, KELVIN_OFFSET] },
    min: -40,
    max: 100,
  },
  'return-c': {
    column: 'returnC',
    unit: '°C',
    units: { '°C': [1, 0], C: [1, 0], '°F': FAHRENHEIT, F: FAHRENHEIT, K: [1, KELVIN_OFFSET] },
    min: -40,
    max: 100,
  },
  'airflow-m3-per-h': {
    column: 'airflowM3PerH',
    unit: 'm3/h',
    units: { 'm3/h': [1, 0], 'm³/h': [1, 0], cfm: CFM, CFM, 'L/s': [3.6, 0], 'm3/s': [3600, 0], 'm³/s': [3600, 0] },
    min: 0,
    max: 1e6,
  },
};

const WITH_UNIT = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)\s*([^\d\s.,+-]\S*)?$/;
const WITH_COMMA = /^[-+]?\d+,\d+(?=\s|[^\d,.]|$)/;

export type CellValue<Value> = { readonly value: Value } | { readonly fault: CellFault };

/**
 * The value of a quantity in its own unit: a number with a decimal point, with or without a unit, which is converted. A
 * comma is refused, since `1,234` can be read in two ways.
 *
 * @param unit unit of the column, where the table states one; a unit in the cell must be the same
 */
export function readValue(text: string, quantity: Quantity, unit = ''): CellValue<number> {
  const { unit: own, units, min, max } = QUANTITY_FORMS[quantity];
  const allowed = `a number with a decimal point in ${own}, or with one of the units ${Object.keys(units).join(', ')}`;
  const found = WITH_UNIT.exec(text);
  if (found === null) {
    const nearest = WITH_COMMA.test(text) ? { nearest: text.replace(',', '.') } : {};
    return {
      fault: {
        code: text === '' ? 'missing' : 'type',
        found: text === '' ? 'nothing' : showText(text),
        allowed,
        ...nearest,
      },
    };
  }
  const [, digits = '', inCell = ''] = found;
  if (inCell !== '' && unit !== '' && inCell !== unit) {
    return { fault: { code: 'conflict', found: showText(inCell), allowed: `the unit of the row, ${unit}` } };
  }
  const name = inCell === '' ? unit : inCell;
  const conversion = name === '' ? ([1, 0] as const) : Object.hasOwn(units, name) ? units[name] : undefined;
  if (conversion === undefined) {
    const nearest = nearestName(name, Object.keys(units));
    const known = Object.keys(units).join(', ');
    return {
      fault: {
        code: 'format',
        found: showText(name),
        allowed: `one of ${known}`,
        ...(nearest === undefined ? {} : { nearest }),
      },
    };
  }
  const value = tidy(Number(digits) * conversion[0] + conversion[1]);
  if (!(value >= min && value <= max)) {
    const inOwn = name === '' || name === own ? '' : `, which is ${String(value)} ${own}`;
    const range = `from ${String(min)} to ${String(max)} ${own}: more or less is a mistaken unit or a failed meter`;
    return { fault: { code: 'range', found: `${showText(text)}${inOwn}`, allowed: range } };
  }
  return { value };
}

/** Without the last digits of a conversion: 0.1 kW is 100 W, not 100.00000000000001. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** An instant in UTC, from one with a zone. */
export function readAt(text: string): CellValue<string> {
  const seconds = instantSeconds(text);
  if (seconds !== null) return { value: instantText(seconds) };
  const allowed = 'an instant with its zone, 2026-11-10T14:00:00Z or 2026-11-10T15:00:00+01:00';
  const nearest = instantSeconds(`${text}Z`) === null ? {} : { nearest: `${text}Z` };
  return {
    fault: {
      code: text === '' ? 'missing' : 'format',
      found: text === '' ? 'nothing' : showText(text),
      allowed,
      ...nearest,
    },
  };
}
