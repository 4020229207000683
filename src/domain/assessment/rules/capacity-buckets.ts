import { artifactModel } from '../../capacity/artifact-model.js';
import { byServiceTime } from '../../capacity/service-time.js';
import type { Artifact } from '../../site/kinds/artifact.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

type Bucket = NonNullable<Artifact['buckets']>[number];

/** Buckets whose every request another bucket takes. */
export const bucketOverlap: Rule = {
  code: 'capacity.bucket-overlap',
  title: 'A bucket overlaps another and never serves',
  discipline: 'capacity',
  basis: 'a request goes to the cheapest bucket that holds its prompt and its output (tier 02, 3.5)',
  sentence: '{subject}: every request that bucket {bucket} holds goes to {other}, which {why}',
  guide: {
    method:
      'Bucket by bucket: another one of at least its prompt and its output that takes no longer at its caps, or, where rates are missing, one of exactly its shape. Buckets of one name are told too, since nothing can tell their figures apart.',
    example: 'Buckets of 512 and 1024 prompt tokens, both with outputs to 256, the longer one measured faster.',
    remedy: 'Drop the bucket, or measure it again: a smaller shape that is slower is usually a wrong rate.',
  },
  evaluate: ({ index: { snapshot } }) =>
    snapshot.artifacts.flatMap((artifact, at) => {
      const buckets = artifact.buckets ?? [];
      const order = cheapestFirst(artifact, at);
      return order.flatMap((bucket, i) => {
        const twin = buckets.find(({ name }) => name === bucket.name);
        const other =
          twin !== undefined && twin !== bucket
            ? twin
            : order.find((another, k) => k < i && holdsAll(another, bucket, order !== buckets));
        if (other === undefined) return [];
        const isSame = other.promptTokens === bucket.promptTokens && other.outputTokens === bucket.outputTokens;
        const why =
          other === twin
            ? 'has the same name'
            : isSame
              ? 'has the same shape'
              : 'holds longer requests and takes no longer';
        return [
          found(bucketOverlap, {
            severity: 'warning',
            subject: { kind: 'artifact', name: artifact.name },
            inputs: { bucket: bucket.name, other: other.name, why },
          }),
        ];
      });
    }),
};

/** Shapes between buckets that no bucket holds. */
export const bucketGap: Rule = {
  code: 'capacity.bucket-gap',
  title: 'Buckets leave a gap',
  discipline: 'capacity',
  basis: '"ignoring shape buckets" (tier 02, 3.5): what no compiled shape holds cannot be served',
  sentence:
    '{subject}: prompts above {promptAbove} tokens with outputs above {outputAbove} fit into no bucket, though others take prompts to {promptTo} and outputs to {measured}',
  guide: {
    method:
      'A bucket holds prompts and outputs up to its own. Along the longest prompts, the longest output that any bucket still holds falls in steps; behind each step lies a gap up to the longest output of all.',
    example:
      '512 prompt tokens with 2048 output tokens, and 8192 with 256: a prompt of 600 with an output of 300 fits into neither.',
    remedy:
      'Compile a bucket of the longest prompt with the longest output, or cap outputs by the length of the prompt at admission.',
  },
  evaluate: ({ index: { snapshot } }) =>
    snapshot.artifacts.flatMap(({ name, buckets = [] }) => {
      const steps = outermost(buckets);
      const [promptTo, outputTo] = [steps.at(-1)?.promptTokens ?? 0, steps[0]?.outputTokens ?? 0];
      return steps.slice(1).map((step, k) =>
        found(bucketGap, {
          severity: 'warning',
          subject: { kind: 'artifact', name },
          measured: outputTo,
          limit: step.outputTokens,
          unit: 'tokens',
          inputs: { promptAbove: steps[k]?.promptTokens ?? 0, outputAbove: step.outputTokens, promptTo },
        }),
      );
    }),
};

/** In the order in which a request looks for its bucket; as they are listed where their rates are not all known. */
function cheapestFirst(artifact: Artifact, at: number): readonly Bucket[] {
  const buckets = artifact.buckets ?? [];
  const modelling = artifactModel(artifact, at);
  if (!modelling.ok || modelling.model.service.kind !== 'bucketed') return buckets;
  const priced = modelling.model.service.buckets;
  const places = new Map(byServiceTime(priced).map((bucket, place) => [bucket, place]));
  const placeOf = (bucket: Bucket) => places.get(priced[buckets.indexOf(bucket)] as (typeof priced)[number]) ?? 0;
  return [...buckets].sort((a, b) => placeOf(a) - placeOf(b));
}

function holdsAll(another: Bucket, bucket: Bucket, isPriced: boolean): boolean {
  return isPriced
    ? another.promptTokens >= bucket.promptTokens && another.outputTokens >= bucket.outputTokens
    : another.promptTokens === bucket.promptTokens && another.outputTokens === bucket.outputTokens;
}

/** Buckets that lie in no other, from the shortest prompt and longest output to the longest prompt and shortest output. */
function outermost(buckets: readonly Bucket[]): readonly Bucket[] {
  const byPrompt = [...buckets].sort((a, b) => b.promptTokens - a.promptTokens || b.outputTokens - a.outputTokens);
  const steps: Bucket[] = [];
  for (const bucket of byPrompt) {
    if (bucket.outputTokens > (steps.at(-1)?.outputTokens ?? 0)) steps.push(bucket);
  }
  return steps.reverse();
}
