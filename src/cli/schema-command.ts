import { siteDocumentSchema } from '../openapi/json-schema.js';
import { EXIT_DONE } from './exit.js';
import { writeText } from './output.js';
import { examples, type AddCommand } from './options.js';

export const addSchemaCommand: AddCommand = (program, then) => {
  program
    .command('schema')
    .description('print the JSON Schema of the site document, for editors')
    .option('-o, --output <file>', 'file to write', '-')
    .addHelpText('after', examples('schema -o site.schema.json'))
    .action((options: { output: string }) => then(schemaCommand(options)));
};

/** `plenum schema`: the JSON Schema of the site document. */
async function schemaCommand({ output }: { readonly output: string }): Promise<number> {
  await writeText(output, `${JSON.stringify(siteDocumentSchema(), null, 2)}\n`);
  return EXIT_DONE;
}
