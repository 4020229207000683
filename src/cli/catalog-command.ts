import { Command } from 'commander';
import { extname } from 'node:path';
import { importAnswer, type ImportAnswer } from '../catalog/import-answer.js';
import { importChanges } from '../catalog/import-changes.js';
import { importText } from '../catalog/import-text.js';
import { mergeIntoDocument } from '../catalog/merge-into-document.js';
import type { Row } from '../domain/site/key.js';
import { nearestName } from '../domain/site/nearest-name.js';
import type { SiteDocument } from '../domain/site/document.js';
import { formatDefect } from '../exchange/document/defect-text.js';
import { readDocumentBeforeCatalog, siteDocumentDefects } from '../exchange/site-document.js';
import { LIBRARY_COLLECTIONS, readLibrary, type LibraryCatalog } from '../exchange/netbox/read-library.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readDocumentFile, textIn } from './input.js';
import { readLibraryFolder } from './library-folder.js';
import { examples, formatOption, type AddCommand } from './options.js';
import { writeText } from './output.js';
import { refuseLostComments, rewrittenText } from './rewritten-document.js';

interface ImportFlags {
  readonly into?: string;
  readonly output?: string;
  readonly only?: readonly string[];
  readonly dryRun?: boolean;
  readonly notes?: boolean;
  readonly format: 'text' | 'json';
}

/** `plenum catalog import`: types of the NetBox device-type library for a site document. */
export const addCatalogCommand: AddCommand = (program, then) => {
  const group = new Command('catalog').description('read types of devices, modules, racks and rack PDUs');
  group
    .command('import')
    .description(
      'read types of the NetBox device-type library (YAML): say what they hold, and add them to a site document',
    )
    .argument('<folder>', 'folder with device-type, module-type and rack-type files, or one file')
    .option(
      '--into <file>',
      'site document to whose catalog the types are added; written in place unless --output is given',
    )
    .option(
      '--output <file>',
      'where to write: the document of --into with the types, or the types alone; - for standard output',
    )
    .option('--only <slug...>', 'take these types only')
    .option('--dry-run', 'say what would change and write nothing')
    .option('--notes', 'list every note with file and line, not only each sort once')
    .addOption(formatOption())
    .addHelpText(
      'after',
      `
Without --into and --output nothing is written: the report says what the files hold and what they leave open. Types are known
by their slugs; what the files do not state (a price, a draw that you filled in) stays as it is. One defect in one file
and nothing is written.${examples(
        'catalog import device-type-library/',
        'catalog import device-type-library/ --into hall.yaml --only dell-poweredge-r640 apc-ap8886',
        'catalog import module-types/ --notes > notes.txt',
        'catalog import device-type-library/ --output catalog.yaml',
      )}`,
    )
    .action((folder: string, flags: ImportFlags) => then(importCommand(folder, flags)));
  program.addCommand(group);
};

async function importCommand(folder: string, flags: ImportFlags): Promise<number> {
  const { files, passedOver } = await readLibraryFolder(folder);
  const library = chosen(readLibrary(files), flags.only);
  if (library.defects.length > 0) throw refusal(library);
  const document = flags.into === undefined ? null : await readDocumentFile(flags.into, readDocumentBeforeCatalog);
  const known = entriesBySlug(document);
  const result = importChanges(library.entries, (collection, slug) => known.get(`${collection} ${slug}`));
  const merged = mergeIntoDocument(document, result.changes);
  if (document !== null) refuseUnresolved(flags.into ?? '', merged);
  const target = flags.output ?? flags.into;
  const dryRun = flags.dryRun === true || target === undefined;
  const isNeeded = flags.output !== undefined || result.changes.length > 0;
  if (!dryRun && isNeeded) {
    const before = flags.into === undefined ? null : await textIn(flags.into);
    if (flags.into !== undefined && flags.output === undefined) refuseLostComments(flags.into, before ?? '');
    await writeText(target, textOf(merged, target, before));
  }
  const answer = importAnswer(library, result, { dryRun, allNotes: flags.notes === true });
  const report = reportOf(answer, passedOver, flags.format);
  if (target === '-' && !dryRun) process.stderr.write(report);
  else await writeText('-', report);
  return EXIT_DONE;
}

function reportOf(answer: ImportAnswer, passedOver: readonly string[], format: ImportFlags['format']): string {
  if (format === 'json') return `${JSON.stringify({ ...answer, passedOver }, null, 2)}\n`;
  if (passedOver.length === 0) return importText(answer);
  const first = passedOver.slice(0, 5).map((line) => `  ${line}`);
  const more = passedOver.length > 5 ? [`  and ${String(passedOver.length - 5)} more`] : [];
  return `${importText(answer)}\n${['Not read:', ...first, ...more].join('\n')}\n`;
}

/** The library with the chosen types only; notes of other files are left out. */
function chosen(library: LibraryCatalog, only: readonly string[] | undefined): LibraryCatalog {
  if (only === undefined || library.defects.length > 0) return library;
  const slugs = library.entries.map(({ row }) => String(row['slug']));
  const unknown = only.filter((slug) => !slugs.includes(slug));
  if (unknown.length > 0) {
    throw new Refused(
      unknown.map((slug) => {
        const nearest = nearestName(slug, slugs);
        return `--only ${slug}: no file has this slug${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
      }),
    );
  }
  const entries = library.entries.filter(({ row }) => only.includes(String(row['slug'])));
  const files = new Set(entries.map(({ file }) => file));
  return { ...library, entries, notes: library.notes.filter(({ file }) => files.has(file)) };
}

function refusal({ defects, files }: LibraryCatalog): Refused {
  const wrong = new Set(defects.map(({ file }) => file)).size;
  return new Refused([
    ...defects.map(({ file, defect }) => formatDefect(file, defect)),
    `${String(defects.length)} defects in ${String(wrong)} of ${String(files)} files; nothing was written`,
  ]);
}

function entriesBySlug(document: SiteDocument | null) {
  return new Map(
    LIBRARY_COLLECTIONS.flatMap((name) => (document?.[name] ?? []).map((row) => [`${name} ${row.slug}`, row] as const)),
  );
}

/** Names in the document that nothing has, the new types included. */
function refuseUnresolved(file: string, merged: Row): void {
  const defects = siteDocumentDefects(merged);
  if (defects.length === 0) return;
  throw new Refused(defects.map((defect) => formatDefect(file, { ...defect, line: 1, column: 1 })));
}

/** The document with the types, or the types alone, which begin with what they are for. */
function textOf(merged: Row, target: string, before: string | null): string {
  const text = rewrittenText(target, merged, before ?? '');
  if (before !== null || extname(target).toLowerCase() === '.json') return text;
  return `# Entries of a catalog, to be copied into a site document\n${text}`;
}
