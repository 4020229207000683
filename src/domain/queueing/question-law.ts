import { batchWait } from './batch.js';
import { BeyondExactError } from './load.js';
import { mdcWait, MOST_SERVERS } from './mdc.js';
import { mg1Wait } from './mg1.js';
import { mmppWait } from './mmpp.js';
import type { QueueQuestion } from './question.js';
import { serviceMix } from './service-mix.js';
import type { WaitLaw } from './wait-law.js';

/** The exact law, or the enclosure, of a queue without limits; null where none is known. */
export function lawOf({
  arrivals,
  services,
  servers,
}: Pick<QueueQuestion, 'arrivals' | 'services' | 'servers'>): WaitLaw | null {
  const mix = serviceMix(services);
  const [only] = mix.services;
  if (mix.services.length > 1 || only === undefined) {
    return arrivals.kind === 'poisson' && servers === 1 ? mg1Wait({ ratePerS: arrivals.ratePerS, services }) : null;
  }
  const { serviceS } = only;
  switch (arrivals.kind) {
    case 'poisson':
      return mdcWait({ ratePerS: arrivals.ratePerS, serviceS, servers });
    case 'batch':
      return unlessBeyond(() => batchWait({ ...arrivals, serviceS, servers }));
    case 'mmpp':
      return servers === 1 ? unlessBeyond(() => mmppWait({ ...arrivals, serviceS })) : null;
    case 'renewal':
      return erlangArrivals({ ...arrivals, serviceS, servers });
  }
}

/** Null for an exact law that is too large to be calculated. */
function unlessBeyond(law: () => WaitLaw): WaitLaw | null {
  try {
    return law();
  } catch (error) {
    if (error instanceof BeyondExactError) return null;
    throw error;
  }
}

/**
 * Gaps that are sums of k exponential ones (scv = 1/k) are what one of k servers in turn sees of Poisson arrivals: the wait
 * of E_k/D/c is that of M/D/(kc) at the k-fold rate.
 */
function erlangArrivals(queue: {
  readonly ratePerS: number;
  readonly scv: number;
  readonly serviceS: number;
  readonly servers: number;
}): WaitLaw | null {
  const stages = Math.round(1 / queue.scv);
  if (Math.abs(stages * queue.scv - 1) > 1e-12 || stages * queue.servers > MOST_SERVERS) return null;
  const law = mdcWait({
    ratePerS: queue.ratePerS * stages,
    serviceS: queue.serviceS,
    servers: queue.servers * stages,
  });
  const name = `E_k/D/c with k = ${stages} as M/D/(kc), Wiener–Hopf factorisation`;
  return { ...law, method: { ...law.method, name, range: `Erlang arrivals; ${law.method.range}` } };
}
