import { REFUSED, type Limits } from './policy.js';
import type { Requests } from './traffic.js';

/**
 * Waits behind one queue, first come first served: W = max(0, earliest free server − arrival).
 * One server: D. Lindley (1952). Several: J. Kiefer, J. Wolfowitz (1955), the servers' free times in a heap; with one
 * service time for all, servers become free in the order in which they were taken, and a ring does it.
 */
export function centralWaits(requests: Requests, servers: number, limits: Limits): Float64Array {
  const isLimited = limits.capacity !== Infinity || limits.maxWaitS !== Infinity || limits.maxLatencyS !== Infinity;
  if (isLimited) return limitedWaits(requests, servers, limits);
  if (servers === 1) return lindleyWaits(requests);
  return requests.commonServiceS === null
    ? heapWaits(requests, servers)
    : ringWaits(requests.timesS, requests.commonServiceS, servers);
}

function lindleyWaits({ timesS, servicesS }: Requests): Float64Array {
  const waits = new Float64Array(timesS.length);
  let free = -Infinity;
  for (let i = 0; i < timesS.length; i++) {
    const time = timesS[i] as number;
    const start = free > time ? free : time;
    waits[i] = start - time;
    free = start + (servicesS[i] as number);
  }
  return waits;
}

function ringWaits(timesS: Float64Array, serviceS: number, servers: number): Float64Array {
  const waits = new Float64Array(timesS.length);
  const free = new Float64Array(servers).fill(-Infinity);
  let server = 0;
  for (let i = 0; i < timesS.length; i++) {
    const time = timesS[i] as number;
    const ready = free[server] as number;
    const start = ready > time ? ready : time;
    waits[i] = start - time;
    free[server] = start + serviceS;
    server = server + 1 === servers ? 0 : server + 1;
  }
  return waits;
}

function heapWaits({ timesS, servicesS }: Requests, servers: number): Float64Array {
  const waits = new Float64Array(timesS.length);
  const free = new Float64Array(servers).fill(-Infinity);
  for (let i = 0; i < timesS.length; i++) {
    const time = timesS[i] as number;
    const ready = free[0] as number;
    const start = ready > time ? ready : time;
    waits[i] = start - time;
    replaceTop(free, start + (servicesS[i] as number));
  }
  return waits;
}

/** With a limit on how many are in the system, on the predicted wait or on the predicted latency. */
function limitedWaits({ timesS, servicesS }: Requests, servers: number, limits: Limits): Float64Array {
  const waits = new Float64Array(timesS.length);
  const free = new Float64Array(servers).fill(-Infinity);
  // Under first come first served, starts never fall: those waiting are the last ones of this list.
  const starts = new Float64Array(timesS.length);
  let [accepted, begun] = [0, 0];
  const room = limits.capacity - servers;
  for (let i = 0; i < timesS.length; i++) {
    const time = timesS[i] as number;
    while (begun < accepted && (starts[begun] as number) <= time) begun++;
    const ready = free[0] as number;
    const start = ready > time ? ready : time;
    const service = servicesS[i] as number;
    const isFull = start > time && accepted - begun >= room;
    if (isFull || start - time > limits.maxWaitS || start - time + service > limits.maxLatencyS) {
      waits[i] = REFUSED;
      continue;
    }
    waits[i] = start - time;
    starts[accepted++] = start;
    replaceTop(free, start + service);
  }
  return waits;
}

/** Replaces the least value of a binary heap. */
export function replaceTop(heap: Float64Array, value: number): void {
  const size = heap.length;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && (heap[child + 1] as number) < (heap[child] as number)) child++;
    if ((heap[child] as number) >= value) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = value;
}
