import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { readDocument } from '../../../src/exchange/document/read-document.js';
import { writeDocument } from '../../../src/exchange/document/write-document.js';
import { readText } from './samples.js';

const NASTY = [
  '',
  ' ',
  'a b',
  ' a',
  'a ',
  'a:',
  'a: b',
  'a #b',
  '#a',
  '- a',
  '-',
  '? a',
  '*a',
  '&a',
  '!a',
  '!!str a',
  '%a',
  '@a',
  '`a',
  '|',
  '>',
  '{}',
  '[]',
  'a,b',
  '"a"',
  "it's",
  '\\',
  'yes',
  'No',
  'on',
  'OFF',
  'y',
  'N',
  'null',
  '~',
  'true',
  'FALSE',
  '1',
  '-1',
  '+1',
  '01',
  '0o7',
  '0x10',
  '0b1',
  '1e3',
  '1_000',
  '1.5',
  '.5',
  '.inf',
  '-.INF',
  '.nan',
  'NaN',
  '12:30:45',
  '2026-03-31',
  '2026-03-31T08:00:00Z',
  '=',
  '=cmd()',
  '<<',
  '---',
  '...',
  '--- a',
  'a\nb',
  'a\n',
  'a\n\n',
  '\na',
  'a\n b',
  'a\n\nb\n',
  'a \nb',
  'a\tb',
  '\t',
  'a\rb',
  'a\r\nb',
  '\u0001',
  '\u007f',
  '\u0085',
  'a\u0085b',
  '\u009f',
  '\u00a0',
  'a\u2028b',
  'a\u2029b',
  '\ufeff',
  'a\ufeffb',
  '\ufffe',
  '\uffff',
  'Zürich Süd',
  'µW 20 °C',
  '日本語',
  '😀 rack',
  'a😀\nb',
  'e\u0301',
  '\u202eabc',
  'constructor',
  'toString',
];

const nastyText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !text.includes('\0')),
  fc.string({ maxLength: 300 }),
);
const key = nastyText.filter((text) => text !== '__proto__');
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  fc.constantFrom(1e21, 1e-7, 5e-324, 1.7976931348623157e308, -1e100, Number.MAX_SAFE_INTEGER),
);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    nastyText,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const document = fc.dictionary(key, anyValue, { maxKeys: 6, noNullPrototype: true });

const RUNS = { numRuns: 400, seed: 20260331 };

describe('writing and reading back', () => {
  it.each(['yaml', 'json'] as const)('gives the equal value in %s, whatever the texts are', (format) => {
    fc.assert(
      fc.property(document, (value) => {
        const result = readText(writeDocument(value, format), format, () => []);
        expect(result).toEqual({ ok: true, value });
      }),
      RUNS,
    );
  });

  it('writes YAML that a reader of YAML 1.1 takes for the same value', () => {
    fc.assert(
      fc.property(document, (value) => {
        expect(load(writeDocument(value, 'yaml'), { schema: YAML11_SCHEMA })).toEqual(value);
      }),
      RUNS,
    );
  });

  it.each(NASTY)('keeps the text %j as a value, a key and an entry', (text) => {
    const value = { plain: text, [text]: 1, list: [text, [text]], deep: [{ [text]: { [text]: text } }] };
    expect(readText(writeDocument(value, 'yaml'), 'yaml', () => [])).toEqual({ ok: true, value });
  });

  it('gives the same text for the same value', () => {
    const value = { plenum: 1, racks: [{ name: 'R1', units: 42 }] };
    expect(writeDocument(structuredClone(value), 'yaml')).toBe(writeDocument(value, 'yaml'));
  });

  it('keeps a large document over the cuts of the reader', () => {
    const racks = Array.from({ length: 40_000 }, (_, index) => ({
      name: `R${index}`,
      units: index % 60,
      description: index % 7 === 0 ? `- line\n- ${index}\n\nracks:\n- x` : 'x'.repeat(index % 150),
    }));
    const value = { plenum: 1, racks, cables: racks.map(({ name }) => [name]), last: { a: racks.slice(0, 3) } };
    const text = writeDocument(value, 'yaml');
    expect(text.length).toBeGreaterThan(2 * 2 * 1024 * 1024);
    const result = readDocument({ bytes: Buffer.from(text), format: 'yaml', check: () => [] });
    expect(result.ok && JSON.stringify(result.value) === JSON.stringify(value)).toBe(true);
  });
});
