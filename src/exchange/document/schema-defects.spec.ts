import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { Defect, DefectCode } from '../../domain/defect.js';
import { schemaDefects } from './schema-defects.js';
import { zodDefects } from './zod-defects.js';

const schema = z.strictObject({
  plenum: z.literal(1),
  site: z.strictObject({ name: z.string(), at: z.array(z.number()).optional() }).optional(),
  racks: z.array(z.strictObject({ name: z.string(), units: z.number().max(60).optional() })).min(1),
  cables: z
    .array(z.strictObject({ name: z.string(), ends: z.array(z.string()).max(2) }))
    .max(20_000)
    .optional(),
});

function found(value: Readonly<Record<string, unknown>>) {
  const further = new Map<DefectCode, number>();
  const defects = schemaDefects({ schema, value }, (code, count) =>
    further.set(code, (further.get(code) ?? 0) + count),
  );
  return { defects, further: Object.fromEntries(further) };
}

function sorted(defects: readonly Defect[]): readonly string[] {
  return defects.map((defect) => JSON.stringify(defect)).sort();
}

describe('schemaDefects', () => {
  it('finds the same in parts as the whole check does at once', () => {
    const name = fc.constantFrom<unknown>('R1', '', 7, null, undefined);
    const rack = fc.oneof(
      fc.record({ name, units: fc.constantFrom<unknown>(1, 61, 'x') }, { requiredKeys: [] }),
      fc.constantFrom<unknown>(3, null, [], { untis: 1 }),
    );
    const cable = fc.record({ name, ends: fc.constantFrom<unknown>(['a', 'b'], ['a', 'b', 'c'], [1], 'a') });
    const value = fc.record(
      {
        plenum: fc.constantFrom<unknown>(1, 2),
        site: fc.constantFrom<unknown>({ name: 'A' }, { name: 1 }, 3, []),
        racks: fc.oneof(fc.array(rack, { maxLength: 8 }), fc.constantFrom<unknown>(3, null, {})),
        cables: fc.array(cable, { maxLength: 8 }),
        cable: fc.constant(1),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(value, (one) => {
        const result = schema.safeParse(one);
        const whole = result.success ? [] : zodDefects(result.error.issues, one, schema);
        expect(sorted(found(one).defects)).toEqual(sorted(whole));
      }),
      { numRuns: 1000, seed: 20260331 },
    );
  });

  it('gives back the first thousand defects of each list and counts the others', () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => (index < 100 ? { name: 'R' } : { untis: 1 }));
    const { defects, further } = found({ plenum: 1, racks: rows, cables: [{ name: 1, ends: [] }] });
    // each of the 29,900 bad rows lacks its name and has an unknown key; 500 of them fill the list of 1,000
    expect(defects).toHaveLength(1000 + 1);
    expect(defects.filter(({ code }) => code === 'missing').map(({ path }) => path[1])).toEqual(
      Array.from({ length: 500 }, (_, index) => 100 + index),
    );
    expect(further).toEqual({ missing: 29_400, 'unknown-key': 29_400 });
  });

  it('checks the length of a list as a whole, not of its parts', () => {
    const rows = Array.from({ length: 20_001 }, (_, index) => ({ name: `C${index}`, ends: ['a', 'b'] }));
    expect(found({ plenum: 1, racks: [{ name: 'R' }], cables: rows.slice(1) }).defects).toEqual([]);
    expect(found({ plenum: 1, racks: [], cables: rows }).defects).toEqual([
      { code: 'range', path: ['racks'], found: 'an empty list', allowed: 'a list of at least 1' },
      { code: 'range', path: ['cables'], found: 'a list of 20001', allowed: 'a list of at most 20000' },
    ]);
  });

  it('does not look into a row, or a root, that is too large', () => {
    const ends = Array.from({ length: 1_000_001 }, () => 1);
    const { defects } = found({
      plenum: 1,
      racks: [{ name: 'R' }],
      cables: [
        { name: 'C', ends },
        { name: 1, ends: [] },
      ],
      site: { name: 'A', at: ends },
    });
    expect(defects.map(({ code, path }) => [code, ...path])).toEqual([
      ['size-limit', 'site'],
      ['size-limit', 'cables', 0],
      ['type', 'cables', 1, 'name'],
    ]);
    const keys = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`k${index}`, 1]));
    expect(found(keys).defects).toMatchObject([{ code: 'size-limit', path: [] }]);
  });
});
