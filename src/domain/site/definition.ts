import type { z } from 'zod';

/** `catalog` kinds are shared by all sites; `site` kinds belong to one; the site itself is the `root`. */
export type Scope = 'root' | 'catalog' | 'site';

/**
 * One kind of thing, defined once. Its type, validation, JSON Schema, table, routes and columns follow from this.
 */
export interface KindDefinition<Name extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  /** Singular, camelCase; the name in changes and findings. */
  readonly name: Name;
  /** The array of the document that holds it, camelCase. */
  readonly plural: string;
  /** Two or three words for headings. */
  readonly title: string;
  readonly scope: Scope;
  /** Natural key: fields that together are unique within the scope. The last one is what references name. */
  readonly key: readonly [string, ...string[]];
  readonly schema: Schema;
}

/** Keeps the literal types of a definition. */
export function defineKind<const Name extends string, Schema extends z.ZodObject>(
  definition: KindDefinition<Name, Schema>,
): KindDefinition<Name, Schema> {
  return definition;
}
