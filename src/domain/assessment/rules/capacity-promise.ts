import type { Rule } from '../rule.js';
import { found } from './found.js';

const QUEUEING = 'M/D/c where services are equal, simulation where they are mixed (tier 02, 1.4; docs of plenum size)';

/** Promises that what is deployed does not keep at the peak. */
export const promiseBroken: Rule = {
  code: 'capacity.promise-broken',
  title: 'What is deployed does not keep the promised latency at the peak',
  discipline: 'capacity',
  basis: QUEUEING,
  sentence:
    '{subject}: {replicas} replicas serve {measured} of the requests within {limitS} s, promised {limit}; utilisation {utilization}',
  guide: {
    method:
      'P(T ≤ t) = Σ share_i P(W ≤ t − d_i) at the peak, with W the wait before replicas × slots servers and d_i the time in service of each bucket; it must be at least the promised quantile. At ρ ≥ 1 the queue grows without bound and the share is 0. Mixed services on several servers are simulated roughly here; `plenum size` states its confidence.',
    example:
      '20 requests/s of 1 s promised in 2 s for 99 %: 22 servers serve less than 99 % in time, 23 keep the promise.',
    remedy: 'Deploy what `plenum size` says, lower the peak that is admitted, or promise a longer time.',
  },
  evaluate: ({ figures: { capacity } }) =>
    capacity.pools.flatMap(({ placed, utilization, workloads }) =>
      workloads
        .filter(({ keptShare, promisedShare }) => keptShare < promisedShare)
        .map(({ workload, keptShare, promisedShare, limitS }) =>
          found(promiseBroken, {
            severity: 'error',
            subject: { kind: 'workload', name: workload.name },
            measured: keptShare,
            limit: promisedShare,
            unit: '1',
            inputs: { replicas: placed.replicas.length, limitS, utilization },
          }),
        ),
    ),
};

/** Promises that do not survive the loss of a node, fabric segment, rack or pod. */
export const promiseAfterLoss: Rule = {
  code: 'capacity.promise-after-loss',
  title: 'The promised latency does not survive the loss of a failure domain',
  discipline: 'capacity',
  basis: `λ_peak ≤ ρ_degraded · N_operational · μ (tier 02, 5.2); ${QUEUEING}`,
  sentence:
    '{subject}: the loss of {domain} {name}{alike} takes {lost} of {replicas} replicas; {left} are left at utilisation {utilization}, carry {carried} of the load and serve {measured} within {limitS} s, promised {limit}',
  guide: {
    method:
      'Replicas stand on the nodes, racks and pods of their deployments, one place filled before the next. The loss of each node, fabric segment (racks of one `fabricSegment`), rack and pod takes the replicas that it carries or carries a part of; a node whose rack holds a spare gives its replica back. What is left is judged at the peak, less what is shed after a loss. An error where the workload asks that the promise survives this domain (`failureDomain`, the rack where it says nothing), else information.',
    example:
      '31 replicas of 1 s in racks of 8 for 20 requests/s promised in 2 s: 23 are left, ρ 20/23 = 0.87, 99 % in time. With 30, 22 are left and the promise breaks.',
    remedy:
      'Add racks until what is left keeps the promise, spread replicas over more racks, keep spare nodes, or shed a workload after a loss.',
  },
  evaluate: ({ figures: { capacity } }) =>
    capacity.pools.flatMap(({ artifact, placed, losses }) =>
      losses
        .filter(({ keptShare, promisedShare }) => keptShare < promisedShare)
        .map((loss) =>
          found(promiseAfterLoss, {
            severity: loss.isRequired ? 'error' : 'info',
            subject: { kind: 'artifact', name: artifact },
            measured: loss.keptShare,
            limit: loss.promisedShare,
            unit: '1',
            inputs: {
              domain:
                loss.domain === 'node' ? 'a node of rack' : loss.domain === 'segment' ? 'fabric segment' : loss.domain,
              name: loss.name,
              alike: loss.alike > 1 ? ` (or one of ${String(loss.alike - 1)} alike)` : '',
              lost: loss.lasting,
              replicas: placed.replicas.length,
              left: loss.left,
              utilization: loss.utilization,
              carried: loss.carriedShare,
              limitS: loss.limitS,
            },
          }),
        ),
    ),
};

/** Deployments that promise more replicas than their places hold. */
export const deploymentShort: Rule = {
  code: 'capacity.deployment-short',
  title: 'A deployment promises more replicas than its places hold',
  discipline: 'capacity',
  basis: 'nodes in service of its nodes, racks and pods against the footprint of its replicas',
  sentence: '{subject} promises {measured} replicas, its places hold {limit}',
  guide: {
    method:
      'A place holds as many replicas as the footprint fits into its nodes in service; spare nodes do not count, and places that another deployment has taken are not free.',
    example: 'Two pods and three replicas of one pod each: 2 of 3.',
    remedy: 'Name more places, deploy fewer replicas, or correct the footprint.',
  },
  evaluate: ({ figures: { capacity } }) =>
    capacity.pools.flatMap(({ placed }) =>
      placed.short.map(({ deployment, asked, held }) =>
        found(deploymentShort, {
          severity: 'error',
          subject: { kind: 'deployment', name: deployment },
          measured: asked,
          limit: held,
          unit: '1',
        }),
      ),
    ),
};

/** What is missing for a verdict on served load. */
export const capacityUnknown: Rule = {
  code: 'capacity.not-evaluated',
  title: 'Served load and latency could not be evaluated',
  discipline: 'capacity',
  basis: QUEUEING,
  sentence: '{missing} missing or wrong, so that nothing, or not all, is said of served load: {fields}',
  guide: {
    method:
      'Rates, overhead, peak arrivals, lengths and the promise are needed of every workload whose artifact is deployed. None is taken as 0. Where the promise must survive a fabric segment, every rack that carries replicas must name its `fabricSegment`.',
    example: 'An artifact with buckets and without `fixedOverheadS`: one field is missing.',
    remedy: 'State what is named; `templates/dimensioning_inputs_template.md` says where each usually comes from.',
  },
  evaluate: ({ index, figures: { capacity } }) =>
    capacity.defects.length === 0
      ? []
      : [
          found(capacityUnknown, {
            severity: 'unknown',
            subject: { kind: 'site', name: index.snapshot.site.name },
            inputs: {
              missing: capacity.defects.length,
              fields: capacity.defects.slice(0, 20).map(({ path }) => path.join('.')),
            },
          }),
        ],
};

/** Utilisations that were picked and that the promise does not allow. */
export const utilizationAbovePromise: Rule = {
  code: 'capacity.utilization-picked',
  title: 'The chosen utilisation is above what the promise allows',
  discipline: 'capacity',
  basis: `"run at 90 % and rely on batching" is a GPU habit (tier 02, 1.3); ${QUEUEING}`,
  sentence:
    '{subject}: at the chosen utilisation {utilization} only {measured} of the requests keep to {limitS} s, promised {limit}; p99 of the wait {p99WaitS} s',
  guide: {
    method:
      'The same traffic is let through the deployed replicas so much faster that they are used as `utilizationNormal` says, and the promise is judged there. The highest utilisation that keeps it is found by `plenum size`, not picked.',
    example:
      'One server of 1 s promised to wait at most 1 s in 99 %: ρ may be 0.135 at most; at a chosen 0.6 p99 of the wait is 4.53 s.',
    remedy:
      'Choose no more than the highest utilisation that `plenum size` finds, or pool more servers behind one queue.',
  },
  evaluate: ({ figures: { capacity } }) =>
    capacity.pools.flatMap(({ workloads }) =>
      workloads.flatMap(({ workload, atChosen, promisedShare, limitS }) =>
        atChosen === null || atChosen.keptShare >= promisedShare
          ? []
          : [
              found(utilizationAbovePromise, {
                severity: 'warning',
                subject: { kind: 'workload', name: workload.name },
                measured: atChosen.keptShare,
                limit: promisedShare,
                unit: '1',
                inputs: { utilization: atChosen.utilization, limitS, p99WaitS: atChosen.p99WaitS },
              }),
            ],
      ),
    ),
};
