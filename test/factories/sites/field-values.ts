import fc from 'fast-check';
import { z } from 'zod';
import { kindNamed, type KindName } from '../../../src/domain/site/kinds.js';

type JsonSchema = Readonly<Record<string, unknown>>;

/** Texts that pass every pattern, and that a careless writer of SQL, CSV or JSON breaks. */
const AWKWARD = ['a', 'ß', '😀', 'x"y', "O'Hara", 'back\\slash', '{a,b}', 'NULL', '$1', '%_', 'ä ö', 'é', 'true', '0'];

const schemas = new Map<KindName, JsonSchema>();

/** The JSON Schema of a field of a kind. */
function schemaOf(kind: KindName, field: string): JsonSchema {
  const schema: JsonSchema =
    schemas.get(kind) ?? z.toJSONSchema(kindNamed(kind).schema, { target: 'draft-7', reused: 'inline' });
  schemas.set(kind, schema);
  return (schema['properties'] as Readonly<Record<string, JsonSchema>>)[field] ?? {};
}

/** Values that a field without references may have. */
export function fieldValue(kind: KindName, field: string): fc.Arbitrary<unknown> {
  const name = `${kind} ${field}`;
  const known = arbitraries.get(name) ?? valueOf(schemaOf(kind, field));
  arbitraries.set(name, known);
  return known;
}

const arbitraries = new Map<string, fc.Arbitrary<unknown>>();

function valueOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as readonly unknown[]));
  if (schema['const'] !== undefined) return fc.constant(schema['const']);
  if (Array.isArray(schema['anyOf'])) return fc.oneof(...(schema['anyOf'] as readonly JsonSchema[]).map(valueOf));
  switch (schema['type']) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({
        min: bound(schema, 'minimum') ?? 0,
        max: Math.min(bound(schema, 'maximum') ?? 9, Number.MAX_SAFE_INTEGER),
      });
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return listOf(schema);
    default:
      return objectOf(schema);
  }
}

function textOf(schema: JsonSchema): fc.Arbitrary<string> {
  if (schema['format'] === 'date') return fc.constantFrom('2026-02-28', '2028-02-29', '1999-12-31');
  if (schema['format'] === 'date-time') return fc.constantFrom('2026-03-31T08:00:00Z', '2026-03-31T08:00:00.123Z');
  if (schema['namePattern'] === true) return fc.constantFrom('P[1-4]', 'N[01-12]', 'single', 'C[1-2]P[1,3]');
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : '';
  if (pattern === '^[A-Z]{3}$') return fc.constantFrom('EUR', 'USD');
  if (pattern === '^[A-Z]{2}$') return fc.constantFrom('FI', 'DE');
  if (pattern.startsWith('^[A-Za-z0-9]')) return fc.constantFrom('a-1', 'B.2_c');
  if (pattern.startsWith('^[^\\u0000-\\u0008')) return fc.constantFrom(...AWKWARD, '', 'two\nlines', ' lead\t');
  return fc.constantFrom(...AWKWARD);
}

function numberOf(schema: JsonSchema): fc.Arbitrary<number> {
  const min = bound(schema, 'minimum') ?? bound(schema, 'exclusiveMinimum') ?? -1e6;
  const max = bound(schema, 'maximum') ?? 1e6;
  if (schema['multipleOf'] !== undefined) return fc.integer({ min: 2 * min, max: 2 * max }).map((halves) => halves / 2);
  const minExcluded = schema['exclusiveMinimum'] !== undefined;
  return fc.double({ min, max, minExcluded, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
}

function listOf(schema: JsonSchema): fc.Arbitrary<readonly unknown[]> {
  const { items } = schema;
  if (Array.isArray(items)) return fc.tuple(...(items as readonly JsonSchema[]).map(valueOf));
  const minLength = bound(schema, 'minItems') ?? 0;
  const maxLength = Math.max(minLength, Math.min(bound(schema, 'maxItems') ?? 3, 3));
  return fc.array(valueOf((items ?? {}) as JsonSchema), { minLength, maxLength });
}

function objectOf(schema: JsonSchema): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  if (properties === undefined) {
    const values = valueOf((schema['additionalProperties'] ?? { type: 'string' }) as JsonSchema);
    return fc.dictionary(fc.constantFrom('key', 'other key', 'länge', 'z'), values, {
      maxKeys: 3,
      noNullPrototype: true,
    });
  }
  const required = (schema['required'] as readonly string[] | undefined) ?? [];
  return fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, valueOf(property)])),
    { requiredKeys: [...required], noNullPrototype: true },
  );
}

function bound(schema: JsonSchema, name: string): number | undefined {
  const value = schema[name];
  return typeof value === 'number' ? value : undefined;
}
