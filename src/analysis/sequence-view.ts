import type { Assessment } from '../domain/assessment/assessment.js';

/** The sequence of a site as JSON: what the service answers and the command line prints. */
export function sequenceView({ site, asOf, contentHash, figures, policy, findings }: Assessment) {
  const { assumptions, ...sequence } = figures.sequence;
  return {
    site,
    asOf,
    contentHash,
    ...sequence,
    receivingBufferDays: policy.receivingBufferDays,
    orders: figures.orders.lines,
    assumptions,
    findings: findings.filter(({ discipline }) => discipline === 'sequence'),
  };
}

export type SequenceView = ReturnType<typeof sequenceView>;
