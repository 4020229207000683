import { Option, type Command } from 'commander';
import { heatMapOf } from '../analysis/air-drawing.js';
import { cfdExport } from '../analysis/cfd-export.js';
import { analyseSite } from '../analysis/site-analysis.js';
import type { StatedFinding } from '../domain/assessment/assessment.js';
import { studyCoolingLosses } from '../domain/assessment/cooling-loss-study.js';
import { lossText } from './air-fail-text.js';
import { inletsOf, studyAir } from '../domain/assessment/air-study.js';
import { today } from '../analysis/today.js';
import { AIR_LOAD_CASES, type AirLoadCase } from '../domain/cooling/air-loads.js';
import type { InletReading } from '../domain/cooling/model-error.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { indexSite } from '../domain/site/site-index.js';
import { readReadings } from '../exchange/csv/readings.js';
import { formatDefect } from '../exchange/document/defect-text.js';
import { airText } from './air-text.js';
import { EXIT_DONE, EXIT_FINDINGS, Refused } from './exit.js';
import { readBytes, readSnapshotFile } from './input.js';
import { asOfOption, examples, FILE, formatOption, type AddCommand, type Then } from './options.js';
import { writeText } from './output.js';

export interface AirFlags {
  readonly format: 'text' | 'json';
  readonly case: AirLoadCase;
  readonly strict?: boolean;
  readonly asOf?: string;
  readonly readings?: string;
  readonly svg?: string;
  readonly room?: string;
  readonly without?: readonly string[];
}

export const addAirCommand: AddCommand = (program, then) => {
  const air = program.command('air').description('what every rack breathes, and what fails when cooling fails');
  addBalance(air, then);
  addFail(air, then);
  addExport(air, then);
};

export function caseOption(): Option {
  return new Option('--case <case>', 'which statement of the draw is taken for heat')
    .choices([...AIR_LOAD_CASES])
    .default('maximum');
}

function addBalance(air: Command, then: Then): void {
  air
    .command('balance')
    .description('inlet temperature of every rack, air of every aisle, duty of every cooling unit')
    .argument('<file>', FILE)
    .addOption(caseOption())
    .option(
      '--readings <file>',
      'measured inlets as CSV (rack, inletC, and where known channel and at); the error of the model is stated',
    )
    .addOption(formatOption())
    .option('--svg <file>', 'heat map of a room to write as SVG')
    .option('--without <unit...>', 'cooling units that are out on the heat map')
    .option('--room <name>', 'room to draw; may be left out where racks stand in one')
    .option('--strict', 'exit 1 also when something could not be evaluated')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples(
        'air balance hall.yaml',
        'air balance hall.yaml --case typical --readings inlets.csv',
        'air balance hall.yaml --format json > air.json',
      ),
    )
    .action((file: string, flags: AirFlags) => then(balanceCommand(file, flags)));
}

/** `plenum air balance`: air and inlets as text or as one JSON document. */
async function balanceCommand(file: string, flags: AirFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const readings = flags.readings === undefined ? [] : await readingsFile(flags.readings, snapshot, flags);
  const assessed = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const study = studyAir(assessed, { loadCase: flags.case, readings });
  if (flags.svg !== undefined) {
    const drawing = heatMapOf(assessed, study, { room: flags.room ?? null, without: flags.without ?? [] });
    if (!drawing.ok) throw new Refused([`${file}: ${drawing.reason}`]);
    await writeText(flags.svg, drawing.svg);
    if (flags.svg === '-') return EXIT_DONE;
  }
  await writeText('-', flags.format === 'json' ? `${JSON.stringify(study, null, 2)}\n` : airText(study));
  return exitOf(study.findings, flags);
}

async function readingsFile(file: string, snapshot: SiteSnapshot, flags: AirFlags): Promise<readonly InletReading[]> {
  const { racks, snapshot: onTheDay } = indexSite(snapshot, flags.asOf ?? snapshot.site.asOf ?? today());
  const places = {
    powerElements: onTheDay.powerElements.map(({ name }) => name),
    racks: [...racks.keys()],
    devices: onTheDay.devices.map(({ name }) => name),
  };
  const result = readReadings(await readBytes(file), places, { atRequired: false });
  if (!result.ok) throw new Refused(result.defects.map((defect) => formatDefect(file, defect)));
  const inlets = inletsOf(result.readings);
  if (inlets.length === 0) throw new Refused([`${file}: has no inlet temperature of a rack (columns rack and inletC)`]);
  return inlets;
}

function addFail(air: Command, then: Then): void {
  air
    .command('fail')
    .description(
      'what every loss of a unit, group, power element, loop or plant does, and what follows when the mains are lost',
    )
    .argument('<file>', FILE)
    .addOption(caseOption())
    .addOption(formatOption())
    .option('--strict', 'exit 1 also when something could not be evaluated')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples('air fail hall.yaml', 'air fail hall.yaml --case typical --format json > losses.json'),
    )
    .action((file: string, flags: AirFlags) => then(failCommand(file, flags)));
}

/** `plenum air fail`: every loss of cooling as text or as one JSON document. */
async function failCommand(file: string, flags: AirFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const assessed = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const study = studyCoolingLosses(assessed, flags.case);
  await writeText('-', flags.format === 'json' ? `${JSON.stringify(study, null, 2)}\n` : lossText(study));
  return exitOf(study.findings, flags);
}

function exitOf(findings: readonly StatedFinding[], { strict }: AirFlags): number {
  const isFound = findings.some(({ severity }) => severity === 'error' || (strict === true && severity === 'unknown'));
  return isFound ? EXIT_FINDINGS : EXIT_DONE;
}

function addExport(air: Command, then: Then): void {
  air
    .command('export')
    .description('geometry, loads and boundary conditions for a CFD tool, as CSV')
    .argument('<file>', FILE)
    .addOption(caseOption())
    .option('-o, --output <file>', 'CSV to write', '-')
    .addOption(asOfOption())
    .addHelpText('after', examples('air export hall.yaml -o hall-cfd.csv'))
    .action((file: string, flags: AirFlags & { readonly output: string }) => then(exportCommand(file, flags)));
}

/** `plenum air export`: one CSV for a CFD tool. */
async function exportCommand(file: string, flags: AirFlags & { readonly output: string }): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const assessed = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  await writeText(flags.output, cfdExport(assessed, studyAir(assessed, { loadCase: flags.case })));
  return EXIT_DONE;
}
