import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Caps that clients are promised beyond what was compiled. */
export const capsBeyondShapes: Rule = {
  code: 'capacity.caps-beyond-shapes',
  title: 'Clients are promised longer prompts or outputs than were compiled for',
  discipline: 'capacity',
  basis: '"just increase max sequence length" changes shape, schedule and service time (tier 02, 3.2)',
  sentence: '{subject} promises {what} up to {measured}, {artifact} was compiled up to {limit}',
  guide: {
    method: '`promptCapTokens` and `outputCapTokens` of the workload against the longest bucket of its artifact.',
    example: 'A workload that promises prompts of 8192 tokens on an artifact whose longest bucket holds 2048.',
    remedy: 'Compile and validate a bucket of that length and size for it, or cut the cap to the longest bucket.',
  },
  evaluate: ({ index: { snapshot } }) =>
    snapshot.workloads.flatMap((workload) => {
      const artifact = snapshot.artifacts.find(({ name }) => name === workload.artifact);
      const buckets = artifact?.buckets ?? [];
      if (artifact === undefined || buckets.length === 0) return [];
      const caps = [
        {
          what: 'prompts',
          cap: workload.promptCapTokens,
          longest: Math.max(...buckets.map(({ promptTokens }) => promptTokens)),
        },
        {
          what: 'outputs',
          cap: workload.outputCapTokens,
          longest: Math.max(...buckets.map(({ outputTokens }) => outputTokens)),
        },
      ];
      return caps.flatMap(({ what, cap, longest }) =>
        cap === undefined || cap <= longest
          ? []
          : [
              found(capsBeyondShapes, {
                severity: 'error',
                subject: { kind: 'workload', name: workload.name },
                measured: cap,
                limit: longest,
                unit: 'tokens',
                inputs: { what, artifact: artifact.name },
              }),
            ],
      );
    }),
};

/** Requests that are few, and load that is most. */
const FEW = 0.2;
const MOST = 0.5;

/** Buckets of few requests that take most of the load. */
export const longPromptsDominate: Rule = {
  code: 'capacity.long-prompts',
  title: 'A few long requests take most of the load',
  discipline: 'capacity',
  basis: '"a small fraction of long prompts can dominate capacity and tail" (tier 02, 3.5)',
  sentence: '{subject}: {share} of the requests, in {buckets}, take {measured} of the servers’ time',
  guide: {
    method:
      'Buckets are taken from the dearest down for as long as they hold at most a fifth of the requests; it is a finding when they take at least half of the time of the servers.',
    example: '10 % of the requests take 4 s, 90 % take 0.3 s: 0.4 of 0.67 s on average, 60 % of the load.',
    remedy:
      'Give long requests a pool of their own, cut the cap, or admit them by cost so that they do not hold up the short ones.',
  },
  evaluate: ({ figures: { capacity } }) =>
    capacity.pools.flatMap(({ workloads }) =>
      workloads.flatMap(({ workload, buckets }) => {
        const dearest = [...buckets].sort((a, b) => b.boundS - a.boundS);
        const few: string[] = [];
        let [share, loadShare] = [0, 0];
        for (const bucket of dearest) {
          if (share + bucket.share > FEW) break;
          share += bucket.share;
          loadShare += bucket.loadShare;
          if (bucket.share > 0) few.push(bucket.bucket);
        }
        if (loadShare < MOST) return [];
        return [
          found(longPromptsDominate, {
            severity: 'warning',
            subject: { kind: 'workload', name: workload.name },
            measured: loadShare,
            limit: MOST,
            unit: '1',
            inputs: { share, buckets: few },
          }),
        ];
      }),
    ),
};

/** Share of requests outside every bucket that nobody has to be told of. */
const NEGLIGIBLE = 0.001;

/** Requests that no bucket holds. */
export const unbucketedTail: Rule = {
  code: 'capacity.unbucketed-tail',
  title: 'Requests fit into no bucket',
  discipline: 'capacity',
  basis: '"ignoring shape buckets" (tier 02, 3.5): what no compiled shape holds cannot be served',
  sentence:
    '{subject}: {measured} of the requests, with {tokenShare} of the tokens, fit into no bucket of {artifact} and are refused',
  guide: {
    method: 'Share of the lognormal prompts and outputs beyond the longest bucket. Up to 0.1 % is passed over.',
    example: 'Prompts of median 400 and 95th percentile 2048 on buckets up to 2048 tokens: 5 % are outside.',
    remedy: 'Compile a longer bucket, cut prompts and outputs before they are sent, or tell clients the cap.',
  },
  evaluate: ({ figures: { capacity } }) =>
    capacity.pools.flatMap(({ artifact, workloads }) =>
      workloads
        .filter(({ outside }) => outside.share > NEGLIGIBLE)
        .map(({ workload, outside }) =>
          found(unbucketedTail, {
            severity: 'warning',
            subject: { kind: 'workload', name: workload.name },
            measured: outside.share,
            limit: NEGLIGIBLE,
            unit: '1',
            inputs: { tokenShare: outside.tokenShare, artifact },
          }),
        ),
    ),
};
