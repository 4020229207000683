import type { Defect } from '../domain/defect.js';
import { isCalendarDay } from '../domain/sequencing/day-number.js';
import { nearestName } from '../domain/site/nearest-name.js';
import { showText } from '../exchange/document/text-display.js';

/** What one value of a query parameter may be. */
export type ParameterType =
  | { readonly kind: 'text'; readonly maxLength?: number }
  | { readonly kind: 'choice'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'number'; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'instant' }
  | { readonly kind: 'uuid' };

/** One parameter of the query: it is read by this and documented by this. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly type: ParameterType;
  /** May be given several times; once where absent. */
  readonly repeatable?: boolean;
  /** Values joined by commas in one parameter. */
  readonly list?: boolean;
  readonly example?: string;
}

export type ParameterValue = string | number | boolean;

/** The query of a request as the HTTP server parsed it. */
export type RawQuery = Readonly<Record<string, unknown>>;

export type ParameterReading =
  | { readonly ok: true; readonly values: ReadonlyMap<string, readonly ParameterValue[]> }
  | { readonly ok: false; readonly defects: readonly Defect[] };

/** Largest whole number that every store and reader of JSON holds exactly. */
const MAXIMUM_INTEGER = Number.MAX_SAFE_INTEGER;
const MAXIMUM_TEXT = 4000;
/** Instants and dates that PostgreSQL and JavaScript both hold. */
const INSTANT = /^(?!0000)\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?Z$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/**
 * Reads a query by its parameters: every defect at once, an unknown name with the nearest known one.
 *
 * @param parameters what may be given
 * @param query the query as parsed, a repeated name as a list
 */
export function readParameters(parameters: Iterable<Parameter>, query: RawQuery): ParameterReading {
  const known = new Map([...parameters].map((parameter) => [parameter.name, parameter]));
  const defects: Defect[] = [];
  const values = new Map<string, readonly ParameterValue[]>();
  for (const [name, raw] of Object.entries(query)) {
    const parameter = known.get(name);
    if (parameter === undefined) {
      defects.push(unknownName(name, [...known.keys()]));
      continue;
    }
    const texts = (Array.isArray(raw) ? raw : [raw]).map(String);
    if (texts.length > 1 && parameter.repeatable !== true) {
      defects.push({ code: 'range', path: [name], found: `${String(texts.length)} values`, allowed: 'one value' });
      continue;
    }
    const parts = parameter.list === true ? texts.flatMap((text) => text.split(',').map((part) => part.trim())) : texts;
    values.set(
      name,
      parts.flatMap((part) => {
        const value = valueOf(parameter.type, part);
        if (value !== undefined) return [value];
        defects.push(refusal({ parameter, text: part }));
        return [];
      }),
    );
  }
  return defects.length > 0 ? { ok: false, defects } : { ok: true, values };
}

function unknownName(name: string, known: readonly string[]): Defect {
  const nearest = nearestName(name, known);
  const shown = known.length > 12 ? `one of ${String(known.length)} parameters` : known.join(', ');
  return {
    code: 'unknown-key',
    path: [name],
    found: showText(name),
    allowed: known.length === 0 ? 'no parameter' : shown,
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function refusal({ parameter, text }: { readonly parameter: Parameter; readonly text: string }): Defect {
  const { name, type } = parameter;
  const allowed = allowedOf(type);
  const values = type.kind === 'choice' ? type.values.map(String) : [];
  const nearest = nearestName(text, values);
  const isRange = type.kind === 'choice' || (type.kind === 'integer' && /^-?\d+$/.test(text));
  return {
    code: isRange ? 'range' : 'format',
    path: [name],
    found: showText(text),
    allowed,
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function allowedOf(type: ParameterType): string {
  switch (type.kind) {
    case 'text':
      return `text without control characters, at most ${String(type.maxLength ?? MAXIMUM_TEXT)} characters`;
    case 'choice':
      return type.values.length > 20 ? `one of ${String(type.values.length)} names` : type.values.join(', ');
    case 'integer':
      return `a whole number from ${String(type.minimum)} to ${String(type.maximum)}`;
    case 'number':
      return type.minimum === undefined || type.maximum === undefined
        ? 'a number'
        : `a number from ${String(type.minimum)} to ${String(type.maximum)}`;
    case 'boolean':
      return 'true, false';
    case 'date':
      return 'a date, YYYY-MM-DD';
    case 'instant':
      return 'an instant in UTC, YYYY-MM-DDThh:mm:ssZ';
    case 'uuid':
      return 'a UUID';
  }
}

function valueOf(type: ParameterType, text: string): ParameterValue | undefined {
  switch (type.kind) {
    case 'text':
      return isText(text) && text.length <= (type.maxLength ?? MAXIMUM_TEXT) ? text : undefined;
    case 'choice':
      return type.values.find((value) => String(value) === text);
    case 'integer': {
      const value = /^-?\d{1,16}$/.test(text) ? Number(text) : NaN;
      return value >= Math.max(type.minimum, -MAXIMUM_INTEGER) && value <= Math.min(type.maximum, MAXIMUM_INTEGER)
        ? value
        : undefined;
    }
    case 'number': {
      const value = NUMBER.test(text) ? Number(text) : NaN;
      const { minimum = -Infinity, maximum = Infinity } = type;
      return Number.isFinite(value) && value >= minimum && value <= maximum ? value : undefined;
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'date':
      return isCalendarDay(text) ? text : undefined;
    case 'instant':
      return INSTANT.test(text) && isCalendarDay(text.slice(0, 10)) ? text : undefined;
    case 'uuid':
      return UUID.test(text) ? text.toLowerCase() : undefined;
  }
}

/** Whether a text has neither control characters, tabs and line ends apart, nor halves of a surrogate pair. */
export function isText(text: string): boolean {
  return !/[\p{Surrogate}\p{Control}]/u.test(text.replace(/[\t\n\r]/g, ''));
}

/** Whether a text is a UUID of any version, in the usual form and either case. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
