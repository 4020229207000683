import { designBuckets, lengthWeights, type BucketDesign } from '../domain/capacity/bucket-design.js';
import type { LengthStatistics } from '../domain/capacity/length-statistics.js';
import type { Trace } from '../domain/capacity/trace.js';
import { trafficStatistics, type TrafficStatistics } from '../domain/capacity/traffic-statistics.js';
import { formatNumber } from '../domain/assessment/sentence.js';
import { trafficCharts } from '../domain/drawing/traffic-charts.js';
import { renderCharts } from '../reports/svg/charts-svg.js';
import { EXIT_DONE } from './exit.js';
import { examples, formatOption, wholeNumber, type AddCommand } from './options.js';
import { writeText } from './output.js';
import { readTraceFile, TRACE_FILE, withTraceOptions, type TraceFlags } from './trace-input.js';

interface TraceCommandFlags extends TraceFlags {
  readonly format: 'text' | 'json';
  readonly svg?: string;
  readonly buckets?: number;
}

export const addTraceCommand: AddCommand = (program, then) => {
  withTraceOptions(program.command('trace'))
    .description('say what traffic a trace holds, and whether it is burstier than Poisson')
    .argument('<file>', TRACE_FILE)
    .addOption(formatOption())
    .option('--svg <file>', 'plots to write as SVG')
    .option('--buckets <n>', 'design up to so many prompt edges and output caps that pad least', wholeNumber(1, 64))
    .addHelpText(
      'after',
      `\nReads Azure LLM traces, Mooncake JSON lines and BurstGPT as they are; any other by --columns, and by --time-unit where times are numbers.\n${examples(
        'trace AzureLLMInferenceTrace_code.csv --svg traffic.svg --buckets 6',
        'trace requests.csv.gz --columns timestamp=when,prompt=in,output=out --time-unit ms --format json',
      )}`,
    )
    .action((file: string, flags: TraceCommandFlags) => then(traceCommand(file, flags)));
};

/** `plenum trace`: statistics of a trace as text or JSON, and as plots. */
async function traceCommand(file: string, flags: TraceCommandFlags): Promise<number> {
  const trace = await readTraceFile(file, flags);
  const statistics = trafficStatistics(trace);
  if (flags.svg !== undefined)
    await writeText(flags.svg, renderCharts(`Traffic of ${file}`, trafficCharts(trace, statistics)));
  const design = flags.buckets === undefined ? null : designOf(trace, flags.buckets);
  const text =
    flags.format === 'json'
      ? `${JSON.stringify(design === null ? statistics : { ...statistics, design }, null, 2)}\n`
      : [traceText(file, statistics), ...(design === null ? [] : designText(design))].join('\n');
  if (flags.svg !== '-') await writeText('-', text);
  return EXIT_DONE;
}

function traceText(file: string, statistics: TrafficStatistics): string {
  const { requests, durationS, ratePerS, interarrivalScv, sameInstantShare, windows, peaks } = statistics;
  return [
    `${file}: ${formatNumber(requests)} requests in ${formatNumber(durationS)} s`,
    ratePerS === null ? '  mean rate unknown: all came at one instant' : `  mean rate ${formatNumber(ratePerS)} per s`,
    ...peaks.map(
      ({ windowS, perS, startS }) =>
        `  busiest ${String(windowS)} s: ${formatNumber(perS)} per s, from ${formatNumber(startS)} s`,
    ),
    `  squared coefficient of variation of times between arrivals ${numberOr(interarrivalScv, 'unknown')} (Poisson: 1)`,
    ...(sameInstantShare > 0.05
      ? [
          `  ${formatNumber(sameInstantShare * 100)} % came at the very instant of the one before: the clock ticks coarsely and hides bursts`,
        ]
      : []),
    '',
    'Index of dispersion of arrivals (Poisson: 1)',
    ...windows.map(({ windowS, windows: n, dispersion, poissonLimit, busiestPerS }) =>
      dispersion === null
        ? `  ${String(windowS).padStart(4)} s  unknown: fewer than two whole windows`
        : `  ${String(windowS).padStart(4)} s  ${formatNumber(dispersion).padStart(8)}  (Poisson exceeds ${formatNumber(poissonLimit ?? 0)} once in a thousand; ${formatNumber(n)} windows, busiest ${formatNumber(busiestPerS)} per s)`,
    ),
    BURSTINESS_WORDS[statistics.burstiness],
    '',
    ...lengthText('Prompt tokens', statistics.prompt),
    ...lengthText('Output tokens', statistics.output),
    `Correlation of prompt and output ${numberOr(statistics.lengthCorrelation, 'unknown: one of them never varies')}`,
    '',
  ].join('\n');
}

const BURSTINESS_WORDS: Readonly<Record<TrafficStatistics['burstiness'], string>> = {
  'burstier-than-poisson':
    'Burstier than Poisson: a Poisson model is a floor, not a forecast. Size from a replay: plenum size --trace.',
  'poisson-like': 'Not burstier than Poisson in any of these windows.',
  unknown: 'Too short to say whether it is burstier than Poisson.',
};

function lengthText(what: string, length: LengthStatistics): readonly string[] {
  const { mean, p50, p95, p99, max, zeros, histogram, lognormal, lognormalDistance } = length;
  const total = histogram.reduce((sum, { count }) => sum + count, 0);
  const figures = [
    `mean ${formatNumber(mean)}`,
    `p50 ${formatNumber(p50)}`,
    `p95 ${formatNumber(p95)}`,
    `p99 ${formatNumber(p99)}`,
    `longest ${formatNumber(max)}`,
  ];
  return [
    `${what}: ${figures.join(', ')}${zeros === 0 ? '' : `, ${formatNumber(zeros)} of length 0`}`,
    ...histogram.map(
      ({ upTo, count, tokenShare }) =>
        `  up to ${String(upTo).padStart(8)}  ${String(count).padStart(9)} requests ${percent(count / total)}  tokens ${percent(tokenShare)}`,
    ),
    ...(lognormal === null || lognormalDistance === null
      ? []
      : [
          `  fitted lognormal: median ${formatNumber(Math.exp(lognormal.mu))}, sigma ${formatNumber(lognormal.sigma)}, distance ${formatNumber(lognormalDistance)}${lognormalDistance > 0.05 ? ' (no description of this trace; use the trace itself)' : ''}`,
        ]),
    '',
  ];
}

type Design = Readonly<Record<'prompt' | 'output', readonly BucketDesign[]>>;

function designOf({ promptTokens, outputTokens }: Trace, most: number): Design {
  return {
    prompt: designBuckets(lengthWeights(promptTokens), most),
    output: designBuckets(lengthWeights(outputTokens), most),
  };
}

function designText({ prompt, output }: Design): readonly string[] {
  const lines = (what: string, designs: readonly BucketDesign[]) => [
    `${what} that pad least`,
    ...designs.map(
      ({ edges, overhead, saving }) =>
        `  ${String(edges.length).padStart(2)}  ${formatNumber(overhead).padStart(6)} × own tokens, saves ${percent(saving)}: ${edges.join(' ')}`,
    ),
    '',
  ];
  return [...lines('Prompt edges', prompt), ...lines('Output caps', output)];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).padStart(5)} %`;
}

function numberOr(value: number | null, words: string): string {
  return value === null ? words : formatNumber(value);
}
