import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CORE_SCHEMA, load } from 'js-yaml';
import { soughtTree } from './path-places.js';
import { parseYamlDocument } from './yaml-document.js';

function parse(text: string, chunkCharacters?: number) {
  const bytes = Buffer.from(text);
  return parseYamlDocument(chunkCharacters === undefined ? { text, bytes } : { text, bytes, chunkCharacters });
}

function loaded(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: load(text, { schema: CORE_SCHEMA, maxAliases: 0 }) };
  } catch {
    return undefined;
  }
}

const LINES = [
  'a: 1',
  'b:',
  'c: [1,',
  '  2]',
  '- x',
  '  - x',
  '  - y: 1',
  '    z: "two',
  '      lines"',
  '    text: |',
  '      - block',
  '      b:',
  '',
  '# comment',
  '  # comment',
  'd: { e: 1 }',
  '"q": 2',
  "'r': it",
  '? s\n: 3',
  '? s',
  'u: >-',
  '  folded',
  '  - text',
  'plain',
  '  more',
  '---',
  '...',
  'b: 2',
  '  -',
  '-',
  '  key: v',
  '    - deep',
  'e:  # note',
  '{',
  '}',
];
const text = fc.array(fc.constantFrom(...LINES), { maxLength: 14 }).map((lines) => `${lines.join('\n')}\n`);

describe('parseYamlDocument', () => {
  it('gives what the YAML library gives, and refuses what that refuses', () => {
    fc.assert(
      fc.property(text, (source) => {
        const ours = parse(source);
        const theirs = loaded(source);
        const isClean = ours.parsed && ours.ledger.placed.length === 0;
        if (isClean && theirs !== undefined) expect(ours.value).toEqual(theirs.value);
        if (theirs !== undefined && !isClean) {
          const codes = ours.parsed ? ours.ledger.placed.map(({ defect }) => defect.found) : [ours.fault.defect.found];
          expect(codes.every((found) => / as a key$/.test(found))).toBe(true);
        }
        if (isClean && ours.value !== undefined) expect(theirs).toBeDefined();
      }),
      { numRuns: 1200, seed: 20260331 },
    );
  });

  it('gives the same in parts of any size', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 60 }), (source, chunkCharacters) => {
        const whole = parse(source);
        const inParts = parse(source, chunkCharacters);
        const isClean = whole.parsed && whole.ledger.placed.length === 0;
        const partsAreClean = inParts.parsed && inParts.ledger.placed.length === 0;
        const refusedAsRoot = whole.parsed && (typeof whole.value !== 'object' || Array.isArray(whole.value));
        if (!refusedAsRoot) expect(partsAreClean).toBe(isClean);
        if (isClean && partsAreClean) expect(inParts.value).toEqual(whole.value);
        if (whole.parsed && inParts.parsed) {
          expect(inParts.ledger.placed).toEqual(whole.ledger.placed);
          const sought = () => soughtTree([['a'], ['b', 0], ['b', 1], ['b', 2, 'y'], ['b', 3], ['d', 'e'], ['q']]);
          const [one, other] = [sought(), sought()];
          whole.place(one);
          inParts.place(other);
          if (isClean && !refusedAsRoot) expect(other).toEqual(one);
        }
      }),
      { numRuns: 1200, seed: 20260331 },
    );
  });
});
