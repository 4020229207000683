import { z } from 'zod';

/**
 * The words from which kinds are defined. Each returns a schema that says its unit and its meaning, and that
 * neither transforms nor defaults: a document that passes is exactly what was written.
 */

const NAME_PATTERN = /^[^\u0000-\u0020\u007f]([^\u0000-\u001f\u007f]*[^\u0000-\u0020\u007f])?$/;
const TEXT_PATTERN = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;
const SLUG_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** What a unit of a number is called in documents, sheets and findings. */
export type FieldUnit =
  | 'm'
  | 'mm'
  | 'm2'
  | 'U'
  | 'kg'
  | 'kg/m'
  | 'W'
  | 'VA'
  | 'V'
  | 'A'
  | 'Hz'
  | 'Ohm/km'
  | 'C'
  | 'K'
  | 'm3/h'
  | 'L'
  | 'L/min'
  | 'kPa'
  | 'kN'
  | 'Pa'
  | 'deg'
  | 's'
  | 'h'
  | 'd'
  | '1/a'
  | '1/s'
  | '1/K'
  | 'tokens'
  | 'tokens/s'
  | 'Gbit/s'
  | 'nm'
  | 'dB'
  | 'dB/km'
  | 'USD-like minor units'
  | '1';

interface NumberField {
  readonly unit: FieldUnit;
  readonly description: string;
  readonly min: number;
  readonly max: number;
}

/** Smaller is no size of a thing: a rating of 0 W is unknown and left out, and ratios of tiny numbers overflow. */
export const LEAST_POSITIVE = 1e-6;

/** A real number with its unit and range. */
export function quantity({ unit, description, min, max }: NumberField) {
  return z.number().min(min).max(max).meta({ description, unit });
}

/** A positive real number up to `max`. */
export function positive(unit: FieldUnit, max: number, description: string) {
  return quantity({ unit, description, min: LEAST_POSITIVE, max });
}

/** A share from 0 to 1. */
export function fraction(description: string) {
  return quantity({ unit: '1', description, min: 0, max: 1 });
}

/** A whole number with its range. */
export function count(min: number, max: number, description: string, unit: FieldUnit = '1') {
  return z.int().min(min).max(max).meta({ description, unit });
}

/** Money in minor units of the currency beside it (cents of a dollar, whole yen). */
export function moneyMinor(description: string) {
  return z.int().min(0).max(1_000_000_000_000).meta({ description, unit: 'USD-like minor units', money: true });
}

export function currency(description: string) {
  return z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ description: `${description} (ISO 4217)` });
}

/** A name: one line, no blanks at its ends. */
export function label(description: string, max = 200) {
  return z.string().min(1).max(max).regex(NAME_PATTERN).meta({ description });
}

/** Free text of some lines. */
export function text(description: string, max = 4000) {
  return z.string().max(max).regex(TEXT_PATTERN).meta({ description });
}

export function slug(description: string) {
  return z.string().min(1).max(100).regex(SLUG_PATTERN).meta({ description });
}

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, description: string) {
  return z.enum(values).meta({ description });
}

export function flag(description: string) {
  return z.boolean().meta({ description });
}

/** A calendar date, `YYYY-MM-DD`. */
export function date(description: string) {
  return z.iso.date().meta({ description });
}

/** An instant in UTC, `YYYY-MM-DDThh:mm:ssZ`. */
export function instant(description: string) {
  return z.iso.datetime().meta({ description });
}

/**
 * A reference by name to a thing of another kind. Where the name of the target is unique only among its siblings,
 * `within` maps the further key fields of the target to the fields of the referring thing that hold them.
 */
export function reference(to: string, description: string, within?: Readonly<Record<string, string>>) {
  return z
    .string()
    .min(1)
    .max(200)
    .meta({ description, references: to, ...(within === undefined ? {} : { within }) });
}

/** A point of the plan in m: x to the right, y upwards. */
export function planPoint() {
  const coordinate = z.number().min(-10_000).max(10_000);
  return z.tuple([coordinate, coordinate]);
}

/** A polygon of the plan, corner after corner, not repeated at the end. */
export function outline(description: string) {
  return z
    .array(planPoint())
    .min(3)
    .max(1000)
    .meta({ description: `${description}: corners [x, y] in m, in order, the first not repeated`, unit: 'm' });
}

/** A point of the room in m: x, y of the plan and z above the finished floor. */
export function spacePoint(description: string) {
  const coordinate = z.number().min(-10_000).max(10_000);
  return z
    .tuple([coordinate, coordinate, coordinate])
    .meta({ description: `${description}: [x, y, z] in m`, unit: 'm' });
}

/**
 * A name or a pattern of names: `[1-9]` and `[01-12]` run through numbers (with leading zeros as written),
 * `[1-4,7]` through a list. `C[1-8]P[1-11]` names 88 ports, the last bracket running fastest.
 */
export function namePattern(description: string) {
  return label(description).meta({
    description: `${description}; a pattern such as P[1-8] stands for several`,
    namePattern: true,
  });
}

export const identified = {
  id: z.uuid().meta({ description: 'Identity in the database; given, a change of name is a rename' }).optional(),
};

export const described = {
  description: text('What a reader should know').optional(),
  tags: z.array(label('Tag', 100)).max(100).meta({ description: 'Free labels to filter by' }).optional(),
  customFields: z
    .record(label('Key', 100), z.union([text('Text'), z.number(), z.boolean()]))
    .meta({ description: 'Further facts that Plenum carries and does not interpret' })
    .optional(),
};

/** Fields of every kind that has a name of its own. */
export function named(what: string) {
  return { ...identified, name: label(`Name of the ${what}`), ...described };
}

export const STATUSES = ['planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning'] as const;
export type Status = (typeof STATUSES)[number];

/** Fields of every physical thing. */
export const physical = {
  status: oneOf(STATUSES, 'Where it is in its life; taken as planned where left out').optional(),
  availableFrom: date('First day on which it is there').optional(),
  retiredFrom: date('First day on which it is no longer there').optional(),
};

/** Fields of everything that can be bought. */
export const catalogued = {
  ...identified,
  slug: slug('Name by which documents refer to it'),
  manufacturer: label('Manufacturer'),
  model: label('Model'),
  ...described,
  partNumber: label('Manufacturer part number').optional(),
  supplier: label('Who quoted the price').optional(),
  quoteNumber: label('Number of the quote').optional(),
  quoteExpiresOn: date('Last day on which the quote holds').optional(),
  unitOfMeasure: label('Unit in which it is ordered, each where left out', 30).optional(),
  packSize: count(1, 1_000_000, 'Units of measure in one pack; orders are whole packs').optional(),
  priceMinor: moneyMinor('Price of one unit of measure').optional(),
  currency: currency('Currency of the price').optional(),
  priceSource: text('Where the price comes from', 1000).optional(),
  leadTimeDays: count(0, 3650, 'Calendar days from order to delivery', 'd').optional(),
  leadTimeSource: text('Where the lead time comes from', 1000).optional(),
  source: text('Where the facts of this entry come from').optional(),
};
