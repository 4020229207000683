import { describe, expect, it } from '@jest/globals';
import { arrayLiteral } from './array-literal.js';

describe('an array literal', () => {
  it('quotes every text, so that NULL, braces and commas are text', () => {
    expect(arrayLiteral(['a', 'NULL', '{b,c}', '', null])).toBe('{"a","NULL","{b,c}","",NULL}');
  });

  it('escapes quotes and backslashes', () => {
    expect(arrayLiteral(['say "hi"', 'c:\\x'])).toBe('{"say \\"hi\\"","c:\\\\x"}');
  });

  it('writes numbers and booleans as they are', () => {
    expect(arrayLiteral([1, 2.5e-7, true])).toBe('{1,2.5e-7,true}');
  });
});
