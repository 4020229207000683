import type { Method } from '../method.js';
import { centralWaits } from './central-queue.js';
import { estimateOf, type Estimate } from './estimate.js';
import { eventWaits, type OutageRun } from './event-queue.js';
import { REFUSED, type Limits, type Outage, type Routing } from './policy.js';
import { randomStream } from './random.js';
import { checkReplay } from './replay-check.js';
import { routedWaits } from './routed-queues.js';
import { quantilesOf } from './select.js';
import { drawRequests, type Requests, type Traffic } from './traffic.js';
import { requestsToForget } from './warm-up.js';

/** Everything that a replay is determined by; the same input gives the same numbers. */
export interface ReplayInput {
  readonly traffic: Traffic;
  /** Requests in service at once. */
  readonly servers: number;
  /** Default `central`. */
  readonly routing?: Routing;
  /** Default: nothing is refused. */
  readonly limits?: Partial<Limits>;
  /** By class, in the order of the traffic's classes: it is refused when so many wait already. Central queue only. */
  readonly queueCaps?: readonly (number | null)[];
  /** Central queue only, in s of the replication. */
  readonly outages?: readonly Outage[];
  readonly replications: number;
  readonly seed: number;
  /**
   * Requests at the start of each replication that are simulated but not counted. Left out: as many as a pilot run and the
   * relaxation time ask for; none for a trace and for runs with outages, whose clock matters.
   */
  readonly warmUp?: number;
}

export const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const;
export type QuantileName = keyof typeof QUANTILES;

/** The figures of one replication, after its warm-up. */
export interface Replication {
  readonly requests: number;
  readonly refused: number;
  readonly meanWaitS: number;
  readonly waiting: number;
  readonly maxWaitS: number;
  readonly waitQuantilesS: readonly number[];
  readonly latencyQuantilesS: readonly number[];
  readonly offeredServers: number;
  readonly classes: readonly ClassFigures[];
  readonly outages: readonly OutageRun[];
}

export interface ClassFigures {
  readonly requests: number;
  readonly refused: number;
  readonly waitP99S: number;
}

/** A replay that has been checked, with what follows from its input. */
export interface Replay {
  readonly input: ReplayInput;
  readonly warmUp: number;
}

export interface ReplayResult {
  readonly method: Method;
  readonly replications: number;
  /** Requests counted in all replications. */
  readonly requests: number;
  readonly warmUpRequests: number;
  /** λ E[S] / c as it was drawn, refused requests included. */
  readonly utilization: Estimate;
  readonly probabilityOfWaiting: Estimate;
  /** Of the accepted requests, as the quantiles. */
  readonly meanWaitS: Estimate;
  readonly waitQuantilesS: Readonly<Record<QuantileName, Estimate>>;
  readonly latencyQuantilesS: Readonly<Record<QuantileName, Estimate>>;
  readonly maxWaitS: Estimate;
  readonly lossProbability: Estimate;
  /** One for each class of synthetic traffic. */
  readonly classes: readonly { readonly lossProbability: Estimate; readonly waitP99S: Estimate }[];
  readonly outages: readonly { readonly backlog: Estimate; readonly drainS: Estimate }[];
}

/**
 * Checks a replay and finds its warm-up.
 *
 * @throws RangeError with every defect of the input in its message
 */
export function prepareReplay(input: ReplayInput): Replay {
  checkReplay(input);
  return { input, warmUp: input.warmUp ?? defaultWarmUp(input) };
}

function defaultWarmUp(input: ReplayInput): number {
  if (input.traffic.kind === 'trace' || (input.outages?.length ?? 0) > 0) return 0;
  const pilots = Array.from({ length: Math.min(4, input.replications) }, (_, i) => {
    // Streams of their own, so that what is counted does not depend on what chose the warm-up.
    const random = randomStream(input.seed, -1 - i);
    return waitsOf(input, drawRequests(input.traffic, random), random).waits;
  });
  return requestsToForget(pilots, input.traffic, input.servers);
}

/** One replication. @param number - from 0; each has its own stream of random numbers */
export function runReplication({ input, warmUp }: Replay, number: number): Replication {
  const random = randomStream(input.seed, number);
  const requests = drawRequests(input.traffic, random);
  const { waits, outages } = waitsOf(input, requests, random);
  const counted = Math.min(warmUp, Math.max(0, waits.length - 1));
  return { ...figuresOf(requests, waits, { warmUp: counted, classes: classCount(input.traffic) }), outages };
}

function classCount(traffic: Traffic): number {
  return traffic.kind === 'trace' ? 0 : traffic.classes.length;
}

function waitsOf(input: ReplayInput, requests: Requests, random: ReturnType<typeof randomStream>) {
  const limits = { capacity: Infinity, maxWaitS: Infinity, maxLatencyS: Infinity, ...input.limits };
  const { servers, outages = [], routing = 'central' } = input;
  const classes = input.traffic.kind === 'trace' ? [] : input.traffic.classes;
  const priorities = classes.length === 0 ? [0] : classes.map(({ priority }) => priority ?? 0);
  if (outages.length > 0 || input.queueCaps !== undefined || priorities.some((priority) => priority !== 0)) {
    const queueCaps = priorities.map((_, i) => Math.min(limits.capacity - servers, input.queueCaps?.[i] ?? Infinity));
    return eventWaits(requests, { servers, outages, priorities, queueCaps });
  }
  if (routing === 'central') return { waits: centralWaits(requests, servers, limits), outages: [] };
  return { waits: routedWaits(requests, servers, { routing, limits, random }), outages: [] };
}

function figuresOf(
  { timesS, servicesS, classes, commonServiceS }: Requests,
  waits: Float64Array,
  { warmUp, classes: classCount }: { readonly warmUp: number; readonly classes: number },
): Omit<Replication, 'outages'> {
  const total = waits.length;
  const accepted = new Float64Array(total - warmUp);
  // With one service time latencies are the waits, moved.
  const latencies = commonServiceS === null ? new Float64Array(total - warmUp) : null;
  let [count, sum, waiting, most, work] = [0, 0, 0, 0, 0];
  for (let i = warmUp; i < total; i++) {
    const wait = waits[i] as number;
    const service = servicesS[i] as number;
    work += service;
    if (wait === REFUSED) continue;
    accepted[count] = wait;
    if (latencies !== null) latencies[count] = wait + service;
    count++;
    sum += wait;
    if (wait > 0) waiting++;
    if (wait > most) most = wait;
  }
  const answered = count;
  const shares = Object.values(QUANTILES);
  const durationS = (timesS[total - 1] ?? 0) - (timesS[warmUp] ?? 0);
  const waitQuantilesS = quantilesOf(accepted.subarray(0, answered), shares);
  return {
    requests: total - warmUp,
    refused: total - warmUp - answered,
    meanWaitS: answered === 0 ? 0 : sum / answered,
    waiting,
    maxWaitS: most,
    waitQuantilesS,
    latencyQuantilesS:
      latencies === null
        ? waitQuantilesS.map((waitS) => (answered === 0 ? 0 : waitS + (commonServiceS ?? 0)))
        : quantilesOf(latencies.subarray(0, answered), shares),
    offeredServers: durationS > 0 ? work / durationS : 0,
    classes: classCount < 2 ? [] : classFigures(classes, waits, { warmUp, count: classCount }),
  };
}

function classFigures(
  classes: Uint16Array,
  waits: Float64Array,
  { warmUp, count }: { readonly warmUp: number; readonly count: number },
): readonly ClassFigures[] {
  return Array.from({ length: count }, (_, one) => {
    const accepted: number[] = [];
    let refused = 0;
    for (let i = warmUp; i < waits.length; i++) {
      if (classes[i] !== one) continue;
      if (waits[i] === REFUSED) refused++;
      else accepted.push(waits[i] as number);
    }
    const [waitP99S] = quantilesOf(Float64Array.from(accepted), [0.99]);
    return { requests: accepted.length + refused, refused, waitP99S: waitP99S ?? 0 };
  });
}

const SIMULATED: Method = {
  kind: 'simulated',
  name: 'replay of requests in independent replications',
  source: 'Lindley (1952), Kiefer–Wolfowitz (1955); intervals: A. Law, Simulation Modeling and Analysis, §9.4.1',
  range: 'any arrivals, mixed services, routing, limits, priorities and outages',
  error: '95 % confidence interval by Student’s t over the replications, beside each value',
};

/** Joins replications into estimates with confidence intervals. */
export function summariseReplay({ input, warmUp }: Replay, runs: readonly Replication[]): ReplayResult {
  const over = (figure: (run: Replication) => number): Estimate => estimateOf(runs.map(figure));
  const quantiles = (of: (run: Replication) => readonly number[]) =>
    Object.fromEntries(
      Object.keys(QUANTILES).map((name, i) => [name, over((run) => of(run)[i] as number)]),
    ) as Readonly<Record<QuantileName, Estimate>>;
  const [first] = runs;
  return {
    method: SIMULATED,
    replications: runs.length,
    requests: runs.reduce((sum, { requests }) => sum + requests, 0),
    warmUpRequests: warmUp,
    utilization: over(({ offeredServers }) => offeredServers / input.servers),
    probabilityOfWaiting: over(({ waiting, requests, refused }) => share(waiting, requests - refused)),
    meanWaitS: over(({ meanWaitS }) => meanWaitS),
    waitQuantilesS: quantiles(({ waitQuantilesS }) => waitQuantilesS),
    latencyQuantilesS: quantiles(({ latencyQuantilesS }) => latencyQuantilesS),
    maxWaitS: over(({ maxWaitS }) => maxWaitS),
    lossProbability: over(({ refused, requests }) => share(refused, requests)),
    classes: (first?.classes ?? []).map((_, i) => ({
      lossProbability: over(({ classes }) => share(classes[i]?.refused ?? 0, classes[i]?.requests ?? 0)),
      waitP99S: over(({ classes }) => classes[i]?.waitP99S ?? 0),
    })),
    outages: (first?.outages ?? []).map((_, i) => ({
      backlog: over(({ outages }) => outages[i]?.backlog ?? 0),
      drainS: over(({ outages }) => outages[i]?.drainS ?? 0),
    })),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Runs a whole replay. */
export function replay(input: ReplayInput): ReplayResult {
  const prepared = prepareReplay(input);
  const runs = Array.from({ length: input.replications }, (_, number) => runReplication(prepared, number));
  return summariseReplay(prepared, runs);
}
