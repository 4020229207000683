import { describe, expect, it } from '@jest/globals';
import { documentSchema } from './document.js';
import { fieldsOf } from './shape.js';
import { kinds } from './kinds.js';

describe('a positive number', () => {
  it('is never so small that a ratio of two of them overflows', () => {
    for (const { name } of kinds) {
      for (const field of fieldsOf(name))
        expect([name, field.name, field.exclusiveMinimum]).toEqual([name, field.name, null]);
    }
    const pdu = { slug: 'p', manufacturer: 'M', model: 'P', ratedCurrentA: 60, phases: 3 };
    const parse = (inputVoltageLlV: number) =>
      documentSchema.safeParse({ plenum: 1, site: { name: 'S' }, pduTypes: [{ ...pdu, inputVoltageLlV }] }).success;
    expect(parse(1e-300)).toBe(false);
    expect(parse(415)).toBe(true);
  });
});
