import type { JsonSchema } from './json-schema.js';
import type { Parameter } from './parameter.js';

/** Content of a body or an answer by media type. */
export type Content = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>;

export interface Answer {
  readonly description: string;
  readonly content?: Content;
  readonly headers?: readonly HeaderName[];
}

/** A header of an answer, described once. */
export type HeaderName = 'ETag' | 'Location' | 'Content-Disposition';

/** A header of a request, described once. */
export type RequestHeader = 'If-Match' | 'If-None-Match' | 'Idempotency-Key';

/** Statuses with which a request can be refused. */
export type ProblemStatus = 400 | 404 | 405 | 406 | 409 | 412 | 413 | 415 | 422 | 428 | 431 | 503;

/** A part of the path. */
export interface PathParameter {
  readonly name: string;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** One route: what it takes and what it can answer. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With parameters in braces: `/api/v1/racks/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly pathParameters?: readonly PathParameter[];
  readonly query?: Iterable<Parameter>;
  readonly requestHeaders?: readonly RequestHeader[];
  readonly body?: { readonly description: string; readonly content: Content };
  readonly answers: Readonly<Record<number, Answer>>;
  readonly problems: readonly ProblemStatus[];
}

/** A schema that stands among the components of the description. */
export function reference(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** Content in JSON. */
export function json(schema: JsonSchema, example?: unknown): Content {
  return { 'application/json': example === undefined ? { schema } : { schema, example } };
}
