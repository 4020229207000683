import { Command } from 'commander';
import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { toSnapshot } from '../domain/site/snapshot.js';
import { formatDefect } from '../exchange/document/defect-text.js';
import { writeDocument } from '../exchange/document/write-document.js';
import { exportNetbox, type NetboxExport } from '../exchange/netbox/csv/export-tables.js';
import { importNetbox, type NetboxImport } from '../exchange/netbox/csv/import-tables.js';
import { groupNotes } from '../exchange/netbox/import-report.js';
import { noteLines } from '../catalog/import-text.js';
import { readCsvFolder } from './csv-folder.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readDocumentFile, reasonOf } from './input.js';
import { examples, FILE, formatOption, type AddCommand } from './options.js';
import { writeText } from './output.js';

interface ExportFlags {
  readonly output: string;
  readonly format: 'text' | 'json';
}

interface ImportFlags {
  readonly output: string;
  readonly site?: string;
  readonly format: 'text' | 'json';
}

/** `plenum netbox`: the tables of NetBox's CSV import, out and in. */
export const addNetboxCommand: AddCommand = (program, then) => {
  const group = new Command('netbox').description("write and read the CSV tables of NetBox's import (v4.7)");
  group
    .command('export')
    .description('write a site as one CSV file for each table, and say what the tables cannot hold')
    .argument('<file>', FILE)
    .requiredOption('--output <folder>', 'folder for the files; made where it is not there')
    .addOption(formatOption())
    .addHelpText('after', examples('netbox export hall.yaml --output netbox/'))
    .action((file: string, flags: ExportFlags) => then(exportCommand(file, flags)));
  group
    .command('import')
    .description('make a site document of CSV files that NetBox would import')
    .argument('<folder>', 'folder with sites.csv, locations.csv, racks.csv, devices.csv and so on')
    .requiredOption('--output <file>', 'site document to write (YAML, or JSON by its ending); - for standard output')
    .option('--site <name>', 'which site of sites.csv; needed where it has several')
    .addOption(formatOption())
    .addHelpText(
      'after',
      `
NetBox has no outlines of rooms: each gets a placeholder, which stands in the register of assumptions.${examples(
        'netbox import netbox/ --output hall.yaml',
        'netbox import netbox/ --site "Hall North" --output north.yaml',
      )}`,
    )
    .action((folder: string, flags: ImportFlags) => then(importCommand(folder, flags)));
  program.addCommand(group);
};

async function exportCommand(file: string, { output, format }: ExportFlags): Promise<number> {
  const exported = exportNetbox(toSnapshot(await readDocumentFile(file)));
  await mkdir(output, { recursive: true }).catch((error: unknown) => {
    throw new Refused([`${output}: ${reasonOf(error)}`]);
  });
  for (const { name, text } of exported.files) await writeText(join(output, name), text);
  await writeText('-', format === 'json' ? `${JSON.stringify(exportView(exported), null, 2)}\n` : exportText(exported));
  return EXIT_DONE;
}

function exportView({ files, notCarried, unheldCables }: NetboxExport) {
  return { files: files.map(({ name, table, rows }) => ({ name, table, rows })), notCarried, unheldCables };
}

function exportText({ files, notCarried, unheldCables }: NetboxExport): string {
  const unheld = `${String(unheldCables.length)} cables that NetBox cannot hold (a port not listed, or with a cable already)`;
  return [
    ...files.map(({ name, rows }) => `${name}: ${String(rows)} rows`),
    '',
    'What the tables have no place for:',
    ...notCarried.map(({ what, count }) => `  ${what}: ${String(count)}`),
    ...(unheldCables.length === 0 ? [] : [`  ${unheld}: ${unheldCables.slice(0, 10).join(', ')}`]),
    '',
  ].join('\n');
}

async function importCommand(folder: string, { output, site, format }: ImportFlags): Promise<number> {
  const files = (await readCsvFolder(folder)).map(({ name, bytes }) => ({ path: name, bytes }));
  const result = importNetbox(files, site === undefined ? {} : { site });
  if (result.document === null) throw refusal(result);
  const { document, notes } = result;
  await writeText(output, writeDocument(document, extname(output).toLowerCase() === '.json' ? 'json' : 'yaml'));
  const groups = groupNotes(notes);
  const assumed = (document.assumptions ?? []).length;
  const report =
    format === 'json'
      ? `${JSON.stringify({ site: document.site.name, assumptions: assumed, groups }, null, 2)}\n`
      : [
          `${document.site.name}: ${String((document.racks ?? []).length)} racks, ${String((document.devices ?? []).length)} devices, ${String((document.cables ?? []).length)} cables`,
          `${String(assumed)} placeholders stand in the register of assumptions`,
          ...noteLines(groups),
          '',
        ].join('\n');
  if (output === '-') process.stderr.write(report);
  else await writeText('-', report);
  return EXIT_DONE;
}

function refusal({ defects }: NetboxImport): Refused {
  return new Refused([
    ...defects.map(({ file, defect }) => formatDefect(file, defect)),
    `${String(defects.length)} ${defects.length === 1 ? 'defect' : 'defects'}; nothing was written`,
  ]);
}
