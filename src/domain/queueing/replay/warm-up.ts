import { REFUSED } from './policy.js';
import { meanRatePerS, type SyntheticTraffic } from './traffic.js';

const BATCHES = 200;

/**
 * Requests to leave out at the start of a replication that begins with empty servers: the larger of two answers, at most
 * half of the requests.
 *
 * 1. MSER over the pilots: the cut d that minimises Σ_{i>d} (x_i − x̄_d)² / (n − d)² over means of batches
 *    (K. White, Simulation 69 (1997) 323–334), looked for in the first half.
 * 2. Ten relaxation times: 10 · (1 + scv) E[S] / (c (1 − ρ)²), with a load above 0.99 taken as 0.99.
 */
export function requestsToForget(
  pilots: readonly Float64Array[],
  { arrivals, classes, requests }: SyntheticTraffic,
  servers: number,
): number {
  const total = classes.reduce((sum, { share }) => sum + share, 0);
  const meanS = classes.reduce((sum, { share, serviceS }) => sum + (share / total) * serviceS, 0);
  const squareS2 = classes.reduce((sum, { share, serviceS }) => sum + (share / total) * serviceS ** 2, 0);
  const rate = meanRatePerS(arrivals);
  const slack = Math.max(0.01, 1 - (rate * meanS) / servers);
  const relaxationS = ((squareS2 / meanS ** 2) * meanS) / (servers * slack * slack);
  const most = Math.floor(requests / 2);
  return Math.min(most, Math.max(mserCut(batchMeans(pilots, requests), requests), Math.ceil(10 * relaxationS * rate)));
}

/** Means of accepted waits over the pilots, in batches of equal numbers of requests. */
function batchMeans(pilots: readonly Float64Array[], requests: number): readonly number[] {
  const batches = Math.min(BATCHES, requests);
  return Array.from({ length: batches }, (_, batch) => {
    const from = Math.floor((batch * requests) / batches);
    const to = Math.floor(((batch + 1) * requests) / batches);
    let [sum, count] = [0, 0];
    for (const waits of pilots) {
      for (let i = from; i < to; i++) {
        if (waits[i] === REFUSED) continue;
        sum += waits[i] as number;
        count++;
      }
    }
    return count === 0 ? 0 : sum / count;
  });
}

function mserCut(means: readonly number[], requests: number): number {
  let best = { statistic: Infinity, cut: 0 };
  for (let cut = 0; cut < means.length / 2; cut++) {
    const rest = means.slice(cut);
    const mean = rest.reduce((sum, one) => sum + one, 0) / rest.length;
    const statistic = rest.reduce((sum, one) => sum + (one - mean) ** 2, 0) / rest.length ** 2;
    if (statistic < best.statistic) best = { statistic, cut };
  }
  return Math.floor((best.cut * requests) / means.length);
}
