import { eventWaits } from '../queueing/replay/event-queue.js';
import { fcfsRun } from './fcfs.js';
import type { ROUTINGS } from '../site/kinds/workload.js';
import { randomStream } from '../queueing/replay/random.js';
import type { Timeline } from './timeline.js';

export type Routing = (typeof ROUTINGS)[number];

/** Replicas and how requests come to them. */
export interface Servers {
  readonly replicas: number;
  /** Requests in service at once in each replica. */
  readonly slots: number;
  readonly routing: Routing;
  /** Of each workload, 0 served first; left out or null where all are served in order of arrival. One central queue only. */
  readonly ranks?: readonly number[] | null;
}

/** Waits of a timeline, s, in its order; NaN where a request was refused because it would have waited beyond its patience. */
export function routedWaitsS(timeline: Timeline, servers: Servers, patienceS?: Float64Array): Float64Array {
  const { replicas, slots, routing, ranks = null } = servers;
  const { arrivalS, serviceS } = timeline;
  const patience = patienceS === undefined ? {} : { patienceS };
  if (ranks !== null && patienceS === undefined) {
    const requests = { timesS: arrivalS, servicesS: serviceS, classes: timeline.workload, commonServiceS: null };
    const queueCaps = ranks.map(() => Infinity);
    return eventWaits(requests, { servers: replicas * slots, outages: [], priorities: ranks, queueCaps }).waits;
  }
  if (routing === 'central' || routing === 'least-work-left' || replicas === 1) {
    return fcfsRun({ arrivalS, serviceS, servers: replicas * slots, ...patience }).waitS;
  }
  const random = randomStream(1, 0).next;
  const n = arrivalS.length;
  const replicaOf = Uint32Array.from({ length: n }, (_, i) =>
    routing === 'round-robin' ? i % replicas : Math.floor(random() * replicas),
  );
  const counts = new Uint32Array(replicas);
  for (const replica of replicaOf) counts[replica] = (counts[replica] ?? 0) + 1;
  const members = Array.from(counts, (count) => new Uint32Array(count));
  const filled = new Uint32Array(replicas);
  replicaOf.forEach((replica, i) => {
    const at = filled[replica] ?? 0;
    (members[replica] as Uint32Array)[at] = i;
    filled[replica] = at + 1;
  });
  const waitS = new Float64Array(n);
  for (const own of members) {
    const pick = (values: Float64Array) => Float64Array.from(own, (i) => values[i] as number);
    const run = fcfsRun({
      arrivalS: pick(arrivalS),
      serviceS: pick(serviceS),
      servers: slots,
      ...(patienceS === undefined ? {} : { patienceS: pick(patienceS) }),
    });
    own.forEach((i, k) => (waitS[i] = run.waitS[k] as number));
  }
  return waitS;
}
