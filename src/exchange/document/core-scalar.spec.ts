import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CORE_SCHEMA, load } from 'js-yaml';
import { coreScalar } from './core-scalar.js';

describe('coreScalar', () => {
  it('agrees with the core schema of the YAML library', () => {
    const token = fc.array(fc.constantFrom(...Array.from('0123456789+-._eExXoOabfnilNuUtTrRsSLyY~:')), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(
        token.map((parts) => parts.join('')).filter((text) => /^[^~:?-]/.test(text) && !text.endsWith(':')),
        (text) => {
          expect(coreScalar(text)).toEqual(load(text, { schema: CORE_SCHEMA }));
        },
      ),
      { numRuns: 2000, seed: 20260331 },
    );
  });

  it.each<readonly [string, unknown]>([
    ['', null],
    ['~', null],
    ['Null', null],
    ['TRUE', true],
    ['False', false],
    ['-12', -12],
    ['+.5e3', 500],
    ['0o17', 15],
    ['0x1F', 31],
    ['017', 17],
    ['1e999', Number.POSITIVE_INFINITY],
    ['-.inf', Number.NEGATIVE_INFINITY],
    ['.NaN', Number.NaN],
    ['yes', 'yes'],
    ['on', 'on'],
    ['nULL', 'nULL'],
    ['2026-03-31', '2026-03-31'],
    ['12:30', '12:30'],
    ['1_000', '1_000'],
    ['0b1', '0b1'],
    ['1.2.3', '1.2.3'],
    ['-', '-'],
    ['.', '.'],
  ])('takes %j as YAML 1.2 does', (text, value) => {
    expect(coreScalar(text)).toEqual(value);
  });
});
