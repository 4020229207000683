import { lognormalCdf, lognormalQuantile, type Lognormal } from './lognormal.js';
import { byServiceTime, requestServiceS, type PricedBucket, type ServiceModel } from './service-time.js';
import type { BucketLoad, OutsideBuckets } from './traced-workload.js';

/** Services of a workload of which only the distributions of lengths are known. */
export interface DistributedServices {
  /** Constant services and their shares; shares sum to 1. */
  readonly services: readonly { readonly serviceS: number; readonly share: number }[];
  readonly meanServiceS: number;
  /** Of what is served, as it is counted for the services. */
  readonly meanPromptTokens: number;
  /** Tokens that are decoded: those of the caps where decoding runs to them. */
  readonly meanOutputTokens: number;
  /** Prompt tokens computed over prompt tokens asked, of what is served; 1 without padding. */
  readonly paddingOverhead: number;
  readonly buckets: readonly BucketLoad[];
  readonly outside: OutsideBuckets;
}

/** Parts of equal probability into which lengths are cut. */
const PARTS = 40;

/**
 * Services that follow from lognormal prompts and outputs, taken as independent of each other. Each length is cut into 40 parts
 * of equal probability and counted at the upper end of its part (the last at its 99.9 % point), so services are never too
 * short. Null where no bucket holds any of them.
 */
export function distributedServices(
  prompt: Lognormal,
  output: Lognormal,
  model: ServiceModel,
): DistributedServices | null {
  const prompts = partsOf(prompt);
  const outputs = partsOf(output);
  const ordered = model.kind === 'bucketed' ? byServiceTime(model.buckets) : [null];
  const cells = prompts.flatMap((p) => outputs.map((o) => ({ p, o, k: placeOf(ordered, p, o) })));
  const served = cells.filter(({ k }) => k >= 0);
  if (served.length === 0) return null;
  const share = 1 / served.length;
  const merged = new Map<number, number>();
  const tally = ordered.map(() => ({ count: 0, timeS: 0 }));
  let [timeS, padded, asked, decoded] = [0, 0, 0, 0];
  for (const { p, o, k } of served) {
    const bucket = ordered[k] ?? null;
    const seconds = serviceOf(model, bucket, p, o);
    merged.set(seconds, (merged.get(seconds) ?? 0) + share);
    timeS += seconds;
    padded += bucket?.promptTokens ?? p;
    asked += p;
    decoded += decodedTokens(model, bucket, o);
    const own = tally[k];
    if (own !== undefined) {
      own.count += 1;
      own.timeS += seconds;
    }
  }
  const tokens = (part: readonly { readonly p: number; readonly o: number }[]) =>
    part.reduce((sum, { p, o }) => sum + p + o, 0);
  return {
    services: [...merged].sort(([a], [b]) => a - b).map(([serviceS, weight]) => ({ serviceS, share: weight })),
    meanServiceS: timeS / served.length,
    meanPromptTokens: asked / served.length,
    meanOutputTokens: decoded / served.length,
    paddingOverhead: model.kind === 'bucketed' ? padded / asked : 1,
    buckets: ordered.flatMap((bucket, k): readonly BucketLoad[] => {
      if (bucket === null) return [];
      const { count, timeS: own } = tally[k] ?? { count: 0, timeS: 0 };
      return [
        {
          bucket: bucket.name,
          promptTokens: bucket.promptTokens,
          outputTokens: bucket.outputTokens,
          share: count / served.length,
          loadShare: own / timeS,
          meanServiceS: count === 0 ? 0 : own / count,
          boundS: requestServiceS({ ...bucket, fixedOverheadS: model.fixedOverheadS }),
        },
      ];
    }),
    outside: outsideOf(prompt, output, ordered, { all: tokens(cells), served: tokens(served) }),
  };
}

/** Upper ends of parts of equal probability. */
function partsOf(length: Lognormal): readonly number[] {
  return Array.from({ length: PARTS }, (_, i) =>
    Math.ceil(lognormalQuantile(length, i + 1 === PARTS ? 0.999 : (i + 1) / PARTS) - 1e-9),
  );
}

function placeOf(ordered: readonly (PricedBucket | null)[], p: number, o: number): number {
  return ordered.findIndex((bucket) => bucket === null || (p <= bucket.promptTokens && o <= bucket.outputTokens));
}

function serviceOf(model: ServiceModel, bucket: PricedBucket | null, p: number, o: number): number {
  const { fixedOverheadS } = model;
  if (model.kind === 'unpadded') return requestServiceS({ ...model, promptTokens: p, outputTokens: o });
  if (bucket === null) return NaN;
  return requestServiceS({
    ...bucket,
    outputTokens: decodedTokens(model, bucket, o),
    fixedOverheadS,
  });
}

function decodedTokens(model: ServiceModel, bucket: PricedBucket | null, output: number): number {
  return model.kind === 'bucketed' && model.outputAt === 'cap' && bucket !== null ? bucket.outputTokens : output;
}

/** Share outside by the distributions themselves where the buckets form a staircase; the token share by the parts. */
function outsideOf(
  prompt: Lognormal,
  output: Lognormal,
  ordered: readonly (PricedBucket | null)[],
  tokens: { readonly all: number; readonly served: number },
): OutsideBuckets {
  const buckets = ordered.flatMap((bucket) => (bucket === null ? [] : [bucket]));
  if (buckets.length === 0) return { share: 0, tokenShare: 0 };
  const edges = [...new Set(buckets.map(({ promptTokens }) => promptTokens))].sort((a, b) => a - b);
  let inside = 0;
  edges.forEach((edge, i) => {
    const cap = Math.max(
      ...buckets.filter(({ promptTokens }) => promptTokens >= edge).map(({ outputTokens }) => outputTokens),
    );
    const share = lognormalCdf(prompt, edge) - (i === 0 ? 0 : lognormalCdf(prompt, edges[i - 1] ?? 0));
    inside += share * lognormalCdf(output, cap);
  });
  return { share: Math.max(0, 1 - inside), tokenShare: tokens.all === 0 ? 0 : 1 - tokens.served / tokens.all };
}
