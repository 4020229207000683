/**
 * What queueing-vectors.json says of real traces. A trace that is at hand is read, counted and replayed, and its values are met
 * within 1e-9; of one that is not, only what follows from its other values can be checked, and the rest is claimed as such.
 */
import { createReadStream, existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { busiestStretch, windowStatistics } from '../../src/domain/capacity/arrival-counts.js';
import { lengthWeights, paddingOverhead } from '../../src/domain/capacity/bucket-design.js';
import { fcfsRun } from '../../src/domain/capacity/fcfs.js';
import type { LengthStatistics } from '../../src/domain/capacity/length-statistics.js';
import { sampleQuantile } from '../../src/domain/capacity/sample-quantile.js';
import type { Trace } from '../../src/domain/capacity/trace.js';
import { trafficStatistics } from '../../src/domain/capacity/traffic-statistics.js';
import { randomStream } from '../../src/domain/queueing/replay/random.js';
import { readTrace } from '../../src/exchange/traces/read-trace.js';
import { Ledger, type Row } from './queueing/ledger.js';

const ledger = new Ledger('traces');

/** By the names that the reference uses. */
const FILES: Readonly<Record<string, string>> = {
  azure_code: 'AzureLLMInferenceTrace_code.csv',
  azure_conv: 'AzureLLMInferenceTrace_conv.csv',
  mooncake_conversation: 'conversation_trace',
  moon_conv: 'conversation_trace',
  mooncake_synthetic: 'synthetic_trace',
};

const traces = new Map<string, Trace>();

beforeAll(async () => {
  for (const name of new Set(Object.values(FILES))) {
    const path = new URL(
      `../../../shared/data/traces/${name}${name.endsWith('.csv') ? '' : '.jsonl'}`,
      import.meta.url,
    );
    if (!existsSync(path)) {
      process.stderr.write(`Not checked: what the reference says of ${name}, which is not in ../shared/data/traces.\n`);
      continue;
    }
    const reading = await readTrace(createReadStream(path));
    if (!reading.ok) throw new Error(JSON.stringify(reading.defects));
    traces.set(name, reading.trace);
  }
});

const MISSING = 'of a trace that is not at hand';

describe('a trace', () => {
  it.each(ledger.rows('traces'))('has the statistics of the reference ($path)', (row) => {
    const name = row.text('name');
    row.states('repo', 'commit', 'path', 'license', 'sorted_in_file');
    if (row.has('first_ts')) row.states('first_ts', 'last_ts');
    const [requests, durationS] = [row.input('n'), row.input('duration_s')];
    row.exact('rate_rps', requests / durationS);
    row.exact('ia_mean', durationS / (requests - 1));
    for (const key of ['prompt_bucket_hist', 'output_bucket_hist']) {
      const histogram = row.at(key);
      const counts = histogram.keys().map((edge) => histogram.input(edge));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(requests);
    }
    const trace = traces.get(name);
    if (trace === undefined) {
      row.withoutCheck(MISSING);
      return;
    }
    const found = trafficStatistics(trace);
    expect(found.requests).toBe(requests);
    // The reference took its times as floating point seconds since 1970, which leaves 2e-7 s.
    expect(Math.abs(found.durationS - durationS)).toBeLessThan(1e-6);
    row.exact('ia_zero_frac', found.sameInstantShare);
    row.within('ia_cv2', found.interarrivalScv ?? NaN, 1e-6);
    row.within('ia_lag1_corr', lagCorrelation(trace.arrivalS), 1e-5);
    row.exact('corr_prompt_output', found.lengthCorrelation);
    const dispersions = row.at('IDC_by_window_s');
    for (const windowS of dispersions.keys()) {
      dispersions.exact(windowS, windowStatistics(trace.arrivalS, Number(windowS)).dispersion);
    }
    row.exact('peak_1s', windowStatistics(trace.arrivalS, 1).busiestPerS);
    row.exact('peak_10s_rate', windowStatistics(trace.arrivalS, 10).busiestPerS);
    row.exact('peak_60s_rate', windowStatistics(trace.arrivalS, 60).busiestPerS);
    lengths(row.at('prompt'), found.prompt);
    lengths(row.at('output'), found.output);
    row.exact('zero_prompt', found.prompt.zeros);
    row.exact('zero_output', found.output.zeros);
    bars(row.at('prompt_bucket_hist'), found.prompt);
    bars(row.at('output_bucket_hist'), found.output);
  });
});

function lengths(row: Row, found: LengthStatistics): void {
  row.exact('cv2', found.scv);
  for (const key of ['mean', 'min', 'p50', 'p90', 'p95', 'p99', 'max'] as const) row.exact(key, found[key]);
}

function bars(row: Row, { histogram }: LengthStatistics): void {
  for (const key of row.keys()) {
    const upTo = Number(key.slice(3));
    row.exact(key, histogram.find((bar) => bar.upTo === upTo)?.count ?? 0);
  }
}

function gapsOf(arrivalS: Float64Array): Float64Array {
  return arrivalS.slice(1).map((atS, i) => atS - (arrivalS[i] ?? 0));
}

/** Mean product of each gap's deviation with the next one's, over the variance of all gaps. */
function lagCorrelation(arrivalS: Float64Array): number {
  const gaps = gapsOf(arrivalS);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  let [products, squares] = [0, 0];
  gaps.forEach((gap, i) => {
    squares += (gap - mean) ** 2;
    if (i > 0) products += (gap - mean) * ((gaps[i - 1] ?? 0) - mean);
  });
  return products / (gaps.length - 1) / (squares / gaps.length);
}

interface Waits {
  readonly meanS: number;
  readonly p99S: number;
  readonly maxS: number;
}

function waitsOf(arrivalS: Float64Array, serviceS: Float64Array, servers: number): Waits {
  const { waitS } = fcfsRun({ arrivalS, serviceS, servers });
  const sorted = waitS.slice().sort();
  const meanS = waitS.reduce((sum, wait) => sum + wait, 0) / waitS.length;
  return { meanS, p99S: sampleQuantile(sorted, 0.99), maxS: sorted.at(-1) ?? NaN };
}

const HISTORIES = 60;

/** The same services with other arrivals, many times. */
function histories(
  serviceS: Float64Array,
  servers: number,
  gapsFor: (random: ReturnType<typeof randomStream>) => Float64Array,
): readonly Waits[] {
  return Array.from({ length: HISTORIES }, (_, run) => {
    let atS = 0;
    const arrivalS = gapsFor(randomStream(17, run)).map((gap) => (atS += gap));
    return waitsOf(arrivalS, serviceS, servers);
  });
}

function spread(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return {
    mean,
    deviation: Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1)),
  };
}

function shuffled(values: Float64Array, random: () => number): Float64Array {
  const result = values.slice();
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] ?? 0, result[i] ?? 0];
  }
  return result;
}

function servicesOf({ promptTokens, outputTokens }: Trace): Float64Array {
  return Float64Array.from(promptTokens, (prompt, i) => prompt / 10_000 + (outputTokens[i] ?? 0) / 500 + 0.02);
}

function poissonGaps(serviceS: Float64Array, durationS: number) {
  return (random: ReturnType<typeof randomStream>) => {
    const gaps = new Float64Array(serviceS.length);
    random.fillExponential(gaps, durationS / serviceS.length);
    return gaps;
  };
}

describe('a trace replayed', () => {
  const rows = ledger.rows('trace_replay');

  it.each(rows.filter((row) => row.has('N_min')))('waits as the reference says ($path)', (row) => {
    const trace = traces.get(FILES[row.text('trace')] ?? '');
    expect([row.input('R_prefill'), row.input('R_decode'), row.input('L_fixed')]).toEqual([10_000, 500, 0.02]);
    const servers = row.input('N_min');
    // What follows from its other values.
    const [ratePerS, meanS] = [row.input('lam'), row.input('ES')];
    row.exact('erlang', ratePerS * meanS);
    row.exact('rho', (ratePerS * meanS) / servers);
    expect(Math.ceil((ratePerS * meanS) / row.input('rho_target'))).toBe(servers);
    row.exact('ratio_p99', row.input('p99_wait_trace') / row.input('p99_wait_poisson'));
    if (trace === undefined) {
      row.withoutCheck(MISSING);
      return;
    }
    const serviceS = servicesOf(trace);
    const { mean, deviation } = spread([...serviceS]);
    row.exact('ES', mean);
    const durationS = trace.arrivalS.at(-1) ?? NaN;
    row.exact('lam', serviceS.length / durationS);
    row.exact('cv2_S', (deviation / mean) ** 2 * (1 - 1 / serviceS.length));
    const waits = waitsOf(trace.arrivalS, serviceS, servers);
    row.within('mean_wait_trace', waits.meanS, 1e-7);
    row.within('p99_wait_trace', waits.p99S, 1e-7);
    row.within('max_wait_trace', waits.maxS, 1e-7);
    // One mean over runs of which only the deviation of the p99 is stated: it lies within twice that of our own mean, and both
    // deviations are alike.
    const poisson = histories(serviceS, servers, poissonGaps(serviceS, durationS));
    const p99 = spread(poisson.map(({ p99S }) => p99S));
    const stated = row.input('p99_poisson_sd');
    row.simulatedWithin('p99_wait_poisson', p99.mean, 2 * stated);
    row.simulatedWithin('p99_poisson_sd', p99.deviation, 0.5 * p99.deviation);
    const means = spread(poisson.map(({ meanS: one }) => one));
    row.simulatedWithin('mean_wait_poisson', means.mean, 2.5 * means.deviation);
    // The gaps of the trace in random order: one history, within what ours spread over.
    const gaps = gapsOf(trace.arrivalS);
    const renewal = histories(serviceS.subarray(1), servers, (random) => shuffled(gaps, random.next));
    const surrogate = spread(renewal.map(({ p99S }) => p99S));
    row.simulatedWithin('p99_wait_renewal_surrogate', surrogate.mean, 3 * surrogate.deviation);
  });

  it.each(rows.filter((row) => !row.has('N_min')))('needs as many servers as the reference says ($path)', (row) => {
    const trace = traces.get(FILES[row.text('trace')] ?? '');
    if (trace === undefined) {
      row.withoutCheck(MISSING);
      return;
    }
    const serviceS = servicesOf(trace);
    const p99 = (servers: number) => waitsOf(trace.arrivalS, serviceS, servers).p99S;
    const traced = row.input('N_p99wait_le_1s_trace');
    expect(p99(traced)).toBeLessThanOrEqual(1);
    expect(p99(traced - 1)).toBeGreaterThan(1);
    row.exact('N_p99wait_le_1s_trace', traced);
    const gaps = poissonGaps(serviceS, trace.arrivalS.at(-1) ?? NaN);
    const poisson = (servers: number) => spread(histories(serviceS, servers, gaps).map(({ p99S }) => p99S)).mean;
    const mean = row.input('N_p99wait_le_1s_poisson_mean_rate');
    expect(poisson(mean)).toBeLessThan(1);
    expect(poisson(mean - 1)).toBeGreaterThan(1);
    row.exact('N_p99wait_le_1s_poisson_mean_rate', mean);
    const meanS = spread([...serviceS]).mean;
    row.exact('peak_minute_erlang', windowStatistics(trace.arrivalS, 60).busiestPerS * meanS);
    row.exact('peak_5min_erlang', windowStatistics(trace.arrivalS, 300).busiestPerS * meanS);
    expect(busiestStretch(trace.arrivalS, 60)?.perS).toBeGreaterThanOrEqual(row.input('peak_minute_erlang') / meanS);
  });
});

const STEPS: Readonly<Record<string, (most: number) => readonly number[]>> = {
  pow2_from_256: () => Array.from({ length: 12 }, (_, i) => 256 * 2 ** i),
  pow4_from_512: () => Array.from({ length: 6 }, (_, i) => 512 * 4 ** i),
  '1k_steps': (most) => Array.from({ length: Math.ceil(most / 1024) }, (_, i) => 1024 * (i + 1)),
};

describe('prompts padded to buckets', () => {
  it('cost more by what the reference says', () => {
    const row = ledger.row('bucket_padding_overhead');
    for (const key of row.keys()) {
      const [trace = '', steps = ''] = key.split('|');
      const found = traces.get(FILES[trace] ?? '');
      if (found === undefined) {
        row.withoutCheck(MISSING, key);
        continue;
      }
      const edges = STEPS[steps]?.(found.promptTokens.reduce((most, one) => Math.max(most, one), 0)) ?? [];
      row.exact(key, paddingOverhead(lengthWeights(found.promptTokens), edges));
    }
  });
});

it('leaves no value of this part of the file unclaimed', () => {
  expect(ledger.unclaimed()).toEqual([]);
});
