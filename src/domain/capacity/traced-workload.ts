import { byServiceTime, bucketFor, requestServiceS, type ServiceModel } from './service-time.js';
import type { Trace } from './trace.js';

/** Requests that no bucket holds: they must be refused or cut short. */
export interface OutsideBuckets {
  /** Share of requests. */
  readonly share: number;
  /** Share of prompt and output tokens that they carry. */
  readonly tokenShare: number;
}

/** What one bucket serves of a workload. */
export interface BucketLoad {
  readonly bucket: string;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Share of the requests that are served. */
  readonly share: number;
  /** Share of the servers' time. */
  readonly loadShare: number;
  /** Mean time in service, s. */
  readonly meanServiceS: number;
  /** Time in service of a request that fills prompt and output of the bucket, s. */
  readonly boundS: number;
}

/** A trace with the time that each request takes in service. */
export interface PricedTrace {
  readonly arrivalS: Float64Array;
  readonly serviceS: Float64Array;
  /** Mean arrivals that are served, per s. */
  readonly ratePerS: number;
  readonly meanServiceS: number;
  readonly meanPromptTokens: number;
  /** Tokens that are decoded: those of the caps where decoding runs to them. */
  readonly meanOutputTokens: number;
  /** Prompt tokens computed over prompt tokens asked; 1 without padding. */
  readonly paddingOverhead: number;
  readonly buckets: readonly BucketLoad[];
  readonly outside: OutsideBuckets;
}

/**
 * Times in service of the requests of a trace. Requests outside every bucket are left out and counted. Null where none is left,
 * or where all came at one instant, so that there is no rate.
 */
export function pricedTrace(trace: Trace, model: ServiceModel): PricedTrace | null {
  const n = trace.arrivalS.length;
  const ordered = model.kind === 'bucketed' ? byServiceTime(model.buckets) : [];
  const arrivalS = new Float64Array(n);
  const serviceS = new Float64Array(n);
  const tally = ordered.map(() => ({ count: 0, timeS: 0 }));
  let [size, timeS, prompts, outputs, padded, outsideTokens, allTokens] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const prompt = trace.promptTokens[i] as number;
    const output = trace.outputTokens[i] as number;
    allTokens += prompt + output;
    const k = model.kind === 'bucketed' ? bucketFor(ordered, prompt, output) : 0;
    const bucket = ordered[k];
    if (model.kind === 'bucketed' && bucket === undefined) {
      outsideTokens += prompt + output;
      continue;
    }
    const computed = bucket?.promptTokens ?? prompt;
    const seconds = serviceOf(model, bucket, prompt, output);
    arrivalS[size] = trace.arrivalS[i] as number;
    serviceS[size] = seconds;
    size += 1;
    timeS += seconds;
    prompts += prompt;
    outputs += model.kind === 'bucketed' && model.outputAt === 'cap' ? (bucket?.outputTokens ?? output) : output;
    padded += computed;
    const own = tally[k];
    if (own !== undefined) {
      own.count += 1;
      own.timeS += seconds;
    }
  }
  const durationS = trace.arrivalS[n - 1] ?? 0;
  if (size === 0 || !(durationS >= 1e-9) || !(timeS > 0)) return null;
  return {
    arrivalS: arrivalS.subarray(0, size),
    serviceS: serviceS.subarray(0, size),
    ratePerS: size / durationS,
    meanServiceS: timeS / size,
    meanPromptTokens: prompts / size,
    meanOutputTokens: outputs / size,
    paddingOverhead: prompts === 0 ? 1 : padded / prompts,
    buckets: ordered.map((bucket, k) => {
      const { count, timeS: own } = tally[k] ?? { count: 0, timeS: 0 };
      return {
        bucket: bucket.name,
        promptTokens: bucket.promptTokens,
        outputTokens: bucket.outputTokens,
        share: count / size,
        loadShare: own / timeS,
        meanServiceS: count === 0 ? 0 : own / count,
        boundS: requestServiceS({ ...bucket, fixedOverheadS: model.fixedOverheadS }),
      };
    }),
    outside: { share: (n - size) / n, tokenShare: allTokens === 0 ? 0 : outsideTokens / allTokens },
  };
}

function serviceOf(
  model: ServiceModel,
  bucket:
    | {
        readonly promptTokens: number;
        readonly outputTokens: number;
        readonly prefillTokensPerS: number;
        readonly decodeTokensPerS: number;
      }
    | undefined,
  prompt: number,
  output: number,
): number {
  const { fixedOverheadS } = model;
  if (model.kind === 'unpadded')
    return prompt / model.prefillTokensPerS + output / model.decodeTokensPerS + fixedOverheadS;
  if (bucket === undefined) return NaN;
  const decoded = model.outputAt === 'cap' ? bucket.outputTokens : output;
  return bucket.promptTokens / bucket.prefillTokensPerS + decoded / bucket.decodeTokensPerS + fixedOverheadS;
}
