import { describe, expect, it } from '@jest/globals';
import { kindNamed, kinds } from './kinds.js';
import { fieldsOf, references } from './shape.js';

describe('the definitions of kinds', () => {
  it.each(kinds.map((kind) => [kind.name, kind] as const))('%s describes every field', (name) => {
    const bare = fieldsOf(name).filter(({ description }) => description === '');
    expect(bare.map((field) => field.name)).toEqual([]);
  });

  it.each(kinds.map((kind) => [kind.name, kind] as const))('%s requires the fields of its key', (name, kind) => {
    const required = new Set(fieldsOf(name).flatMap((field) => (field.required ? [field.name] : [])));
    expect(kind.key.filter((field) => !required.has(field))).toEqual([]);
  });

  it.each(kinds.map((kind) => [kind.name, kind] as const))('%s bounds every number', (name) => {
    const numbers = fieldsOf(name).filter(
      ({ shape, values }) => (shape === 'number' || shape === 'integer') && values === null,
    );
    const open = numbers.filter(
      ({ maximum, minimum, exclusiveMinimum }) => maximum === null || (minimum ?? exclusiveMinimum) === null,
    );
    expect(open.map((field) => field.name)).toEqual([]);
  });

  it('refer only to kinds that exist, and give every field of the key that they refer to', () => {
    for (const { to, within } of references()) {
      const others = kindNamed(to).key.slice(0, -1);
      expect(Object.keys(within).sort()).toEqual([...others].sort());
    }
  });

  it('name units for quantities whose names end in one', () => {
    const units: Readonly<Record<string, string>> = {
      W: 'W',
      Va: 'VA',
      Mm: 'mm',
      Kg: 'kg',
      KPa: 'kPa',
      Deg: 'deg',
      TimeDays: 'd',
    };
    for (const kind of kinds) {
      for (const field of fieldsOf(kind.name)) {
        for (const [suffix, unit] of Object.entries(units)) {
          if (new RegExp(`[a-z]${suffix}$`).test(field.name))
            expect([field.name, field.unit]).toEqual([field.name, unit]);
        }
      }
    }
  });
});
