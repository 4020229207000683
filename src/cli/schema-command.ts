import { siteDocumentSchema } from '../openapi/json-schema.js';
import { EXIT_DONE } from './exit.js';
import { writeText } from './output.js';

/** `plenum schema`: the JSON Schema of the site document. */
export async function schemaCommand({ output }: { readonly output: string }): Promise<number> {
  await writeText(output, `${JSON.stringify(siteDocumentSchema(), null, 2)}\n`);
  return EXIT_DONE;
}
