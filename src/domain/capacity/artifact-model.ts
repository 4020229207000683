import type { Defect } from '../defect.js';
import type { Assumption } from '../finding.js';
import type { Artifact } from '../site/kinds/artifact.js';
import { fitPrefillPenalty, type PrefillFit } from './prefill-penalty.js';
import type { PricedBucket, ServiceModel } from './service-time.js';

/** An artifact as it is calculated with. */
export interface ArtifactModel {
  readonly service: ServiceModel;
  /** Rates and α fitted to its measurements; null where it has none that can be fitted. */
  readonly fit: PrefillFit | null;
  /** Why its measurements could not be fitted. */
  readonly fitProblem: string | null;
  /** Where rates come from. */
  readonly ratesFrom: 'stated' | 'fitted';
}

export type ArtifactModelling =
  | { readonly ok: true; readonly model: ArtifactModel; readonly assumptions: readonly Assumption[] }
  | { readonly ok: false; readonly defects: readonly Defect[] };

/**
 * Rates and overhead of an artifact: those that it states, bucket by bucket or for all, else those fitted to its measurements.
 * What neither says is a defect: no rate is assumed, and no overhead is taken as 0.
 *
 * @param at - position of the artifact in its list, for the paths of defects
 */
export function artifactModel(artifact: Artifact, at: number): ArtifactModelling {
  const { buckets, measurements } = artifact;
  const fitting = measurements === undefined ? null : fitPrefillPenalty(measurements);
  const fit = fitting?.ok === true ? fitting.fit : null;
  const fitted =
    fit === null
      ? null
      : {
          prefill: 1 / fit.prefillSPerToken.value,
          decode: 1 / fit.decodeSPerToken.value,
          fixedS: Math.max(0, fit.fixedOverheadS.value),
        };
  const defects: Defect[] = [];
  const missing = (path: readonly (string | number)[], allowed: string) => {
    defects.push({ code: 'missing', path: ['artifacts', at, ...path], found: 'nothing', allowed });
  };
  const prefill = artifact.prefillTokensPerS ?? fitted?.prefill;
  const decode = artifact.decodeTokensPerS ?? fitted?.decode;
  const fixedOverheadS = artifact.fixedOverheadS ?? fitted?.fixedS;
  if (fixedOverheadS === undefined)
    missing(['fixedOverheadS'], 'the overhead of a request, s; 0 where it was measured to be none');
  const hasBuckets = buckets !== undefined && buckets.length > 0;
  if (!hasBuckets && prefill === undefined)
    missing(['prefillTokensPerS'], 'tokens/s, or buckets, or measurements to fit it to');
  if (!hasBuckets && decode === undefined)
    missing(['decodeTokensPerS'], 'tokens/s, or buckets, or measurements to fit it to');
  const priced = (buckets ?? []).flatMap((bucket, k): readonly PricedBucket[] => {
    const own = { prefill: bucket.prefillTokensPerS ?? prefill, decode: bucket.decodeTokensPerS ?? decode };
    if (own.prefill === undefined) missing(['buckets', k, 'prefillTokensPerS'], 'the measured prefill rate, tokens/s');
    if (own.decode === undefined) missing(['buckets', k, 'decodeTokensPerS'], 'the measured decode rate, tokens/s');
    if (own.prefill === undefined || own.decode === undefined) return [];
    return [
      {
        name: bucket.name,
        promptTokens: bucket.promptTokens,
        outputTokens: bucket.outputTokens,
        prefillTokensPerS: own.prefill,
        decodeTokensPerS: own.decode,
      },
    ];
  });
  if (defects.length > 0 || fixedOverheadS === undefined) return { ok: false, defects };
  const assumptions: Assumption[] = [];
  if (artifact.slots === undefined) {
    assumptions.push({
      parameter: 'artifact.slots',
      value: 1,
      unit: '1',
      source: 'one request in service at once: no pipelining stated',
      count: 1,
    });
  }
  const outputAt = artifact.decodesToCap === true ? 'cap' : 'actual';
  if (hasBuckets && artifact.decodesToCap === undefined) {
    assumptions.push({
      parameter: 'artifact.decodesToCap',
      value: false,
      unit: null,
      source: 'decoding ends with the answer; nothing stated',
      count: 1,
    });
  }
  const service: ServiceModel = hasBuckets
    ? { kind: 'bucketed', buckets: priced, fixedOverheadS, outputAt }
    : { kind: 'unpadded', prefillTokensPerS: prefill ?? NaN, decodeTokensPerS: decode ?? NaN, fixedOverheadS };
  const stated =
    artifact.prefillTokensPerS !== undefined ||
    (buckets ?? []).some(({ prefillTokensPerS }) => prefillTokensPerS !== undefined);
  return {
    ok: true,
    assumptions,
    model: {
      service,
      fit,
      fitProblem: fitting?.ok === false ? fitting.reason : null,
      ratesFrom: stated ? 'stated' : 'fitted',
    },
  };
}
