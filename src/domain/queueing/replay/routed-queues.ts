import { REFUSED, type Limits, type Routing } from './policy.js';
import type { RandomStream } from './random.js';
import type { Requests } from './traffic.js';

const { floor } = Math;

type OwnQueueRouting = Exclude<Routing, 'central'>;

/** The servers of one replication: when each has done what it accepted, and when what is at it departs. */
interface Servers {
  readonly free: Float64Array;
  /** Departure times at each server in a ring of `depth`; under first come first served they rise. */
  readonly departures: Float64Array[];
  readonly first: Int32Array;
  readonly counts: Int32Array;
}

/**
 * Waits where every server has a queue of its own and a request is sent to one on arrival.
 * roundRobin: the next in turn. perBucket: in turn within each class. leastWorkLeft: the one that is done first.
 * joinShortestQueue: the fewest requests; powerOfTwo: the fewer of two drawn at random; ties at random.
 */
export function routedWaits(
  requests: Requests,
  servers: number,
  {
    routing,
    limits,
    random,
  }: { readonly routing: OwnQueueRouting; readonly limits: Limits; readonly random: RandomStream },
): Float64Array {
  const { timesS, servicesS } = requests;
  const waits = new Float64Array(timesS.length);
  const { capacity, maxWaitS, maxLatencyS } = limits;
  const hasCapacity = capacity !== Infinity;
  const countsMatter = routing === 'joinShortestQueue' || routing === 'powerOfTwo' || hasCapacity;
  const all = emptyServers(servers);
  const choose = chooser(requests, all, routing, random);
  for (let i = 0; i < timesS.length; i++) {
    const time = timesS[i] as number;
    const server = choose(i, time);
    const ready = all.free[server] as number;
    const start = ready > time ? ready : time;
    const service = servicesS[i] as number;
    const wait = start - time;
    const isFull = hasCapacity && countAt(all, server, time) >= capacity;
    if (isFull || wait > maxWaitS || wait + service > maxLatencyS) {
      waits[i] = REFUSED;
      continue;
    }
    waits[i] = wait;
    all.free[server] = start + service;
    if (countsMatter) enter(all, server, start + service);
  }
  return waits;
}

function emptyServers(servers: number): Servers {
  return {
    free: new Float64Array(servers).fill(-Infinity),
    departures: Array.from({ length: servers }, () => new Float64Array(16)),
    first: new Int32Array(servers),
    counts: new Int32Array(servers),
  };
}

function enter({ departures, first, counts }: Servers, server: number, departure: number): void {
  let ring = departures[server] as Float64Array;
  const count = counts[server] as number;
  const start = first[server] as number;
  if (count === ring.length) {
    const larger = new Float64Array(2 * ring.length);
    for (let k = 0; k < count; k++) larger[k] = ring[(start + k) & (ring.length - 1)] as number;
    departures[server] = ring = larger;
    first[server] = 0;
  }
  ring[((first[server] as number) + count) & (ring.length - 1)] = departure;
  counts[server] = count + 1;
}

/** Requests at a server, after those that have left are taken out. */
function countAt({ departures, first, counts }: Servers, server: number, time: number): number {
  const ring = departures[server] as Float64Array;
  let count = counts[server] as number;
  let start = first[server] as number;
  while (count > 0 && (ring[start] as number) <= time) {
    start = (start + 1) & (ring.length - 1);
    count--;
  }
  first[server] = start;
  counts[server] = count;
  return count;
}

function chooser(
  { classes }: Requests,
  all: Servers,
  routing: OwnQueueRouting,
  random: RandomStream,
): (request: number, time: number) => number {
  const servers = all.free.length;
  const drawn = () => floor(random.next() * servers);
  switch (routing) {
    case 'random':
      return drawn;
    case 'roundRobin': {
      let next = -1;
      return () => (next = next + 1 === servers ? 0 : next + 1);
    }
    case 'perBucket': {
      const next = new Int32Array(classes.reduce((most, one) => Math.max(most, one), 0) + 1);
      return (request) => {
        const bucket = classes[request] as number;
        const server = next[bucket] as number;
        next[bucket] = server + 1 === servers ? 0 : server + 1;
        return server;
      };
    }
    case 'leastWorkLeft':
      return (_request, time) => {
        let best = 0;
        for (let server = 1; server < servers; server++) {
          if ((all.free[server] as number) < (all.free[best] as number)) best = server;
          if ((all.free[best] as number) <= time) break;
        }
        return best;
      };
    case 'joinShortestQueue':
      return (_request, time) => {
        const from = drawn();
        let [best, fewest] = [from, countAt(all, from, time)];
        for (let k = 1; k < servers && fewest > 0; k++) {
          const server = from + k < servers ? from + k : from + k - servers;
          const count = countAt(all, server, time);
          if (count < fewest) [best, fewest] = [server, count];
        }
        return best;
      };
    case 'powerOfTwo':
      return (_request, time) => {
        const one = drawn();
        if (servers === 1) return one;
        const other = (one + 1 + floor(random.next() * (servers - 1))) % servers;
        return countAt(all, other, time) < countAt(all, one, time) ? other : one;
      };
  }
}
