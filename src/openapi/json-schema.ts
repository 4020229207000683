import { z } from 'zod';
import { DOCUMENT_VERSION } from '../domain/site/document.js';
import { collectionNames, collections, kindNamed, kinds, type KindName } from '../domain/site/kinds.js';

/** A JSON Schema, or a part of one, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Target = 'draft-7' | 'draft-2020-12';

/** Name of a kind among schemas: `RackType`. */
export function schemaName(kind: KindName): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

/** The schema of one kind; units stand in the descriptions and as `x-unit`. */
export function kindSchema(kind: KindName, target: Target): JsonSchema {
  const { schema, title } = kindNamed(kind);
  const own = z.toJSONSchema(schema, { target, reused: 'inline', override: markExtensions });
  return { title, ...without(own, ['$schema']) };
}

/** The JSON Schema (draft-07) of the site document, for editors: one definition per kind. */
export function siteDocumentSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Plenum site document',
    description:
      'A whole site: its rooms, racks, devices, power, cooling, cables and plans, with the catalog that it uses.',
    ...documentShape('#/definitions/'),
    definitions: Object.fromEntries(kinds.map(({ name }) => [schemaName(name), kindSchema(name, 'draft-7')])),
  };
}

/** The object of a document whose kinds are defined elsewhere. */
export function documentShape(definitions: string, suffix = ''): JsonSchema {
  return {
    type: 'object',
    properties: {
      $schema: { type: 'string', maxLength: 1000, description: 'JSON Schema of this document, for editors' },
      plenum: { type: 'number', const: DOCUMENT_VERSION, description: 'Version of the format' },
      site: { $ref: `${definitions}Site${suffix}` },
      ...Object.fromEntries(
        collectionNames.map((name) => {
          const { name: kind, title } = collections[name];
          const items = { $ref: `${definitions}${schemaName(kind)}${suffix}` };
          return [name, { type: 'array', description: `${title}: one entry each`, items }];
        }),
      ),
    },
    required: ['plenum', 'site'],
    additionalProperties: false,
  };
}

/** Our own words become extensions, which every reader of JSON Schema and OpenAPI passes over. */
function markExtensions({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }): void {
  for (const word of ['unit', 'money', 'references', 'within', 'allowed']) {
    if (!(word in jsonSchema)) continue;
    jsonSchema[`x-${word}`] = jsonSchema[word];
    Reflect.deleteProperty(jsonSchema, word);
  }
  // The format says it; the patterns of dates and UUIDs are long and say no more to a reader.
  if ('format' in jsonSchema) Reflect.deleteProperty(jsonSchema, 'pattern');
  const { description, 'x-unit': unit } = jsonSchema;
  if (typeof description !== 'string' || typeof unit !== 'string' || unit === '1') return;
  if (jsonSchema['x-money'] === true) jsonSchema['description'] = `${description}, in minor units`;
  else if (!description.includes(` in ${unit}`)) jsonSchema['description'] = `${description} [${unit}]`;
}

/** The same schema for a JSON Merge Patch (RFC 7396): nothing is required, null removes what may be absent. */
export function patchSchema(schema: JsonSchema): JsonSchema {
  if (schema['type'] !== 'object') return schema;
  const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as readonly string[]) : []);
  const rest = without(schema, ['required']);
  const further = schema['additionalProperties'];
  return {
    ...rest,
    ...(isSchema(schema['properties'])
      ? {
          properties: Object.fromEntries(
            Object.entries(schema['properties']).map(([name, property]) => {
              const patched = isSchema(property) ? patchSchema(property) : property;
              return [name, required.has(name) ? patched : orNull(patched)];
            }),
          ),
        }
      : {}),
    ...(isSchema(further) ? { additionalProperties: orNull(patchSchema(further)) } : {}),
  };
}

function orNull(schema: unknown): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !names.includes(name)));
}
