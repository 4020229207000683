import { describe, expect, it } from '@jest/globals';
import { collectionNames, collections, kindNamed, kinds } from '../domain/site/kinds.js';
import { namesOf } from '../domain/site/snapshot.js';
import { references } from '../domain/site/shape.js';
import { examples } from './examples.js';

describe('the examples of the interface', () => {
  it.each(kinds.map(({ name }) => name))('shows a %s that is valid', (kind) => {
    expect(kindNamed(kind).schema.safeParse(examples[kind]).error?.issues ?? []).toEqual([]);
  });

  it('refers only to what it shows', () => {
    const names = new Map<string, string>(
      collectionNames.map((name) => {
        const { name: kind, key } = collections[name];
        return [kind, String(examples[kind][key.at(-1) ?? ''])];
      }),
    );
    for (const reference of references()) {
      for (const name of namesOf(reference, examples[reference.from]))
        expect([reference, name]).toEqual([reference, names.get(reference.to)]);
    }
  });
});
