import type { Arrivals } from './replay/traffic.js';
import type { ServiceShare } from './wait-law.js';

/** How much is simulated where no exact method exists. */
export interface Simulation {
  /** Requests in each replication. */
  readonly requests: number;
  readonly replications: number;
  readonly seed: number;
}

/** Enough for a p99 within about 2 % at ρ = 0.8 and nine servers, in about a second. */
export const DEFAULT_SIMULATION: Simulation = { requests: 200_000, replications: 20, seed: 1 };

/** A queue to be answered, first come first served. */
export interface QueueQuestion {
  readonly arrivals: Arrivals;
  readonly services: readonly ServiceShare[];
  /** Requests in service at once. */
  readonly servers: number;
  /** Requests in the system at most. */
  readonly capacity?: number;
  /** s; a request that would wait longer is refused. */
  readonly maxWaitS?: number;
  readonly simulation: Simulation;
}
