import { z } from 'zod';
import { defineKind } from '../definition.js';
import {
  LEAST_POSITIVE,
  count,
  flag,
  fraction,
  label,
  named,
  oneOf,
  positive,
  quantity,
  reference,
} from '../fields.js';

/** What may be lost at once (tier 02, 5.1): a node, a fabric segment (racks that share a link group), a rack, a pod. */
export const FAILURE_DOMAINS = ['node', 'segment', 'rack', 'pod'] as const;

/**
 * Who decides which replica serves a request. least-work-left knows the service time of all that is queued and equals one
 * central queue exactly; round-robin equals it where all services are equal; random is as many separate queues.
 */
export const ROUTINGS = ['central', 'least-work-left', 'round-robin', 'random'] as const;

export const workload = defineKind({
  name: 'workload',
  plural: 'workloads',
  title: 'Workload',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('workload'),
    artifact: reference('artifact', 'Artifact that serves it').optional(),
    peakArrivalsPerS: positive('1/s', 1e9, 'Peak arrivals').optional(),
    promptTokensP50: positive('tokens', 1e8, 'Median prompt').optional(),
    promptTokensP95: positive('tokens', 1e8, '95th percentile of prompts').optional(),
    outputTokensP50: positive('tokens', 1e8, 'Median output').optional(),
    outputTokensP95: positive('tokens', 1e8, '95th percentile of outputs').optional(),
    trace: label('Name of the trace that replaces the distributions').optional(),
    sloLatencyS: positive('s', 100_000, 'Latency that the quantile must meet').optional(),
    sloQuantile: quantity({
      unit: '1',
      description: 'Quantile, for example 0.99',
      min: LEAST_POSITIVE,
      max: 1,
    }).optional(),
    sloAppliesTo: oneOf(
      ['latency', 'wait'],
      'latency: from arrival to the last token, also where left out; wait: until service starts',
    ).optional(),
    degradedSloLatencyS: positive(
      's',
      100_000,
      'What the quantile must meet after a loss; as before where left out',
    ).optional(),
    shedWhenDegraded: flag('Whether it is refused altogether after the loss of a failure domain').optional(),
    failureDomain: oneOf(['none', ...FAILURE_DOMAINS], 'Whose loss the promise must survive').optional(),
    routing: oneOf(ROUTINGS, 'How requests come to replicas; central where left out').optional(),
    promptCapTokens: count(1, 100_000_000, 'Longest prompt that clients are promised', 'tokens').optional(),
    outputCapTokens: count(1, 100_000_000, 'Longest output that clients are promised', 'tokens').optional(),
    priority: count(0, 1000, 'Lower is served first').optional(),
    utilizationNormal: fraction('Utilisation chosen for normal service').optional(),
    utilizationDegraded: fraction('Utilisation allowed after the loss of one failure domain').optional(),
    queueCap: count(0, 100_000_000, 'Requests that may wait in one queue').optional(),
    failoverTimeS: positive('s', 100_000, 'Time until traffic is re-routed after a failure').optional(),
    batchingWindowS: quantity({
      unit: 's',
      description: 'Batching window of the policy',
      min: 0,
      max: 3600,
    }).optional(),
  }),
});
export type Workload = Readonly<z.infer<typeof workload.schema>>;
