import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Defect, LocatedDefect } from '../../../src/domain/defect.js';
import { writeDocument } from '../../../src/exchange/document/write-document.js';
import { readText } from './samples.js';

const MARK = '<planted>';
const RUNS = { numRuns: 60, seed: 20260331 };

/** Line and column of the first occurrence of a text, by splitting: independent of how the reader counts. */
function placeIn(text: string, sought: string) {
  const before = text.slice(0, text.indexOf(sought)).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function onlyDefect(
  text: string,
  format: 'yaml' | 'json',
  check?: (value: unknown) => readonly Defect[],
): LocatedDefect {
  const result = check === undefined ? readText(text, format) : readText(text, format, check);
  if (result.ok) throw new Error('accepted');
  expect(result.defects).toHaveLength(1);
  return result.defects[0] ?? { code: 'syntax', path: [], found: '', allowed: '', line: 0, column: 0 };
}

interface Rack {
  readonly name: string;
  readonly units: number;
  readonly description?: string;
}

const racks: fc.Arbitrary<readonly Rack[]> = fc
  .array(
    fc.record(
      {
        units: fc.integer({ min: 1, max: 100 }),
        description: fc.oneof(
          fc.constantFrom('two\nlines\n', '- a\n- b', 'x'.repeat(130), 'é😀', '"quoted"', 'a: b', '}{][,'),
          fc.string({ maxLength: 200 }),
        ),
      },
      { requiredKeys: ['units'] },
    ),
    { minLength: 1, maxLength: 200 },
  )
  .map((rows) => rows.map((row, index) => ({ name: `R${index}`, ...row })));

const layout = fc.constantFrom('\n', '\r\n');
const format = fc.constantFrom('yaml' as const, 'json' as const);

describe('places of defects', () => {
  it('are right for a wrong value planted anywhere in a large document', () => {
    fc.assert(
      fc.property(racks, fc.nat(), format, layout, (rows, at, written, lineEnd) => {
        const index = at % rows.length;
        const planted = rows.map((row, position) => (position === index ? { ...row, units: MARK } : row));
        const text = writeDocument({ plenum: 1, racks: planted }, written).replaceAll('\n', lineEnd);
        const expected = { code: 'type', path: ['racks', index, 'units'], ...placeIn(text, `"${MARK}"`) };
        expect(onlyDefect(text, written)).toMatchObject(expected);
      }),
      RUNS,
    );
  });

  it('are right for an unknown key planted anywhere in a large document', () => {
    fc.assert(
      fc.property(racks, fc.nat(), format, (rows, at, written) => {
        const index = at % rows.length;
        const planted = rows.map((row, position) => (position === index ? { ...row, [MARK]: [1, { a: 2 }] } : row));
        const text = writeDocument({ plenum: 1, racks: planted }, written);
        const expected = { code: 'unknown-key', path: ['racks', index, MARK], ...placeIn(text, `"${MARK}"`) };
        expect(onlyDefect(text, written)).toMatchObject(expected);
      }),
      RUNS,
    );
  });

  it('are right for a key planted twice anywhere in a large document', () => {
    fc.assert(
      fc.property(racks, fc.nat(), (rows, at) => {
        const index = at % rows.length;
        const text = writeDocument({ plenum: 1, racks: rows }, 'json').replace(
          `"name": "R${index}",`,
          `"name": "R${index}",\n "name" : "${MARK}",`,
        );
        const second = placeIn(text, `"name" : "${MARK}"`);
        expect(onlyDefect(text, 'json')).toMatchObject({
          code: 'duplicate-key',
          ...second,
          alsoAtLine: second.line - 1,
        });
      }),
      RUNS,
    );
  });

  it('are at the mapping that lacks a key', () => {
    fc.assert(
      fc.property(racks, fc.nat(), (rows, at) => {
        const index = at % rows.length;
        const planted = rows.map((row, position) => (position === index ? { name: MARK } : row));
        const text = writeDocument({ plenum: 1, racks: planted }, 'json');
        const place = { line: placeIn(text, `"${MARK}"`).line - 1, column: 5 };
        expect(onlyDefect(text, 'json')).toMatchObject({ code: 'missing', path: ['racks', index, 'units'], ...place });
      }),
      RUNS,
    );
  });

  it('are right in every part of a document that is read in parts', () => {
    const rows = Array.from({ length: 8_000 }, (_, index) => ({
      name: `R${index}`,
      description: `- text\nracks:\n- ${'x'.repeat(600)}`,
    }));
    const text = writeDocument({ plenum: 1, before: rows.slice(0, 10), racks: rows, after: rows.slice(0, 10) }, 'yaml');
    expect(text.length).toBeGreaterThan(2 * 2 * 1024 * 1024);
    const lines = text.split('\n');
    const indexes = Array.from({ length: 80 }, (_, step) => step * 100);
    const sought: readonly Defect[] = [
      ...indexes.map((index) => ({ code: 'type' as const, path: ['racks', index, 'name'], found: '', allowed: '' })),
      { code: 'type', path: ['after', 9, 'name'], found: '', allowed: '' },
    ];
    const result = readText(text, 'yaml', () => sought);
    const defects = result.ok ? [] : result.defects;
    expect(defects.map(({ line, column }) => lines[line - 1]?.slice(column - 1))).toEqual([
      ...indexes.map((index) => `R${index}`),
      'R9',
    ]);
    // each row takes five lines, the last row is the last thing in the text, which ends with a line break
    expect(defects.at(-1)?.line).toBe(lines.length - 5);
    // "plenum: 1", "before:" with ten rows, "racks:", then the first row
    expect(defects[0]?.line).toBe(1 + 1 + 10 * 5 + 1 + 1);
  });

  it('count columns as editors do, in UTF-16 code units, and not the byte order mark', () => {
    const { line, column } = onlyDefect('\ufeff{"plenum": 1, "racks": [{"name": "😀", "units": null}]}', 'json');
    expect([line, column]).toEqual([1, 49]);
  });

  it('are at the last occurrence where a key with a defect is there twice', () => {
    const text = '{"plenum": 1,\n"racks": [{"name": "R1", "units": 1}],\n"racks": [{"name": "R1", "units": 0}]}';
    const result = readText(text, 'json');
    expect(result).toMatchObject({
      defects: [
        { code: 'duplicate-key', line: 3, column: 1, alsoAtLine: 2 },
        { code: 'range', line: 3, column: 35 },
      ],
    });
  });

  it('are at the nearest thing around where the path does not exist', () => {
    const check = () => [{ code: 'missing' as const, path: ['site', 'limits', 'ratio'], found: '', allowed: '' }];
    expect(onlyDefect('plenum: 1\nsite:\n  name: A\n', 'yaml', check)).toMatchObject({ line: 3, column: 3 });
    expect(onlyDefect('plenum: 1\nsite:\n', 'yaml', check)).toMatchObject({ line: 2, column: 1 });
    expect(onlyDefect('plenum: 1\n', 'yaml', check)).toMatchObject({ line: 1, column: 1 });
  });
});
