import { requireFinite, requireNotNegative, requirePositive } from '../range.js';

/** What one request asks of a replica. */
export interface RequestCost {
  /** Prompt tokens that are computed: those of the padded shape where the artifact pads. */
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Prompt tokens per s of one request in one replica. */
  readonly prefillTokensPerS: number;
  /** Output tokens per s of one request in one replica. */
  readonly decodeTokensPerS: number;
  /** s per request, beside queueing: ingress, enqueueing, entry to the pipeline. */
  readonly fixedOverheadS: number;
}

/**
 * Time of one request in service, in s: S = P / R_prefill(P) + O / R_decode + L_fixed (tier 02, 2.2).
 *
 * 2048 prompt tokens at 10,000 tokens/s, 128 output tokens at 500 tokens/s and 20 ms: 0.2048 + 0.256 + 0.02 = 0.4808 s.
 *
 * @throws RangeError naming the parameter out of range: rates above 0, tokens and overhead at least 0
 */
export function requestServiceS(cost: RequestCost): number {
  const { promptTokens, outputTokens, prefillTokensPerS, decodeTokensPerS, fixedOverheadS } = cost;
  requireNotNegative({ promptTokens, outputTokens, fixedOverheadS });
  requirePositive({ prefillTokensPerS, decodeTokensPerS });
  return promptTokens / prefillTokensPerS + outputTokens / decodeTokensPerS + fixedOverheadS;
}

/** Rates of an artifact in one bucket, all of them measured. */
export interface PricedBucket {
  readonly name: string;
  /** Longest prompt; each prompt of the bucket costs as much. */
  readonly promptTokens: number;
  /** Output cap. */
  readonly outputTokens: number;
  readonly prefillTokensPerS: number;
  readonly decodeTokensPerS: number;
}

/**
 * What a replica takes for a request. unpadded: each prompt costs its own length. bucketed: it costs that of the cheapest
 * bucket that holds prompt and output; `outputAt` says whether decoding ends with the answer (`actual`) or always runs to
 * the cap (`cap`, the bound of tier 02, 2.2).
 */
export type ServiceModel =
  | {
      readonly kind: 'unpadded';
      readonly prefillTokensPerS: number;
      readonly decodeTokensPerS: number;
      readonly fixedOverheadS: number;
    }
  | {
      readonly kind: 'bucketed';
      readonly buckets: readonly PricedBucket[];
      readonly fixedOverheadS: number;
      readonly outputAt: 'actual' | 'cap';
    };

/** Service time of a bucket whose output runs to its cap, s. */
export function bucketServiceS(bucket: PricedBucket, fixedOverheadS: number): number {
  return requestServiceS({ ...bucket, fixedOverheadS });
}

/** Buckets from the cheapest to the dearest; the first that holds a request is the one that serves it. */
export function byServiceTime(buckets: readonly PricedBucket[]): readonly PricedBucket[] {
  return [...buckets].sort(
    (a, b) =>
      bucketServiceS(a, 0) - bucketServiceS(b, 0) ||
      a.promptTokens - b.promptTokens ||
      a.outputTokens - b.outputTokens ||
      (a.name < b.name ? -1 : 1),
  );
}

/**
 * Position in {@link byServiceTime} order of the bucket that serves a request; −1 where none holds it, and the request must
 * be refused or cut short.
 */
export function bucketFor(ordered: readonly PricedBucket[], promptTokens: number, outputTokens: number): number {
  for (let i = 0; i < ordered.length; i += 1) {
    const bucket = ordered[i];
    if (bucket !== undefined && promptTokens <= bucket.promptTokens && outputTokens <= bucket.outputTokens) return i;
  }
  return -1;
}

/**
 * Tokens per s that arrivals ask of a pool, counted as decoded ones (tier 02, 1.2), honestly: the seed's
 * λ (E[O] + α E[P]) holds with α = R_decode / R_prefill and leaves out what fixed overhead costs, R_decode L_fixed per request.
 */
export interface TokenDemand {
  /** λ (E[O] + α E[P]), tokens/s. */
  readonly tokensPerS: number;
  /** λ R_decode L_fixed, tokens/s: what the form above loses. */
  readonly overheadTokensPerS: number;
  /** λ E[S]: servers kept busy on average, the same by either form once the overhead is in. */
  readonly offeredServers: number;
}

/** See {@link TokenDemand}. @throws RangeError naming the parameter out of range */
export function tokenDemand(demand: {
  readonly arrivalsPerS: number;
  readonly meanPromptTokens: number;
  readonly meanOutputTokens: number;
  /** Prompt token's cost over that of an output token, R_decode / R_prefill. */
  readonly alpha: number;
  readonly decodeTokensPerS: number;
  readonly fixedOverheadS: number;
}): TokenDemand {
  const { arrivalsPerS, meanPromptTokens, meanOutputTokens, alpha, decodeTokensPerS, fixedOverheadS } = demand;
  requireNotNegative({ arrivalsPerS, meanPromptTokens, meanOutputTokens, alpha, fixedOverheadS });
  requirePositive({ decodeTokensPerS });
  const tokensPerS = arrivalsPerS * (meanOutputTokens + alpha * meanPromptTokens);
  const overheadTokensPerS = arrivalsPerS * decodeTokensPerS * fixedOverheadS;
  const offeredServers = (tokensPerS + overheadTokensPerS) / decodeTokensPerS;
  requireFinite({ offeredServers });
  return { tokensPerS, overheadTokensPerS, offeredServers };
}
