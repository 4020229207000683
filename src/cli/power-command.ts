import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  powerCapacityOf,
  powerFailuresOf,
  powerFlowOf,
  powerHeadroomOf,
  powerIsolationOf,
  singleLineSvgOf,
  type PowerAnswer,
} from '../analysis/power-analysis.js';
import { today } from '../analysis/today.js';
import { LOAD_KINDS, type LoadKind } from '../domain/power/capacity-at.js';
import { SWEEPS, type Sweep } from '../domain/power/failure-scenarios.js';
import { FLOW_CASES, type FlowCase } from '../domain/power/power-figures.js';
import { EXIT_DONE, EXIT_FINDINGS, Refused } from './exit.js';
import { readSnapshotFile } from './input.js';
import { asOfOption, examples, FILE, formatOption, type AddCommand } from './options.js';
import { writeText } from './output.js';
import { addAssignCommand } from './power-assign-command.js';
import { addMetersCommand, atOption } from './power-meters-command.js';
import { capacityText } from './power-capacity-text.js';
import { failuresText, flowText, headroomText, isolationText } from './power-text.js';

interface PowerFlags {
  readonly case: FlowCase;
  readonly out: readonly string[];
  readonly asOf?: string;
  readonly at?: string;
  readonly format: 'text' | 'json';
}

interface HeadroomFlags extends PowerFlags {
  readonly load: number;
  readonly count: number;
  readonly powerFactor?: number;
}

interface CapacityFlags extends PowerFlags {
  readonly element: readonly string[];
  readonly kind: readonly LoadKind[];
  readonly outlet?: string;
  readonly powerFactor?: number;
}

interface DiagramFlags extends Omit<PowerFlags, 'format'> {
  readonly output: string;
}

interface FailFlags extends PowerFlags {
  readonly element: readonly string[];
  readonly pairs?: boolean;
  readonly sweep: Sweep;
}

export const addPowerCommand: AddCommand = (program, then) => {
  const power = program
    .command('power')
    .description('follow power through the whole chain, and what failures do to it');

  addMetersCommand(power, then);
  addAssignCommand(power, then);

  asked(power.command('flow').description('say what every element carries on every line'))
    .addHelpText(
      'after',
      examples('power flow hall.yaml', 'power flow hall.yaml --case typical --out UPS-A --format json'),
    )
    .action((file: string, flags: PowerFlags) => then(flowCommand(file, flags)));

  asked(power.command('fail').description('lose elements, and say what goes dark, what is overloaded and what opens'))
    .option('--element <name>', 'element to lose; given several times, they are lost together', collect, [])
    .option('--pairs', 'lose every two of the named elements, in place of all together')
    .addOption(
      new Option('--sweep <which>', 'what is lost in turn where no element is named').choices(SWEEPS).default('all'),
    )
    .addHelpText(
      'after',
      examples(
        'power fail hall.yaml',
        'power fail hall.yaml --element UPS-A',
        'power fail hall.yaml --element UPS-A --element UPS-B --pairs',
        'power fail hall.yaml --sweep elements --out UPS-A',
      ),
    )
    .action((file: string, flags: FailFlags) => then(failCommand(file, flags)));

  asked(power.command('headroom').description('say where more racks can go, what stops the next, and what is stranded'))
    .requiredOption('--load <watts>', 'draw of one rack, W', watts)
    .option('--count <number>', 'racks to place', whole, 1)
    .option('--power-factor <share>', 'power factor of the racks (default: that assumed for devices)', share)
    .addHelpText('after', examples('power headroom hall.yaml --load 36000 --count 3'))
    .action((file: string, flags: HeadroomFlags) => then(headroomCommand(file, flags)));

  asked(
    power.command('capacity').description('say how much more may hang on an element, by kind of load, and what binds'),
  )
    .requiredOption('--element <name>', 'element at which it would hang; several share it', collect, [])
    .addOption(
      new Option('--kind <kind...>', 'one line, two lines or balanced three-phase')
        .choices(LOAD_KINDS)
        .default(LOAD_KINDS, 'all'),
    )
    .option('--outlet <name>', 'only this outlet of rack PDUs')
    .option('--power-factor <share>', 'power factor of the load (default: that assumed for devices)', share)
    .addHelpText(
      'after',
      examples(
        'power capacity hall.yaml --element PANEL-A',
        'power capacity hall.yaml --element R1-PDU-A --element R1-PDU-B --kind line',
        'power capacity hall.yaml --element R1-PDU-A --outlet 7',
      ),
    )
    .action((file: string, flags: CapacityFlags) => then(capacityCommand(file, flags)));

  asked(power.command('diagram').description('draw the single-line diagram as SVG'), false)
    .option('-o, --output <file>', 'SVG to write', '-')
    .addHelpText('after', examples('power diagram hall.yaml -o single-line.svg', 'power diagram hall.yaml --out UPS-A'))
    .action((file: string, flags: DiagramFlags) => then(diagramCommand(file, flags)));

  asked(power.command('isolate').description('list what to open and lock before somebody works on an element'))
    .requiredOption('--element <name>', 'element to work on')
    .addHelpText('after', examples('power isolate hall.yaml --element UPS-A'))
    .action((file: string, flags: PowerFlags & { readonly element: string }) => then(isolateCommand(file, flags)));
};

/** What every question takes. */
function asked(command: Command, hasFormat = true): Command {
  command
    .argument('<file>', FILE)
    .addOption(new Option('--case <case>', 'which draw of each device is used').choices(FLOW_CASES).default('maximum'))
    .option('--out <name>', 'element that is out for maintenance; may be given several times', collect, [])
    .addOption(atOption())
    .addOption(asOfOption());
  return hasFormat ? command.addOption(formatOption()) : command;
}

function watts(text: string): number {
  return within(text, { least: 1, most: 1e8, what: 'a number of watts' });
}

function whole(text: string): number {
  const value = within(text, { least: 1, most: 1000, what: 'a whole number' });
  if (!Number.isInteger(value)) throw new InvalidArgumentError(`"${text}" is no whole number.`);
  return value;
}

function share(text: string): number {
  return within(text, { least: 0.01, most: 1, what: 'a power factor' });
}

function within(text: string, { least, most, what }: { least: number; most: number; what: string }): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(`"${text}" is not ${what} from ${String(least)} to ${String(most)}.`);
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

async function flowCommand(file: string, flags: PowerFlags): Promise<number> {
  const flow = answered(file, powerFlowOf(await readSnapshotFile(file), questionOf(flags)));
  await print(flags, flow, flowText);
  return EXIT_DONE;
}

async function failCommand(file: string, flags: FailFlags): Promise<number> {
  const { element: elements, pairs = false, sweep } = flags;
  const snapshot = await readSnapshotFile(file);
  const failures = answered(file, powerFailuresOf(snapshot, { ...questionOf(flags), elements, pairs, sweep }));
  await print(flags, failures, failuresText);
  return failures.findings.some(({ severity }) => severity === 'error') ? EXIT_FINDINGS : EXIT_DONE;
}

async function isolateCommand(file: string, flags: PowerFlags & { readonly element: string }): Promise<number> {
  const { element } = flags;
  const isolation = answered(file, powerIsolationOf(await readSnapshotFile(file), { ...questionOf(flags), element }));
  await print(flags, isolation, isolationText);
  return EXIT_DONE;
}

async function headroomCommand(file: string, flags: HeadroomFlags): Promise<number> {
  const { load: loadW, count, powerFactor = null } = flags;
  const snapshot = await readSnapshotFile(file);
  const room = answered(file, powerHeadroomOf(snapshot, { ...questionOf(flags), loadW, count, powerFactor }));
  await print(flags, room, headroomText);
  return EXIT_DONE;
}

async function capacityCommand(file: string, flags: CapacityFlags): Promise<number> {
  const { element: elements, kind: kinds, outlet = null, powerFactor = null } = flags;
  const snapshot = await readSnapshotFile(file);
  const asking = { ...questionOf(flags), elements, kinds, outlet, powerFactor };
  await print(flags, answered(file, powerCapacityOf(snapshot, asking)), capacityText);
  return EXIT_DONE;
}

async function diagramCommand(file: string, flags: DiagramFlags): Promise<number> {
  await writeText(flags.output, answered(file, singleLineSvgOf(await readSnapshotFile(file), questionOf(flags))));
  return EXIT_DONE;
}

function questionOf({ asOf, case: loadCase, at, out }: Omit<PowerFlags, 'format'>) {
  return { asOf: asOf ?? null, today: today(), loadCase, at: at ?? null, out };
}

function answered<Value>(file: string, answer: PowerAnswer<Value>): Value {
  if (!answer.ok) throw new Refused(answer.reasons.map((reason) => `${file}: ${reason}`));
  return answer.value;
}

async function print<Value>(flags: PowerFlags, value: Value, text: (value: Value) => string): Promise<void> {
  await writeText('-', flags.format === 'json' ? `${JSON.stringify(value, null, 2)}\n` : text(value));
}
