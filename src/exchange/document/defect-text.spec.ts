import { describe, expect, it } from '@jest/globals';
import { formatDefect, formatPath, formatUnlisted } from './defect-text.js';

describe('formatDefect', () => {
  it('writes one line with file, place, path, what was found and what is allowed', () => {
    expect(
      formatDefect('site.yaml', {
        code: 'unknown-key',
        path: ['racks', 3, 'untis'],
        found: '"untis"',
        allowed: 'name or units',
        nearest: 'units',
        line: 12,
        column: 5,
      }),
    ).toBe(
      'site.yaml:12:5: unknown-key at racks[3].untis: found "untis", allowed name or units; did you mean "units"?',
    );
  });

  it('names the other place of a duplicate', () => {
    const duplicate = { code: 'duplicate-name', found: '"R1"', allowed: 'each name once', line: 9, column: 7 } as const;
    const path = ['racks', 1, 'name'];
    expect(formatDefect('a', { ...duplicate, path, alsoAt: ['racks', 0, 'name'], alsoAtLine: 4 })).toMatch(
      /each name once; also at racks\[0\]\.name in line 4$/,
    );
    expect(formatDefect('a', { ...duplicate, path, alsoAt: path, alsoAtLine: 4 })).toMatch(/once; also in line 4$/);
  });

  it('cannot be made to write further lines or control a terminal', () => {
    const line = formatDefect('a\u001b[31m.yaml', {
      code: 'type',
      path: ['x\ny', 'z\u202e'],
      found: '',
      allowed: '',
      nearest: 'b\r',
      line: 1,
      column: 1,
    });
    expect(line).not.toMatch(/[\p{Control}\u202e]/u);
    expect(line).toContain('a\\u001b[31m.yaml');
  });
});

describe('formatPath', () => {
  it('quotes keys that are no words', () => {
    expect(formatPath(['customFields', 'a b', 0, 'c-d', '1'])).toBe('customFields["a b"][0].c-d["1"]');
    expect(formatPath([0, 'a'])).toBe('[0].a');
    expect(formatPath([])).toBe('');
  });
});

describe('formatUnlisted', () => {
  it('counts by code what a list leaves out', () => {
    const listed = [{ code: 'type', path: [], found: '', allowed: '' }] as const;
    expect(formatUnlisted({ type: 3001, range: 312 }, listed)).toBe('and 3,312 more: 3,000 type, 312 range');
    expect(formatUnlisted({ type: 1 }, listed)).toBeUndefined();
  });
});
