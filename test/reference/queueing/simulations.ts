/** Own simulations for the comparison with simulated values: waits of many independent replications, warmed up. */
import { centralWaits } from '../../../src/domain/queueing/replay/central-queue.js';
import { estimateOf } from '../../../src/domain/queueing/replay/estimate.js';
import { REFUSED, type Limits, type Routing } from '../../../src/domain/queueing/replay/policy.js';
import { randomStream } from '../../../src/domain/queueing/replay/random.js';
import { routedWaits } from '../../../src/domain/queueing/replay/routed-queues.js';
import { drawRequests, type SyntheticTraffic } from '../../../src/domain/queueing/replay/traffic.js';
import type { Interval } from './ledger.js';

/** So many that Student’s t is close to normal: 40 degrees of freedom. */
const REPLICATIONS = 41;

export interface Simulation {
  readonly traffic: SyntheticTraffic;
  readonly servers: number;
  readonly routing?: Routing;
  readonly limits?: Partial<Limits>;
  readonly warmUp: number;
  readonly seed: number;
}

/** Waits and latencies of the accepted requests of each replication. */
export interface Simulated {
  readonly waits: readonly Float64Array[];
  readonly latencies: readonly Float64Array[];
  readonly loss: Interval;
}

export function simulate({ traffic, servers, routing = 'central', limits, warmUp, seed }: Simulation): Simulated {
  const all = { capacity: Infinity, maxWaitS: Infinity, maxLatencyS: Infinity, ...limits };
  const waits: Float64Array[] = [];
  const latencies: Float64Array[] = [];
  const losses: number[] = [];
  for (let run = 0; run < REPLICATIONS; run++) {
    const random = randomStream(seed, run);
    const requests = drawRequests(traffic, random);
    const found =
      routing === 'central'
        ? centralWaits(requests, servers, all)
        : routedWaits(requests, servers, { routing, limits: all, random });
    const counted = found.length - warmUp;
    const accepted = new Float64Array(counted);
    const latency = new Float64Array(counted);
    let count = 0;
    for (let i = warmUp; i < found.length; i++) {
      if (found[i] === REFUSED) continue;
      accepted[count] = found[i] as number;
      latency[count++] = (found[i] as number) + (requests.servicesS[i] as number);
    }
    waits.push(accepted.subarray(0, count));
    latencies.push(latency.subarray(0, count));
    losses.push(1 - count / counted);
  }
  return { waits, latencies, loss: intervalOf(losses) };
}

export function intervalOf(values: readonly number[]): Interval {
  const { value, halfWidth } = estimateOf(values);
  return { value, halfWidth: halfWidth ?? Infinity };
}

export function meanOf(runs: readonly Float64Array[]): Interval {
  return intervalOf(
    runs.map((values) => {
      let sum = 0;
      for (let i = 0; i < values.length; i++) sum += values[i] as number;
      return sum / values.length;
    }),
  );
}

/** The share of the values above x, with its interval over the replications. */
export function shareAbove(runs: readonly Float64Array[], x: number): Interval {
  return intervalOf(
    runs.map((values) => {
      let above = 0;
      for (let i = 0; i < values.length; i++) if ((values[i] as number) > x) above++;
      return above / values.length;
    }),
  );
}
