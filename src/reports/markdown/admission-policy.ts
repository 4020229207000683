import type { AdmissionPolicy, AdmissionState } from '../../domain/capacity/admission-policy.js';
import type { Sizing } from '../../domain/capacity/sizing.js';
import { figure, GAP, percent, table } from './markdown-text.js';

/** The admission policy that an operator applies: caps, admission by cost, shedding, and what it is expected to refuse. */
export function admissionPolicyMarkdown(sizing: Sizing | null): string {
  const pools = sizing?.pools ?? [null];
  return [
    `# Admission policy${sizing === null ? '' : `: ${sizing.name}`}`,
    '',
    'After tier 02, 1.5. A request is admitted by what it will cost, not by a count: if the predicted wait (work queued before it',
    'over the slots) is at most that of its bucket and of its workload. Else it is answered at once with 429 and Retry-After.',
    '',
    ...pools.flatMap((pool) => policyLines(pool?.policy ?? null, pool?.size.meanServiceS ?? null)),
  ].join('\n');
}

function policyLines(policy: AdmissionPolicy | null, meanServiceS: number | null): readonly string[] {
  return [
    `## Pool ${policy === null ? GAP : policy.pool}`,
    '',
    table(
      ['Knob', 'Value'],
      [
        ['Routing', policy?.routing ?? GAP],
        ['Slots of a replica', policy?.slotsPerReplica ?? GAP],
        ['C_max per replica, waiting and in service', policy?.maximumConcurrencyPerReplica ?? GAP],
        ['Queue_cap per replica, waiting', policy?.queueCapPerReplica ?? GAP],
        ['Work that may wait at a replica, s', policy?.queuedWorkCapS ?? GAP],
        ['Requests outside every bucket', policy === null ? GAP : 'refused (413)'],
      ],
    ),
    '',
    policy === null || meanServiceS === null
      ? `Queue_cap = floor(patience / E[S]) · slots = ${GAP}; C_max = slots + Queue_cap = ${GAP}`
      : capsText(policy, meanServiceS),
    '',
    table(
      ['Bucket', 'Prompt up to', 'Output up to', 'Counted as, s', 'Admitted up to a predicted wait of, s'],
      policy === null
        ? [1, 2, 3].map(() => [null, null, null, null, null])
        : policy.buckets.map(
            ({ bucket, maximumPromptTokens, maximumOutputTokens, estimatedServiceS, admitUpToWaitS }) => [
              bucket,
              maximumPromptTokens ?? 'any',
              maximumOutputTokens ?? 'any',
              estimatedServiceS,
              admitUpToWaitS ?? 'never: service alone is too long',
            ],
          ),
    ),
    '',
    ...stateLines('Normal', policy?.normal ?? null),
    ...(policy !== null && policy.degraded === null
      ? ['No loss of a failure domain is planned for.', '']
      : stateLines('Degraded', policy?.degraded ?? null)),
    failoverLine(policy),
    '',
  ];
}

/** Patience is what the strictest promise leaves a mean request to wait. */
function capsText(policy: AdmissionPolicy, meanServiceS: number): string {
  const { slotsPerReplica: slots, queueCapPerReplica: cap, queuedWorkCapS, maximumConcurrencyPerReplica } = policy;
  const patience = figure(queuedWorkCapS / slots);
  return `Patience, what the strictest promise leaves a mean request to wait: ${patience} s. Queue_cap = floor(patience / E[S]) · slots = floor(${patience} / ${figure(meanServiceS)}) · ${figure(slots)} = ${figure(cap)}; C_max = slots + Queue_cap = ${figure(slots)} + ${figure(cap)} = ${figure(maximumConcurrencyPerReplica)}.`;
}

function stateLines(name: string, state: AdmissionState | null): readonly string[] {
  return [
    `### ${name}`,
    '',
    table(
      ['Replicas', 'ρ at the peak', 'ρ at most', 'Expected refused share, served in order of arrival'],
      [
        state === null
          ? [GAP, GAP, GAP, GAP]
          : [state.replicas, state.utilization, state.utilizationLimit, refusedText(state)],
      ],
    ),
    '',
    table(
      ['Workload', 'Priority', 'Refused when the predicted wait is above, s'],
      state === null
        ? [[null, null, null]]
        : state.shed.map(({ workload, priority, aboveWaitS }) => [
            workload,
            priority,
            aboveWaitS === 0 ? '0: refused altogether' : aboveWaitS,
          ]),
    ),
    '',
  ];
}

function refusedText({ refused }: AdmissionState): string {
  return refused.halfWidth === 0 ? percent(refused.share) : `${percent(refused.share)} ± ${percent(refused.halfWidth)}`;
}

function failoverLine(policy: AdmissionPolicy | null): string {
  if (policy === null) return `Until re-routed: backlog ${GAP} requests; Queue_cap holds them: ${GAP}.`;
  const { failover, queueHoldsFailover } = policy;
  if (failover === null) return 'Nothing fails over.';
  const each =
    failover.queueCapPerReplica === null
      ? 'none is left to hold it'
      : `${figure(failover.queueCapPerReplica)} for each replica that is left`;
  const held =
    queueHoldsFailover === true
      ? 'Queue_cap holds them'
      : 'more than Queue_cap holds: the rest is refused, which is the worst loss';
  return `Until re-routed a backlog of ${figure(failover.backlogRequests)} requests builds up, ${each}; ${held}.`;
}
