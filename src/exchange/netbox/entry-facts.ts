import type { Row } from '../../domain/site/key.js';
import type { FieldNote } from './read-library-file.js';

/** A row of the catalog as it follows from a file, with what a reader should know of it. */
export interface MappedEntry {
  readonly collection: 'deviceTypes' | 'moduleTypes' | 'rackTypes' | 'pduTypes';
  /** Null where the file does not hold what a row needs; a note says so. */
  readonly row: Row | null;
  readonly notes: readonly FieldNote[];
}

/** Kilograms of one unit, exact by the international avoirdupois pound of 1959. */
const KILOGRAMS = { kg: 1, g: 0.001, lb: 0.45359237, oz: 0.028349523125 } as const;
/** Millimetres of one unit. */
const MILLIMETRES = { mm: 1, in: 25.4 } as const;

/** kg, to the gram; nothing for a weight of nothing or without its unit. */
export function kilograms(weight: number | undefined, unit: keyof typeof KILOGRAMS | undefined): number | undefined {
  if (weight === undefined || unit === undefined || weight === 0) return undefined;
  return rounded(weight * KILOGRAMS[unit], 1000);
}

/** mm, to the tenth; nothing for a size of nothing or without its unit. */
export function millimetres(size: number | undefined, unit: keyof typeof MILLIMETRES | undefined): number | undefined {
  if (size === undefined || unit === undefined || size === 0) return undefined;
  return rounded(size * MILLIMETRES[unit], 10);
}

function rounded(value: number, steps: number): number | undefined {
  const result = Math.round(value * steps) / steps;
  return result === 0 ? undefined : result;
}

const LONGEST_TEXT = 4000;

/** Free text without what a document cannot hold. */
export function plainText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ')
    .trim();
  return clean === '' ? undefined : clean.slice(0, LONGEST_TEXT);
}

/** Fields of every entry of the catalog. */
export function described(file: {
  readonly manufacturer: string;
  readonly model: string;
  readonly part_number?: string | undefined;
  readonly description?: string | undefined;
  readonly comments?: string | undefined;
}): Row {
  return stated({
    manufacturer: file.manufacturer.trim(),
    model: file.model.trim(),
    partNumber: file.part_number === undefined || file.part_number.trim() === '' ? undefined : file.part_number.trim(),
    description: plainText(file.description),
    source: plainText(file.comments) ?? 'NetBox device-type library',
  });
}

/** The fields that are there. */
export function stated(fields: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A note on a weight that is not known. */
export function weightNotes(
  weight: number | undefined,
  { given, unit }: { readonly given: number | undefined; readonly unit: string | undefined },
): readonly FieldNote[] {
  if (weight !== undefined) return [];
  if (given !== undefined && unit === undefined) {
    return [
      { class: 'reading', code: 'weight-without-unit', path: ['weight'], detail: 'left unknown: no weight_unit' },
    ];
  }
  const detail = 'floor loads of racks with it are bounded from below only, until weightKg is stated';
  return [{ class: 'missing', code: 'weight-missing', path: [], detail }];
}
