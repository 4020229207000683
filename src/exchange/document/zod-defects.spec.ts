import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { formatPath } from './defect-text.js';
import { countZodDefects, zodDefects } from './zod-defects.js';

/** Every defect in one line, so that a test reads like the output. The counts are held to what is listed. */
function said(schema: z.ZodType, value: unknown): readonly string[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  const defects = zodDefects(result.error.issues, value, schema);
  const counted: string[] = [];
  countZodDefects(result.error.issues, value, (code, count) => {
    for (let one = 0; one < count; one += 1) counted.push(code);
  });
  expect(counted.sort()).toEqual(defects.map(({ code }) => code).sort());
  return defects.map(
    ({ code, path, found, allowed, nearest }) =>
      `${code} ${formatPath(path)}: ${found}, not ${allowed}${nearest === undefined ? '' : `, ${nearest}?`}`,
  );
}

const number = z.strictObject({ v: z.number().gt(0).max(60).meta({ unit: 'U' }).optional() });

describe('zodDefects', () => {
  it.each<readonly [unknown, string]>([
    [61, 'range v: 61, not a number, more than 0 and at most 60 U'],
    [0, 'range v: 0, not a number, more than 0 and at most 60 U'],
    ['61', 'type v: "61", not a number, more than 0 and at most 60 U'],
    [null, 'type v: null, not a number, more than 0 and at most 60 U'],
    [Number.NaN, 'range v: NaN, not a number, more than 0 and at most 60 U'],
    [Number.POSITIVE_INFINITY, 'range v: Infinity, not a number, more than 0 and at most 60 U'],
    [[], 'type v: an empty list, not a number, more than 0 and at most 60 U'],
    [{ a: 1, b: 2, c: 3, d: 4 }, 'type v: a mapping with a, b, c, …, not a number, more than 0 and at most 60 U'],
  ])('tells range from type for a number where %j stands', (v, expected) => {
    expect(said(number, { v })).toEqual([expected]);
  });

  it('says what whole numbers, lists, texts and patterns may be', () => {
    const schema = z.strictObject({
      slots: z.int().min(1).max(8),
      price: z.int().min(0).meta({ money: true, unit: 'x' }),
      step: z.number().multipleOf(0.5).meta({ unit: 'U' }),
      legs: z.array(z.string()).min(1).max(3),
      at: z.tuple([z.number(), z.number()]),
      code: z.string().regex(/^[A-Z]{3}$/),
      name: z.string().min(1).max(9).regex(/^\S/).meta({ allowed: 'without blanks at its ends' }),
      on: z.boolean(),
    });
    const value = { slots: 1.5, price: -1, step: 0.3, legs: [], at: [1], code: 'usd', name: ' x', on: 'yes' };
    expect(said(schema, value)).toEqual([
      'range slots: 1.5, not a whole number, 1 to 8',
      'range price: -1, not a whole number, at least 0 minor units',
      'range step: 0.3, not a number in U in steps of 0.5',
      'range legs: an empty list, not a list of 1 to 3',
      'range at: a list of 1, not a list of 2',
      'format code: "usd", not text that matches /^[A-Z]{3}$/',
      'format name: " x", not text of 1 to 9 characters, without blanks at its ends',
      'type on: "yes", not true or false',
    ]);
  });

  it('gives a key that is missing the code missing, whatever its schema is', () => {
    const schema = z.strictObject({
      text: z.string(),
      option: z.enum(['a', 'b']),
      version: z.literal(1),
      either: z.union([z.string(), z.number()]),
    });
    expect(said(schema, {})).toEqual([
      'missing text: nothing, not text',
      'missing option: nothing, not "a" or "b"',
      'missing version: nothing, not 1',
      'missing either: nothing, not text or a number',
    ]);
  });

  it('names the nearest known key, one that is not there yet before others', () => {
    const schema = z.strictObject({ deltaTK: z.number().optional(), deltaT: z.number().optional() });
    expect(said(schema, { deltaTK: 1, deltaTk: 2 })).toEqual([
      'unknown-key deltaTk: "deltaTk", not deltaTK or deltaT, deltaT?',
    ]);
    expect(said(schema, { DELTA_TK: 2 })).toEqual([
      'unknown-key DELTA_TK: "DELTA_TK", not deltaTK or deltaT, deltaTK?',
    ]);
    expect(said(schema, { colour: 2 })).toEqual(['unknown-key colour: "colour", not deltaTK or deltaT']);
  });

  it('finds the known keys inside lists, records, tuples and optional mappings', () => {
    const leaf = z.strictObject({ units: z.number().optional() });
    const schema = z.strictObject({
      list: z.array(z.strictObject({ inner: leaf.optional() })).optional(),
      record: z.record(z.string(), leaf).optional(),
      pair: z.tuple([z.number(), leaf]).optional(),
      nested: z.lazy(() => leaf).optional(),
    });
    const untis = { untis: 1 };
    const value = { list: [{}, { inner: untis }], record: { a: untis }, pair: [1, untis], nested: untis };
    expect(said(schema, value)).toEqual([
      'unknown-key list[1].inner.untis: "untis", not units, units?',
      'unknown-key record.a.untis: "untis", not units, units?',
      'unknown-key pair[1].untis: "untis", not units, units?',
      'unknown-key nested.untis: "untis", not units, units?',
    ]);
  });

  it('names the nearest option', () => {
    const schema = z.strictObject({ status: z.enum(['planned', 'installed', 'active']) });
    expect(said(schema, { status: 'instaled' })).toEqual([
      'range status: "instaled", not "planned", "installed" or "active", installed?',
    ]);
    expect(said(schema, { status: 3 })).toEqual(['type status: 3, not "planned", "installed" or "active"']);
  });

  it('gives the defects of the branch of a union that has the type of the value', () => {
    const schema = z.strictObject({ v: z.union([z.string(), z.strictObject({ valueW: z.number().max(5) })]) });
    expect(said(schema, { v: { valueW: 6, watt: 1 } })).toEqual([
      'range v.valueW: 6, not a number, at most 5',
      'unknown-key v.watt: "watt", not valueW',
    ]);
    expect(said(schema, { v: 5 })).toEqual(['type v: 5, not text or a mapping']);
  });

  it('knows the branch of a discriminated union by its key', () => {
    const schema = z.strictObject({
      v: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('fixed'), lossW: z.number() }),
        z.strictObject({ kind: z.literal('share'), lossShare: z.number() }),
      ]),
    });
    expect(said(schema, { v: { kind: 'share', lossShar: 1 } })).toEqual([
      'missing v.lossShare: nothing, not a number',
      'unknown-key v.lossShar: "lossShar", not kind or lossShare, lossShare?',
    ]);
    expect(said(schema, { v: { kind: 'fixd', lossW: 1 } })).toEqual([
      'range v.kind: "fixd", not "fixed" or "share", fixed?',
    ]);
    expect(said(schema, { v: {} })).toEqual(['missing v.kind: nothing, not "fixed" or "share"']);
  });

  it('says of a key that it has the wrong form', () => {
    const schema = z.strictObject({ facts: z.record(z.string().regex(/^[a-z]+$/), z.number()) });
    expect(said(schema, { facts: { 'A b': 1 } })).toEqual([
      'format facts["A b"]: "A b", not as a key, text that matches /^[a-z]+$/',
    ]);
  });

  it('takes code and wording from a refinement', () => {
    const schema = z.strictObject({
      a: z.number().refine(() => false, { message: 'a multiple of the pitch', params: { code: 'conflict' } }),
      b: z.number().refine(() => false, { message: 'an even number' }),
    });
    expect(said(schema, { a: 1, b: 3 })).toEqual([
      'conflict a: 1, not a multiple of the pitch',
      'format b: 3, not an even number',
    ]);
  });

  it('says what the issues tell where no schema is given', () => {
    const value = { v: 61, w: 1 };
    const result = number.safeParse(value);
    expect(zodDefects(result.error?.issues ?? [], value)).toEqual([
      { code: 'range', path: ['v'], found: '61', allowed: 'at most 60' },
      { code: 'unknown-key', path: ['w'], found: '"w"', allowed: 'no further keys' },
    ]);
  });

  it('stays fast with keys that are very long or very many', () => {
    const schema = z.strictObject({ units: z.number().optional() });
    const value = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`${'k'.repeat(2000)}${index}`, 1]));
    expect(said(schema, value)).toHaveLength(20_000);
  });
});
