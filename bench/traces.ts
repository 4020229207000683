import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sizeOf } from '../src/analysis/site-sizing.js';
import { NOTHING_KNOWN } from '../src/domain/capacity/hall-facts.js';
import { readTrace } from '../src/exchange/traces/read-trace.js';
import { onceMs, type Measurement } from './measure.js';
import { PROJECT } from './service-process.js';
import { peakOf } from './workbook-memory.js';

const TRACE = join('..', 'shared', 'data', 'traces', 'AzureLLMInferenceTrace_code.csv');
const ROWS = 10_000_000;
const MB = 1_000_000;

/** An hour of real requests, read and sized by replay, with 100 resampled histories; null where the trace is not there. */
export async function measureTraceSizing(): Promise<Measurement | null> {
  if (!existsSync(TRACE)) {
    process.stderr.write(`Skipped: sizing of a real trace: there is no ${TRACE}.\n`);
    return null;
  }
  let replicas = 0;
  const artifact = { name: 'replica', prefillTokensPerS: 10_000, decodeTokensPerS: 500, fixedOverheadS: 0.02 };
  const workload = { name: 'trace', sloLatencyS: 1, sloAppliesTo: 'wait', failureDomain: 'node' } as const;
  const ms = await onceMs(async () => {
    const reading = await readTrace(createReadStream(TRACE));
    if (!reading.ok) throw new Error('the trace has defects');
    const demand = { name: 'trace', artifacts: [artifact], workloads: [workload], hall: NOTHING_KNOWN };
    const ask = {
      traces: new Map([['trace', reading.trace]]),
      hall: {},
      seed: 1,
      resamples: 100,
      replications: 10,
      withSensitivity: false,
    };
    const result = sizeOf(demand, [], ask);
    if (!result.ok) throw new Error('the trace cannot be sized');
    replicas = result.sizing.totals.replicas;
  });
  return {
    claim: 'an hour of 8,819 real requests sized by replay, 100 resamples',
    measured: ms / 1000,
    limit: 5,
    unit: 's',
    details: { ms, replicas },
  };
}

/** Peak resident memory of the command line that reads a trace of ten million rows from a pipe; read from /proc. */
export async function measureTraceMemory(): Promise<Measurement> {
  const start = performance.now();
  const child = spawn(process.execPath, [join(PROJECT, 'dist', 'cli.js'), 'trace', '-'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  let peakKb = 0;
  const watch = setInterval(() => void peakOf(child.pid).then((kb) => (peakKb = Math.max(peakKb, kb))), 20);
  await pipeline(Readable.from(rows()), child.stdin);
  const [code] = (await ended) as [number | null];
  clearInterval(watch);
  if (code !== 0) throw new Error(`plenum trace ended with ${String(code)}`);
  return {
    claim: 'peak memory of a trace of ten million rows, command line',
    measured: (peakKb * 1024) / MB,
    limit: 500,
    unit: 'MB',
    details: { seconds: (performance.now() - start) / 1000 },
  };
}

/** Rows in the Azure format, ten thousand at a time. */
function* rows(): Generator<string> {
  yield 'TIMESTAMP,ContextTokens,GeneratedTokens\n';
  const day = Date.UTC(2027, 0, 1);
  for (let from = 0; from < ROWS; from += 10_000) {
    const lines: string[] = [];
    for (let i = from; i < from + 10_000; i += 1) {
      const stamp = new Date(day + i * 7).toISOString().replace('T', ' ').replace('Z', '0000');
      lines.push(`${stamp},${String(1 + ((i * 7919) % 8000))},${String(1 + ((i * 104_729) % 900))}\n`);
    }
    yield lines.join('');
  }
}
