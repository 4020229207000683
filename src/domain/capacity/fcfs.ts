import { replaceTop } from '../queueing/replay/central-queue.js';
import { requireCount } from '../range.js';

/** What happened to requests that were let through servers one after the other. */
export interface FcfsRun {
  /** Wait before service of each request, s; NaN for a request that was refused. */
  readonly waitS: Float64Array;
  readonly refused: number;
}

/**
 * First come, first served by a number of equal servers with one queue, request by request (Kiefer and Wolfowitz 1955): each
 * takes the server that is free first, so its wait is known on arrival. Sending each request to the replica with least work
 * gives the very same waits.
 *
 * @param arrivalS - never falling
 * @param serviceS - of each request, s
 * @param servers - at least 1
 * @param patienceS - longest wait at which each request is still admitted; it is refused when its wait would be longer
 */
export function fcfsRun({
  arrivalS,
  serviceS,
  servers,
  patienceS,
}: {
  readonly arrivalS: Float64Array;
  readonly serviceS: Float64Array;
  readonly servers: number;
  readonly patienceS?: Float64Array;
}): FcfsRun {
  requireCount(1, { servers });
  const n = arrivalS.length;
  const waitS = new Float64Array(n);
  const freeAtS = new Float64Array(servers).fill(-Infinity);
  let refused = 0;
  for (let i = 0; i < n; i += 1) {
    const atS = arrivalS[i] as number;
    const soonestS = freeAtS[0] as number;
    const wait = soonestS > atS ? soonestS - atS : 0;
    if (patienceS !== undefined && !(wait <= (patienceS[i] as number))) {
      waitS[i] = NaN;
      refused += 1;
      continue;
    }
    waitS[i] = wait;
    replaceTop(freeAtS, atS + wait + (serviceS[i] as number));
  }
  return { waitS, refused };
}
