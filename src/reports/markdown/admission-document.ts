import type { AdmissionPolicy, AdmissionState } from '../../domain/capacity/admission-policy.js';
import type { Sizing } from '../../domain/capacity/sizing.js';

/** The admission policies of a sizing as plain data, for YAML that a gateway's configuration can be made from. */
export function admissionDocument({ name, pools }: Sizing): Readonly<Record<string, unknown>> {
  return { admissionPolicy: 1, for: name, pools: pools.map(({ policy }) => poolDocument(policy)) };
}

function poolDocument(policy: AdmissionPolicy): Readonly<Record<string, unknown>> {
  return {
    pool: policy.pool,
    routing: policy.routing,
    slotsPerReplica: policy.slotsPerReplica,
    maximumConcurrencyPerReplica: policy.maximumConcurrencyPerReplica,
    queueCapPerReplica: policy.queueCapPerReplica,
    queuedWorkCapS: rounded(policy.queuedWorkCapS),
    admit: 'if predictedWaitS <= admitUpToWaitS of the bucket and <= aboveWaitS of the workload, else answer 429',
    outsideBuckets: policy.outsideBuckets,
    buckets: policy.buckets.map(
      ({ bucket, maximumPromptTokens, maximumOutputTokens, estimatedServiceS, admitUpToWaitS }) => ({
        bucket,
        ...(maximumPromptTokens === null ? {} : { maximumPromptTokens }),
        ...(maximumOutputTokens === null ? {} : { maximumOutputTokens }),
        estimatedServiceS: rounded(estimatedServiceS),
        ...(admitUpToWaitS === null ? { admit: false } : { admitUpToWaitS: rounded(admitUpToWaitS) }),
      }),
    ),
    normal: stateDocument(policy.normal),
    ...(policy.degraded === null ? {} : { degraded: stateDocument(policy.degraded) }),
  };
}

function stateDocument({
  replicas,
  utilization,
  utilizationLimit,
  shed,
  refused,
}: AdmissionState): Readonly<Record<string, unknown>> {
  return {
    replicas,
    utilizationAtPeak: rounded(utilization),
    utilizationLimit: rounded(utilizationLimit),
    shed: shed.map(({ workload, priority, aboveWaitS }) => ({ workload, priority, aboveWaitS: rounded(aboveWaitS) })),
    expectedRefusedShare: rounded(refused.share),
  };
}

/** Six significant digits, as a reader compares them. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
