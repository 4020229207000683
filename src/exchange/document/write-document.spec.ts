import { describe, expect, it } from '@jest/globals';
import { writeDocument } from './write-document.js';

describe('writeDocument', () => {
  it('writes rows that fit into one line in flow style and the others in block style', () => {
    const value = {
      plenum: 1,
      site: { name: 'Hall 1', altitudeM: 430.5 },
      racks: [
        { name: 'R1', at: [0, 1.2], tags: [] },
        { name: 'R2', description: 'x'.repeat(120) },
      ],
      rooms: [],
    };
    expect(writeDocument(value, 'yaml', { schemaUrl: './site.json' })).toBe(
      [
        '# yaml-language-server: $schema=./site.json',
        'plenum: 1',
        'site:',
        '  name: Hall 1',
        '  altitudeM: 430.5',
        'racks:',
        '  - { name: R1, at: [0, 1.2], tags: [] }',
        '  - name: R2',
        `    description: ${'x'.repeat(120)}`,
        'rooms: []',
        '',
      ].join('\n'),
    );
  });

  it('keeps flow rows within 120 columns', () => {
    const row = (length: number) =>
      writeDocument({ rows: [{ name: 'x'.repeat(length) }] }, 'yaml').split('\n')[1] ?? '';
    // "  - { name: " takes 12 columns and " }" two, which leaves 106
    expect(row(106)).toHaveLength(120);
    expect(row(106)).toContain('{');
    expect(row(107)).not.toContain('{');
  });

  it('quotes what YAML 1.1 or 1.2 would take for something else than text', () => {
    const texts = [
      'yes',
      'Off',
      'null',
      '1e3',
      '0x10',
      '012',
      '2026-03-31',
      '12:30',
      '=SUM(A1)',
      '~',
      '.nan',
      '- a',
      'a: b',
    ];
    const lines = writeDocument({ texts: texts.map((text) => ({ text })) }, 'yaml')
      .split('\n')
      .slice(1, -1);
    expect(lines).toEqual(texts.map((text) => `  - { text: ${JSON.stringify(text)} }`));
  });

  it('writes texts of several lines as literal blocks where nothing needs an escape', () => {
    expect(writeDocument({ notes: { a: 'one\n\n  two\n', b: 'one\ntwo', c: 'one\ntwo \n' } }, 'yaml')).toBe(
      'notes:\n  a: |\n    one\n\n      two\n  b: |-\n    one\n    two\n  c: "one\\ntwo \\n"\n',
    );
  });

  it('writes a decimal point before an exponent, which YAML 1.1 asks for', () => {
    expect(writeDocument({ a: 1e21, b: 1.5e-9, c: -0 }, 'yaml')).toBe('a: 1.0e+21\nb: 1.5e-9\nc: 0\n');
  });

  it('writes JSON with two blanks of indentation and a line break at the end', () => {
    expect(writeDocument({ plenum: 1, racks: [{ name: 'R1' }] }, 'json')).toBe(
      '{\n  "plenum": 1,\n  "racks": [\n    {\n      "name": "R1"\n    }\n  ]\n}\n',
    );
  });

  it.each(['yaml', 'json'] as const)('leaves out undefined properties in %s', (format) => {
    const text = writeDocument({ a: undefined, b: { c: undefined }, d: [{ e: 1, f: undefined }] }, format);
    expect(text).not.toContain('undefined');
    expect(text).not.toMatch(/[acf]:/);
  });

  it.each(['yaml', 'json'] as const)('refuses in %s what no document can hold', (format) => {
    expect(() => writeDocument({ a: Number.NaN }, format)).toThrow(RangeError);
    expect(() => writeDocument({ a: [Number.POSITIVE_INFINITY] }, format)).toThrow(RangeError);
    expect(() => writeDocument({ a: [undefined] }, format)).toThrow(TypeError);
    expect(() => writeDocument({ a: 1n }, format)).toThrow(TypeError);
    expect(() => writeDocument({ a: () => 1 }, format)).toThrow(TypeError);
  });

  it('cannot be made to write a second line by the address of the schema', () => {
    expect(writeDocument({ a: 1 }, 'yaml', { schemaUrl: 'x\nevil: 1' })).toBe(
      '# yaml-language-server: $schema=x%20evil:%201\na: 1\n',
    );
  });
});
