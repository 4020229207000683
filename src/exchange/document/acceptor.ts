import { z } from 'zod';

/** Whether a value surely passes its schema. False says nothing: the schema itself must then be asked. */
export type Acceptor = (value: unknown) => boolean;

type JsonSchema = Readonly<Record<string, unknown>>;

const acceptors = new WeakMap<z.core.$ZodType, Acceptor>();

/** Words of JSON Schema that restrict nothing, or that an acceptor of their type looks at. */
const KNOWN_WORDS: Readonly<Record<string, readonly string[]>> = {
  any: [
    'type',
    'description',
    'title',
    'format',
    'unit',
    'money',
    'references',
    'within',
    'allowed',
    'namePattern',
    'id',
    '$schema',
  ],
  string: ['minLength', 'maxLength', 'pattern', 'enum', 'const'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'const'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'const'],
  boolean: [],
  array: ['items', 'additionalItems', 'minItems', 'maxItems'],
  object: ['properties', 'required', 'additionalProperties', 'propertyNames'],
};

/**
 * A fast test of the many rows of a document that are as they should be, without the copies that the schema library makes.
 * It is read off the JSON Schema of the schema; what it does not know, it does not accept.
 */
export function acceptorOf(schema: z.core.$ZodType): Acceptor {
  const known = acceptors.get(schema);
  if (known !== undefined) return known;
  const acceptor = acceptorFor(z.toJSONSchema(schema, { target: 'draft-7', reused: 'inline', unrepresentable: 'any' }));
  acceptors.set(schema, acceptor);
  return acceptor;
}

function acceptorFor(schema: JsonSchema): Acceptor {
  if (Array.isArray(schema['anyOf'])) {
    const options = (schema['anyOf'] as readonly JsonSchema[]).map(acceptorFor);
    return onlyWords(schema, ['anyOf']) ? (value) => options.some((option) => option(value)) : refuse;
  }
  const type = String(schema['type']);
  if (!onlyWords(schema, KNOWN_WORDS[type])) return refuse;
  switch (type) {
    case 'string':
      return textAcceptor(schema);
    case 'number':
    case 'integer':
      return numberAcceptor(schema, type === 'integer');
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'array':
      return listAcceptor(schema);
    case 'object':
      return objectAcceptor(schema);
    default:
      return refuse;
  }
}

function refuse(): boolean {
  return false;
}

function onlyWords(schema: JsonSchema, words: readonly string[] = []): boolean {
  return Object.keys(schema).every((word) => words.includes(word) || KNOWN_WORDS['any']?.includes(word) === true);
}

function textAcceptor(schema: JsonSchema): Acceptor {
  const min = numberOr(schema['minLength'], 0);
  const max = numberOr(schema['maxLength'], Infinity);
  if (typeof schema['const'] === 'string') return (value) => value === schema['const'];
  if (Array.isArray(schema['enum'])) {
    const values = new Set<unknown>(schema['enum']);
    return (value) => values.has(value);
  }
  if (typeof schema['pattern'] !== 'string') {
    // A format without its pattern cannot be judged here.
    if ('format' in schema) return refuse;
    return (value) => typeof value === 'string' && value.length >= min && value.length <= max;
  }
  const pattern = new RegExp(schema['pattern']);
  return (value) => typeof value === 'string' && value.length >= min && value.length <= max && pattern.test(value);
}

function numberAcceptor(schema: JsonSchema, whole: boolean): Acceptor {
  if (typeof schema['const'] === 'number') return (value) => value === schema['const'];
  const min = numberOr(schema['minimum'], -Infinity);
  const above = numberOr(schema['exclusiveMinimum'], -Infinity);
  const max = numberOr(schema['maximum'], Infinity);
  const below = numberOr(schema['exclusiveMaximum'], Infinity);
  const step = numberOr(schema['multipleOf'], 0);
  return (value) =>
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= min &&
    value > above &&
    value <= max &&
    value < below &&
    (!whole || Number.isSafeInteger(value)) &&
    (step === 0 || Number.isInteger(value / step));
}

function listAcceptor(schema: JsonSchema): Acceptor {
  const { items } = schema;
  if (Array.isArray(items)) {
    const places = (items as readonly JsonSchema[]).map(acceptorFor);
    return (value) =>
      Array.isArray(value) && value.length === places.length && places.every((place, i) => place(value[i]));
  }
  if (!isSchema(items)) return refuse;
  const item = acceptorFor(items);
  const min = numberOr(schema['minItems'], 0);
  const max = numberOr(schema['maxItems'], Infinity);
  return (value) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return false;
    for (const one of value) if (!item(one)) return false;
    return true;
  };
}

function objectAcceptor(schema: JsonSchema): Acceptor {
  const further = schema['additionalProperties'];
  if (isSchema(further)) {
    const name = isSchema(schema['propertyNames']) ? acceptorFor(schema['propertyNames']) : refuse;
    const held = acceptorFor(further);
    return (value) => {
      if (!isMapping(value)) return false;
      for (const key in value) if (!name(key) || !held(value[key])) return false;
      return true;
    };
  }
  if (further !== false || !isSchema(schema['properties'])) return refuse;
  const fields = new Map(
    Object.entries(schema['properties']).map(([name, field]) => [name, acceptorFor(field as JsonSchema)]),
  );
  const required = (schema['required'] ?? []) as readonly string[];
  return (value) => {
    if (!isMapping(value)) return false;
    for (const key in value) {
      const field = fields.get(key);
      if (field === undefined || !field(value[key])) return false;
    }
    for (const key of required) if (!Object.hasOwn(value, key)) return false;
    return true;
  };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSchema(value: unknown): value is JsonSchema {
  return isMapping(value);
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
