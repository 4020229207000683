import { z } from 'zod';
import { collectionNames, collections, type CollectionName } from './kinds.js';
import { site } from './kinds/site.js';

export const DOCUMENT_VERSION = 1;

type Collections = typeof collections;

const arrays = Object.fromEntries(
  collectionNames.map((name) => {
    const { schema, title } = collections[name];
    return [
      name,
      z
        .array(schema)
        .meta({ description: `${title}: one entry each` })
        .optional(),
    ];
  }),
) as unknown as { [Name in CollectionName]: z.ZodOptional<z.ZodArray<Collections[Name]['schema']>> };

/** The whole site as one document: what is imported, exported, stored and calculated. */
export const documentSchema = z.strictObject({
  $schema: z.string().max(1000).meta({ description: 'JSON Schema of this document, for editors' }).optional(),
  plenum: z.literal(DOCUMENT_VERSION).meta({ description: 'Version of the format' }),
  site: site.schema,
  ...arrays,
});

export type SiteDocument = Readonly<z.infer<typeof documentSchema>>;

/** The row type of an array of the document. */
export type RowOf<Name extends CollectionName> = Readonly<z.infer<Collections[Name]['schema']>>;

/** The document with every array present, in canonical order: what every calculation starts from. */
export type SiteSnapshot = Readonly<{ plenum: 1; site: z.infer<typeof site.schema> }> & {
  readonly [Name in CollectionName]: readonly RowOf<Name>[];
};
