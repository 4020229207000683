import { basename } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { sizeOf, sizeSite, type SizingAsk } from '../analysis/site-sizing.js';
import { sizingView } from '../analysis/sizing-view.js';
import { today } from '../analysis/today.js';
import { NOTHING_KNOWN, type HallFacts } from '../domain/capacity/hall-facts.js';
import type { SizingResult } from '../domain/capacity/sizing.js';
import type { Trace } from '../domain/capacity/trace.js';
import type { Defect } from '../domain/defect.js';
import { sizingCharts } from '../domain/drawing/sizing-charts.js';
import type { Artifact } from '../domain/site/kinds/artifact.js';
import { ROUTINGS, type Workload } from '../domain/site/kinds/workload.js';
import { formatPath } from '../exchange/document/defect-text.js';
import { writeDocument } from '../exchange/document/write-document.js';
import { readWorksheet } from '../exchange/worksheets/read-worksheet.js';
import { admissionDocument } from '../reports/markdown/admission-document.js';
import { worksheetsMarkdown } from '../reports/markdown/worksheets.js';
import { renderCharts } from '../reports/svg/charts-svg.js';
import { EXIT_DONE, EXIT_FINDINGS, Refused } from './exit.js';
import { locatedIn, readBytes, readSnapshotFile } from './input.js';
import { asOfOption, examples, wholeNumber, type AddCommand } from './options.js';
import { writeText } from './output.js';
import { sizingText } from './sizing-text.js';
import { readTraceFile, withTraceOptions, type TraceFlags } from './trace-input.js';

interface SizeFlags extends TraceFlags {
  readonly trace?: string;
  readonly workload?: string;
  readonly slo?: number;
  readonly quantile?: number;
  readonly sloAppliesTo?: 'latency' | 'wait';
  readonly prefill?: number;
  readonly decode?: number;
  readonly fixed?: number;
  readonly slots?: number;
  readonly promptEdges?: readonly number[];
  readonly outputCap?: number;
  readonly failureDomain?: Workload['failureDomain'];
  readonly routing?: Workload['routing'];
  readonly failoverTime?: number;
  readonly nodesPerRack?: number;
  readonly spareNodes?: number;
  readonly racksPerPod?: number;
  readonly racksPerSegment?: number;
  readonly nodeKw?: number;
  readonly rackOverheadKw?: number;
  readonly seed: number;
  readonly resamples: number;
  readonly replications: number;
  readonly sensitivity: boolean;
  readonly format: 'text' | 'json' | 'md' | 'yaml';
  readonly output: string;
  readonly svg?: string;
  readonly asOf?: string;
}

export const addSizeCommand: AddCommand = (program, then) => {
  withTraceOptions(program.command('size'))
    .description('say how many replicas, racks and kW a demand needs, and prove it')
    .argument(
      '[file]',
      'site document (YAML or JSON) or filled-in dimensioning worksheet (.md); none with --trace and rates',
    )
    .option('--trace <file>', 'trace to replay in place of the distributions of a workload')
    .option('--workload <name>', 'workload that the trace belongs to; may be left out where there is one')
    .option('--slo <s>', 'promised time, s', number(0, 100_000))
    .option('--quantile <share>', 'share of requests that it is promised to', number(0, 1))
    .addOption(new Option('--slo-applies-to <what>', 'what the promise is about').choices(['latency', 'wait']))
    .option('--prefill <rate>', 'prefill rate of one replica, tokens/s', number(0, 1e9))
    .option('--decode <rate>', 'decode rate of one replica, tokens/s', number(0, 1e9))
    .option('--fixed <s>', 'fixed overhead of a request, s', number(-1e-12, 3600))
    .option('--slots <n>', 'requests in service at once in one replica', wholeNumber(1, 100_000))
    .addOption(
      new Option(
        '--prompt-edges <tokens>',
        'longest prompts of buckets, such as 256,512,1024; prompts are padded to them',
      ).argParser(edges),
    )
    .option('--output-cap <tokens>', 'output cap of these buckets', wholeNumber(1, 1e8))
    .addOption(
      new Option('--failure-domain <domain>', 'whose loss the promise must survive').choices([
        'none',
        'node',
        'segment',
        'rack',
        'pod',
      ]),
    )
    .addOption(new Option('--routing <routing>', 'how requests come to replicas').choices([...ROUTINGS]))
    .option('--failover-time <s>', 'time until traffic is re-routed, s', number(-1e-12, 100_000))
    .option('--nodes-per-rack <n>', 'nodes of a rack, spare ones included', wholeNumber(1, 1000))
    .option('--spare-nodes <n>', 'spare nodes of a rack', wholeNumber(0, 1000))
    .option('--racks-per-pod <n>', 'racks of a pod', wholeNumber(1, 1000))
    .option('--racks-per-segment <n>', 'racks of a fabric segment', wholeNumber(1, 1000))
    .option('--node-kw <kW>', 'most that a node draws', number(0, 1000))
    .option('--rack-overhead-kw <kW>', 'what a rack draws beside its nodes', number(-1e-12, 1000))
    .option('--seed <n>', 'seed of everything that is drawn at random', wholeNumber(0, 2 ** 31), 1)
    .option(
      '--resamples <n>',
      'histories of a trace that are drawn to say how far another day could differ',
      wholeNumber(0, 10_000),
      100,
    )
    .option(
      '--replications <n>',
      'histories of synthetic arrivals that the size is replayed with; 0 for no replay',
      wholeNumber(0, 1000),
      10,
    )
    .option('--no-sensitivity', 'leave out what changes of the demand would change')
    .addOption(
      new Option('--format <format>', 'what is written: md the filled worksheets, yaml the admission policy')
        .choices(['text', 'json', 'md', 'yaml'])
        .default('text'),
    )
    .option('-o, --output <file>', 'file to write', '-')
    .option('--svg <file>', 'headroom curves and replicas through failures as SVG')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples(
        'size hall.yaml',
        'size dimensioning_inputs.md --format md -o capacity_model.md',
        'size hall.yaml --format yaml -o admission-policy.yaml',
        'size --trace AzureLLMInferenceTrace_code.csv --prefill 10000 --decode 500 --fixed 0.02 --slo 1 --slo-applies-to wait --failure-domain none',
      ),
    )
    .action((file: string | undefined, flags: SizeFlags) => then(sizeCommand(file, flags)));
};

/** `plenum size`: from demand to replicas, racks and kW. */
async function sizeCommand(file: string | undefined, flags: SizeFlags): Promise<number> {
  const result = await sizingOf(file, flags);
  if (!result.ok) throw new Refused(result.defects.map((defect) => defectLine('command line', defect)));
  const { sizing } = result;
  if (flags.svg !== undefined) await writeText(flags.svg, renderCharts(`Size of ${sizing.name}`, sizingCharts(sizing)));
  const text = {
    json: () => `${JSON.stringify(sizingView(sizing), null, 2)}\n`,
    md: () => worksheetsMarkdown(sizing),
    yaml: () => writeDocument(admissionDocument(sizing), 'yaml'),
    text: () => sizingText(sizing),
  }[flags.format]();
  await writeText(flags.output, text);
  return (sizing.totals.unplaced?.length ?? 0) > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

async function sizingOf(file: string | undefined, flags: SizeFlags): Promise<SizingResult> {
  const trace = flags.trace === undefined ? null : await readTraceFile(flags.trace, flags);
  const ask = (workloads: readonly Workload[]): SizingAsk => ({
    traces: tracesOf(trace, workloads, flags.workload),
    hall: hallOf(flags),
    seed: flags.seed,
    resamples: flags.resamples,
    replications: flags.replications,
    withSensitivity: flags.sensitivity,
  });
  if (file === undefined) {
    if (trace === null)
      throw new Refused([
        'Name a site document or a worksheet, or give --trace with --prefill, --decode, --fixed and --slo.',
      ]);
    const workloads = [statedWorkload(flags)];
    return sizeOf(
      {
        name: flags.trace === undefined ? 'trace' : basename(flags.trace),
        artifacts: [statedArtifact(flags, trace)],
        workloads,
        hall: { ...NOTHING_KNOWN, ...hallOf(flags) },
      },
      [],
      ask(workloads),
    );
  }
  if (file.endsWith('.md')) {
    const reading = readWorksheet(await readBytes(file));
    if (!reading.ok) throw new Refused(reading.defects.map(({ line, text }) => `${file}:${String(line)}: ${text}`));
    const { name, artifact, workload, hall, register, placeOf } = reading.worksheet;
    const stated = { ...workload, ...statedWorkload(flags), name: workload.name };
    const result = sizeOf(
      { name, artifacts: [artifact], workloads: [stated], hall: { ...hall, ...hallOf(flags) } },
      register,
      ask([stated]),
    );
    if (result.ok) return result;
    throw new Refused(
      result.defects.map(
        (defect) =>
          `${file}:${String(placeOf(defect.path))}: ${defect.code}: found ${defect.found}, allowed ${defect.allowed}`,
      ),
    );
  }
  const snapshot = await readSnapshotFile(file);
  const workloads = snapshot.workloads.map((workload) =>
    flags.workload === undefined || workload.name === flags.workload
      ? { ...workload, ...statedWorkload(flags), name: workload.name }
      : workload,
  );
  const result = sizeSite({ ...snapshot, workloads }, flags.asOf ?? snapshot.site.asOf ?? today(), ask(workloads));
  if (result.ok) return result;
  throw new Refused(await locatedIn(file, snapshot, result.defects));
}

function tracesOf(
  trace: Trace | null,
  workloads: readonly Workload[],
  named: string | undefined,
): ReadonlyMap<string, Trace> {
  if (trace === null) return new Map();
  const names = workloads.map(({ name }) => name);
  if (named === undefined && names.length !== 1)
    throw new Refused([`Say with --workload which of ${names.join(', ')} the trace belongs to.`]);
  const name = named ?? names[0] ?? '';
  if (!names.includes(name)) throw new Refused([`There is no workload "${name}"; known are ${names.join(', ')}.`]);
  return new Map([[name, trace]]);
}

/** What the flags say of a workload; only fields that were given. */
function statedWorkload(flags: SizeFlags): Workload {
  return {
    name: flags.workload ?? 'trace',
    ...given('sloLatencyS', flags.slo),
    ...given('sloQuantile', flags.quantile),
    ...given('sloAppliesTo', flags.sloAppliesTo),
    ...given('failureDomain', flags.failureDomain),
    ...given('routing', flags.routing),
    ...given('failoverTimeS', flags.failoverTime),
  };
}

function statedArtifact(flags: SizeFlags, trace: Trace): Artifact {
  const longest = trace.outputTokens.reduce((most, tokens) => Math.max(most, tokens), 1);
  const buckets = flags.promptEdges?.map((promptTokens) => ({
    name: `up to ${String(promptTokens)}`,
    promptTokens,
    outputTokens: flags.outputCap ?? longest,
  }));
  return {
    name: 'replica',
    ...given('prefillTokensPerS', flags.prefill),
    ...given('decodeTokensPerS', flags.decode),
    ...given('fixedOverheadS', flags.fixed),
    ...given('slots', flags.slots),
    ...given('buckets', buckets),
  };
}

function hallOf(flags: SizeFlags): Partial<HallFacts> {
  return {
    ...given('nodesPerRack', flags.nodesPerRack),
    ...given('spareNodesPerRack', flags.spareNodes),
    ...given('racksPerPod', flags.racksPerPod),
    ...given('racksPerSegment', flags.racksPerSegment),
    ...given('nodePowerW', flags.nodeKw === undefined ? undefined : flags.nodeKw * 1000),
    ...given('rackOverheadW', flags.rackOverheadKw === undefined ? undefined : flags.rackOverheadKw * 1000),
  };
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

function defectLine(file: string, { code, path, found, allowed }: Defect): string {
  return `${file}: ${code} at ${formatPath(path)}: found ${found}, allowed ${allowed}`;
}

/** A number above `above` and at most `most`. */
function number(above: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value > above && value <= most)) {
      throw new InvalidArgumentError(
        `"${text}" is no number ${above < 0 ? 'from 0' : `above ${String(above)}`} to ${String(most)}.`,
      );
    }
    return value;
  };
}

function edges(text: string): readonly number[] {
  const values = text.split(',').map((part) => Number(part));
  if (!values.every((value, i) => Number.isInteger(value) && value > (values[i - 1] ?? 0))) {
    throw new InvalidArgumentError(`"${text}" are no whole numbers that rise, such as 256,512,1024.`);
  }
  return values;
}
