import { Option } from 'commander';
import { examples, FILE, formatOption, type AddCommand } from './options.js';
import { exportInventory, type ExportFlags } from './inventory-export.js';
import { importIntoDocument, type ImportFlags } from './inventory-import.js';

export const addInventoryCommand: AddCommand = (program, then) => {
  const inventory = program
    .command('inventory')
    .description('write a hall as a workbook or CSV files to edit, and read them back as changes')
    .addHelpText(
      'after',
      examples(
        'inventory export hall.yaml -o inventory.xlsx',
        'inventory import inventory.xlsx --into hall.yaml --dry-run',
        'inventory import inventory.xlsx --into hall.yaml -o hall-next.yaml',
      ),
    );
  inventory
    .command('export')
    .description('write the inventory of a hall, or a blank one')
    .argument('[file]', FILE)
    .option(
      '-o, --output <path>',
      'workbook to write, - for standard output, or folder of CSV files (default: <site>-inventory)',
    )
    .option('--blank', 'an inventory without rows, to fill in')
    .addOption(
      new Option('--format <format>', 'one workbook, or a folder with one CSV file a sheet')
        .choices(['xlsx', 'csv'])
        .default('xlsx'),
    )
    .addHelpText(
      'after',
      examples(
        'inventory export hall.yaml -o inventory.xlsx',
        'inventory export --blank -o inventory.xlsx',
        'inventory export hall.yaml --format csv -o inventory',
      ),
    )
    .action((file: string | undefined, flags: ExportFlags) => then(exportInventory(file, flags)));
  inventory
    .command('import')
    .description('read an edited workbook or CSV files into a hall, as a list of changes')
    .argument('<source>', 'workbook (.xlsx), folder of CSV files, or one CSV file named after its sheet')
    .option('--into <file>', 'site document that the inventory changes; a new one where left out')
    .option('-o, --output <file>', 'document to write, - for standard output (default: the one of --into)')
    .option('--dry-run', 'say what would change and write nothing')
    .option('--allow-deletes', 'delete what has no row any more; else it stays and is told')
    .addOption(formatOption())
    .addHelpText(
      'after',
      `
A sheet or column that is not there changes nothing; an empty cell removes its value. A row is found by its key, so that
another name beside the key is a rename.
${examples(
  'inventory import inventory.xlsx --into hall.yaml --dry-run',
  'inventory import inventory.xlsx --into hall.yaml -o hall-next.yaml',
  'inventory import inventory --into hall.yaml --allow-deletes',
  'inventory import inventory.xlsx -o hall.yaml',
)}`,
    )
    .action((source: string, flags: ImportFlags) => then(importIntoDocument(source, flags)));
};
