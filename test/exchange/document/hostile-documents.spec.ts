import { describe, expect, it } from '@jest/globals';
import type { Defect } from '../../../src/domain/defect.js';
import { LISTED_DEFECTS } from '../../../src/exchange/document/placed-defect.js';
import { readDocument } from '../../../src/exchange/document/read-document.js';
import { readText } from './samples.js';

const NOTHING_FOUND = () => [];

describe('documents made to do harm', () => {
  it.each([
    ['json', '['.repeat(100_000), 101],
    ['json', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 105],
    ['json', `{"a": "]]", "é": ${'{"a":'.repeat(100_000)}`, 18 + 99 * 5],
    ['yaml', '['.repeat(100_000), undefined],
    ['yaml', `a: ${'['.repeat(150)}${']'.repeat(150)}`, 3 + 100],
    ['yaml', '- '.repeat(100_000), undefined],
    ['yaml', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''), undefined],
  ] as const)('%s nested too deep is refused where it becomes so: case %#', (format, text, column) => {
    const result = readText(text, format, NOTHING_FOUND);
    expect(result).toMatchObject({ ok: false, counts: { 'depth-limit': 1 } });
    if (column !== undefined) expect(result).toMatchObject({ defects: [{ line: 1, column }] });
  });

  it('takes 100 containers inside one another in both formats', () => {
    // the root is the first, so 99 lists are the last that may be
    const text = `{"a": ${'['.repeat(99)}${']'.repeat(99)}}`;
    expect(readText(text, 'json', NOTHING_FOUND).ok).toBe(true);
    expect(readText(`a: ${'['.repeat(99)}${']'.repeat(99)}`, 'yaml', NOTHING_FOUND).ok).toBe(true);
    expect(readText(`a: ${'['.repeat(100)}${']'.repeat(100)}`, 'yaml', NOTHING_FOUND).ok).toBe(false);
    expect(readText(`{"a": ${'['.repeat(100)}${']'.repeat(100)}}`, 'json', NOTHING_FOUND).ok).toBe(false);
  });

  it('refuses more values than fit into memory before it builds them', () => {
    const bytes = Buffer.alloc(64_000_011, '1,');
    bytes.write('{"a":[1,1,');
    bytes.write('1]}', bytes.length - 3);
    expect(readDocument({ bytes, format: 'json', check: NOTHING_FOUND })).toMatchObject({
      ok: false,
      defects: [{ code: 'size-limit' }],
    });
  });

  it('refuses YAML that cannot be read in parts and is too large to be read at once', () => {
    const result = readText(`a: [${'x, '.repeat(6_000_000)}]`, 'yaml', NOTHING_FOUND);
    expect(result).toMatchObject({ ok: false, defects: [{ code: 'size-limit', line: 1, column: 1 }] });
  });

  it.each(['json', 'yaml'] as const)('finds duplicates among fifty thousand keys of %s in linear time', (format) => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `"k${index}": 1`);
    const result = readText(`{${[...keys, ...keys].join(',\n')}}`, format, NOTHING_FOUND);
    if (result.ok) throw new Error('accepted');
    expect(result.counts).toEqual({ 'duplicate-key': 50_000 });
    expect(result.defects).toHaveLength(LISTED_DEFECTS);
    // the second run of keys begins in line 50,001; each repeats the key 50,000 lines above
    expect(result.defects[999]).toMatchObject({ line: 51_000, alsoAtLine: 1000, path: ['k999'] });
  });

  it('finds duplicates among fifty thousand keys of block YAML in linear time', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `  k${index}: 1\n`).join('');
    const result = readText(`a:\n${keys}${keys}`, 'yaml', NOTHING_FOUND);
    if (result.ok) throw new Error('accepted');
    expect(result.counts).toEqual({ 'duplicate-key': 50_000 });
    expect(result.defects[999]).toMatchObject({ line: 51_001, alsoAtLine: 1001, path: ['a', 'k999'] });
  });

  it('lists the first thousand defects in document order and counts the rest by code', () => {
    const rows = Array.from({ length: 3000 }, () => '{"n": 1e999, "m": 1}');
    const text = `{"rows": [\n${rows.join(',\n')}\n]}`;
    const check = (): readonly Defect[] =>
      rows.map((_, index) => ({
        code: 'type' as const,
        path: ['rows', rows.length - 1 - index, 'm'],
        found: '1',
        allowed: 'text',
      }));
    const result = readText(text, 'json', check);
    if (result.ok) throw new Error('accepted');
    expect(result.counts).toEqual({ range: 3000, type: 3000 });
    expect(result.defects).toHaveLength(1000);
    // two defects in each line from line 2 on: the last of the thousand stands in line 2 + 499
    expect(result.defects.map(({ line, column }) => [line, column]).slice(-2)).toEqual([
      [501, 7],
      [501, 19],
    ]);
  });

  it('does not let a key named __proto__ reach a prototype', () => {
    const seen: unknown[] = [];
    const look = (value: unknown) => {
      seen.push(value);
      return [];
    };
    readText('{"__proto__": {"isAdmin": true}, "a": {"\\u005f_proto__": {"isAdmin": true}}}', 'json', look);
    readText('__proto__: { isAdmin: true }\na: { "__proto__": { isAdmin: true } }', 'yaml', look);
    expect(seen).toEqual([{ a: {} }, { a: {} }]);
    for (const value of seen) expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  it('asks for the check once, and not at all where there is no mapping to check', () => {
    let asked = 0;
    const check = () => {
      asked += 1;
      return [];
    };
    for (const text of ['[]', '1', '"a"', 'null', '{', '']) readText(text, 'json', check);
    expect(asked).toBe(0);
    readText('{}', 'json', check);
    expect(asked).toBe(1);
  });

  it('names what is no text at all', () => {
    const found = (bytes: readonly number[]) => {
      const result = readDocument({ bytes: Uint8Array.from(bytes), format: 'json', check: NOTHING_FOUND });
      return result.ok ? 'accepted' : result.defects[0]?.found;
    };
    expect(found([0x1f, 0x8b, 0x08, 0x00])).toBe('a gzip file');
    expect(found([0x50, 0x4b, 0x03, 0x04, 0x14])).toBe('a ZIP file or workbook');
    expect(found([0xff, 0xfe, 0x7b, 0x00])).toBe('UTF-16, little-endian');
    expect(found([0x7b, 0x00, 0x7d, 0x00])).toBe('UTF-16, little-endian');
    expect(found([0xff, 0xfe, 0x00, 0x00, 0x7b])).toBe('UTF-32, little-endian');
    // 0xC0 0x80 is the overlong NUL that no UTF-8 may hold; 0xED 0xA0 0x80 would be the surrogate U+D800
    expect(found([0x7b, 0xc0, 0x80])).toBe('byte 0xC0 at offset 1');
    expect(found([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22])).toBe('byte 0xED at offset 2');
    expect(found([0xef, 0xbb, 0xbf, 0x7b, 0xff])).toBe('byte 0xFF at offset 4');
  });
});
