import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { kinds } from '../../domain/site/kinds.js';
import { examples } from '../../openapi/examples.js';
import { acceptorOf } from './acceptor.js';

const schemas = kinds.map(({ name, schema }) => [name, schema, examples[name]] as const);

/** Values that schemas like to refuse, or hardly accept. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', ' ', 'a ', 'x\u0000', 0, -0, -1, 0.5, 1.25, 1e308, NaN, Infinity, true, [], {}, [
    [0, 0],
  ]),
  fc.constantFrom<unknown>('2027-02-29', '2028-02-29', '2027-01-01T00:00:00Z', 'a'.repeat(201), 'L1-N', 'front', 'USD'),
  fc.integer({ min: -10, max: 5000 }),
  fc.double(),
  fc.string({ maxLength: 12 }),
  fc.array(fc.constantFrom<unknown>([0, 0], [1, 2, 3], 'mon', 'a', { name: 'x' }), { maxLength: 4 }),
);

describe('the acceptor of a kind', () => {
  it.each(schemas)('%s accepts a thing as it should be', (_, schema, thing) => {
    expect(schema.safeParse(thing).success).toBe(true);
    expect(acceptorOf(schema)(thing)).toBe(true);
  });

  it.each(schemas)('%s never accepts what its schema refuses', (_, schema, thing) => {
    const acceptor = acceptorOf(schema);
    const fields = [...Object.keys(schema.shape), 'unheard-of', '__proto__x'];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...fields), odd), { minLength: 1, maxLength: 3 }), (edits) => {
        const edited = { ...thing, ...Object.fromEntries(edits) };
        if (acceptor(edited)) expect(schema.safeParse(edited).success).toBe(true);
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it.each(schemas)('%s misses no required field', (_, schema, thing) => {
    for (const key of Object.keys(thing)) {
      const rest = Object.fromEntries(Object.entries(thing).filter(([field]) => field !== key));
      expect([key, acceptorOf(schema)(rest)]).toEqual([key, schema.safeParse(rest).success]);
    }
  });

  it('does not accept by a schema with words that it does not know', () => {
    expect(acceptorOf(z.string().and(z.string()))('x')).toBe(false);
    expect(acceptorOf(z.looseObject({ a: z.string() }))({ a: 'x', b: 1 })).toBe(false);
    expect(acceptorOf(z.url())('https://example.com')).toBe(false);
  });
});
