/** How requests are spread over servers, each of which but for `central` has a queue of its own. */
export const ROUTINGS = [
  'central',
  'roundRobin',
  'leastWorkLeft',
  'joinShortestQueue',
  'powerOfTwo',
  'random',
  'perBucket',
] as const;
export type Routing = (typeof ROUTINGS)[number];

/** What is refused on arrival. */
export interface Limits {
  /** Requests in the system, those in service included: behind one queue in all of it, else at each server. */
  readonly capacity: number;
  /** s; a request whose wait would be longer is refused. */
  readonly maxWaitS: number;
  /** s; a request whose wait and service would be longer is refused. */
  readonly maxLatencyS: number;
}

/** Servers that are lost for a time; what they serve is interrupted and starts anew at the head of the queue. */
export interface Outage {
  readonly fromS: number;
  readonly untilS: number;
  readonly servers: number;
}

/** In a list of waits: the request was refused. */
export const REFUSED = -1;
