import { REFUSED, type Outage } from './policy.js';
import type { Requests } from './traffic.js';

const NEVER = Infinity;

/** What happens in one queue whose servers may be lost and whose requests may differ in importance. */
export interface EventPolicy {
  readonly servers: number;
  readonly outages: readonly Outage[];
  /** Of each class; 0 is served first, without preemption. */
  readonly priorities: readonly number[];
  /** Of each class: it is refused when so many wait already. */
  readonly queueCaps: readonly number[];
}

/** How one outage went. */
export interface OutageRun {
  /** Requests waiting when the servers came back, the interrupted ones included. */
  readonly backlog: number;
  /** s from then until nobody waited. */
  readonly drainS: number;
}

export interface EventRun {
  readonly waits: Float64Array;
  readonly outages: readonly OutageRun[];
}

interface Switch {
  readonly atS: number;
  readonly outage: number;
  readonly isLoss: boolean;
}

/**
 * Simulates events one by one: arrivals, completions, losses and returns of servers. What a lost server worked on starts
 * anew, at the head of its queue, and its wait lasts until the start that is not interrupted. Idle servers are taken in
 * the order in which they became idle, so that all are used alike. Runs until the last request has started.
 */
export function eventWaits({ timesS, servicesS, classes }: Requests, policy: EventPolicy): EventRun {
  const waits = new Float64Array(timesS.length);
  const levels = Math.max(...policy.priorities) + 1;
  const queues = Array.from({ length: levels }, () => new RequestQueue());
  const idle = new RequestQueue();
  const isUp = new Uint8Array(policy.servers).fill(1);
  const request = new Int32Array(policy.servers).fill(-1);
  const completions = new Completions(policy.servers);
  const switches = switchesOf(policy.outages);
  const lost = policy.outages.map((): number[] => []);
  const runs = policy.outages.map(() => ({ backlog: 0, drainS: 0 }));
  const draining = new Map<number, number>();
  for (let server = 0; server < policy.servers; server++) idle.push(server);
  let waiting = 0;
  let now = timesS[0] ?? 0;

  const settleDrains = () => {
    if (waiting > 0 || draining.size === 0) return;
    for (const [outage, since] of draining) (runs[outage] as { drainS: number }).drainS = now - since;
    draining.clear();
  };
  const dispatch = () => {
    while (waiting > 0 && idle.size > 0) {
      const server = idle.shift();
      if (isUp[server] === 0 || request[server] !== -1) continue;
      const queue = queues.find(({ size }) => size > 0) as RequestQueue;
      const next = queue.shift();
      waiting--;
      waits[next] = now - (timesS[next] as number);
      request[server] = next;
      completions.push(now + (servicesS[next] as number), server);
    }
    settleDrains();
  };
  const levelOf = (of: number) => queues[policy.priorities[classes[of] as number] as number] as RequestQueue;
  const lose = (outage: number, count: number) => {
    const interrupted: number[] = [];
    for (let server = policy.servers - 1; server >= 0 && (lost[outage] as number[]).length < count; server--) {
      if (isUp[server] === 0) continue;
      isUp[server] = 0;
      (lost[outage] as number[]).push(server);
      const at = request[server] as number;
      if (at === -1) continue;
      interrupted.push(at);
      request[server] = -1;
      completions.remove(server);
    }
    // The latest first, so that the earliest ends up at the head.
    for (const at of interrupted.sort((a, b) => b - a)) {
      levelOf(at).unshift(at);
      waiting++;
    }
    dispatch();
  };
  const restore = (outage: number) => {
    (runs[outage] as { backlog: number }).backlog = waiting;
    draining.set(outage, now);
    for (const server of lost[outage] as number[]) {
      isUp[server] = 1;
      idle.push(server);
    }
    dispatch();
  };

  let nextArrival = 0;
  let nextSwitch = 0;
  while (nextArrival < timesS.length || completions.size > 0 || waiting > 0) {
    const arrivalS = nextArrival < timesS.length ? (timesS[nextArrival] as number) : NEVER;
    const switchS = switches[nextSwitch]?.atS ?? NEVER;
    const completionS = completions.earliestS();
    now = arrivalS < switchS ? arrivalS : switchS;
    if (completionS < now) now = completionS;
    if (now === completionS && completionS !== NEVER) {
      const server = completions.pop();
      request[server] = -1;
      idle.push(server);
      dispatch();
    } else if (now === switchS && switchS !== NEVER) {
      const { outage, isLoss } = switches[nextSwitch++] as Switch;
      if (isLoss) lose(outage, (policy.outages[outage] as Outage).servers);
      else restore(outage);
    } else {
      const arrived = nextArrival++;
      if (waiting >= (policy.queueCaps[classes[arrived] as number] as number) && !hasIdle(idle, isUp, request)) {
        waits[arrived] = REFUSED;
        continue;
      }
      levelOf(arrived).push(arrived);
      waiting++;
      dispatch();
    }
  }
  return { waits, outages: runs };
}

/** Drops servers from the head of the idle list that were lost since. */
function hasIdle(idle: RequestQueue, isUp: Uint8Array, request: Int32Array): boolean {
  while (idle.size > 0) {
    const server = idle.peek();
    if (isUp[server] === 1 && request[server] === -1) return true;
    idle.shift();
  }
  return false;
}

function switchesOf(outages: readonly Outage[]): readonly Switch[] {
  return outages
    .flatMap(({ fromS, untilS }, outage) => [
      { atS: fromS, outage, isLoss: true },
      { atS: untilS, outage, isLoss: false },
    ])
    .sort((a, b) => a.atS - b.atS || Number(a.isLoss) - Number(b.isLoss));
}

/** A double-ended queue of whole numbers in a ring. */
class RequestQueue {
  private ring = new Int32Array(64);
  private first = 0;
  size = 0;

  push(value: number): void {
    this.grow();
    this.ring[(this.first + this.size++) & (this.ring.length - 1)] = value;
  }

  unshift(value: number): void {
    this.grow();
    this.first = (this.first - 1) & (this.ring.length - 1);
    this.size++;
    this.ring[this.first] = value;
  }

  peek(): number {
    return this.ring[this.first] as number;
  }

  shift(): number {
    const value = this.ring[this.first] as number;
    this.first = (this.first + 1) & (this.ring.length - 1);
    this.size--;
    return value;
  }

  private grow(): void {
    if (this.size < this.ring.length) return;
    const larger = new Int32Array(2 * this.ring.length);
    for (let k = 0; k < this.size; k++) larger[k] = this.ring[(this.first + k) & (this.ring.length - 1)] as number;
    this.ring = larger;
    this.first = 0;
  }
}

/** Completion times of the busy servers in a binary heap that knows where each server stands. */
class Completions {
  private readonly times: Float64Array;
  private readonly servers: Int32Array;
  private readonly places: Int32Array;
  size = 0;

  constructor(servers: number) {
    this.times = new Float64Array(servers);
    this.servers = new Int32Array(servers);
    this.places = new Int32Array(servers).fill(-1);
  }

  earliestS(): number {
    return this.size === 0 ? NEVER : (this.times[0] as number);
  }

  push(timeS: number, server: number): void {
    this.rise(this.size++, timeS, server);
  }

  pop(): number {
    const server = this.servers[0] as number;
    this.remove(server);
    return server;
  }

  remove(server: number): void {
    const at = this.places[server] as number;
    this.places[server] = -1;
    const last = --this.size;
    if (at === last) return;
    const timeS = this.times[last] as number;
    const moved = this.servers[last] as number;
    if (at > 0 && timeS < (this.times[(at - 1) >> 1] as number)) this.rise(at, timeS, moved);
    else this.sink(at, timeS, moved);
  }

  private rise(at: number, timeS: number, server: number): void {
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.times[parent] as number) <= timeS) break;
      this.place(at, this.times[parent] as number, this.servers[parent] as number);
      at = parent;
    }
    this.place(at, timeS, server);
  }

  private sink(at: number, timeS: number, server: number): void {
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && (this.times[child + 1] as number) < (this.times[child] as number)) child++;
      if ((this.times[child] as number) >= timeS) break;
      this.place(at, this.times[child] as number, this.servers[child] as number);
      at = child;
    }
    this.place(at, timeS, server);
  }

  private place(at: number, timeS: number, server: number): void {
    this.times[at] = timeS;
    this.servers[at] = server;
    this.places[server] = at;
  }
}
