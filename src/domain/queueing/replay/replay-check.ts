import type { Bounds } from '../../range.js';
import { LOAD_BOUNDS } from '../load.js';
import { ROUTINGS } from './policy.js';
import type { ReplayInput } from './replay.js';
import type { Arrivals, Traffic } from './traffic.js';

/** Squared coefficients of variation of gaps: beyond them no replication is long enough to hold the gaps that make the mean. */
export const SCV_BOUNDS = { min: 1e-6, max: 10_000 } as const;
/** Requests of one replication at most: their times and waits have to fit into memory. */
export const MOST_REQUESTS = 50_000_000;
/** Blocks of a resampled trace at most. */
export const MOST_BLOCKS = 10_000_000;
/** Changes of state between two requests at most, on average: with more, arrivals are Poisson ones of the mean rate. */
export const MOST_CHANGES = 1000;

/** @throws RangeError that lists every defect of the input, by the names of its fields */
export function checkReplay(input: ReplayInput): void {
  const defects = replayDefects(input);
  if (defects.length > 0) throw new RangeError(defects.join('; '));
}

/** What is wrong with the input, one sentence each. */
export function replayDefects(input: ReplayInput): readonly string[] {
  return [...trafficDefects(input.traffic), ...policyDefects(input)];
}

function* trafficDefects(traffic: Traffic): Generator<string> {
  if (traffic.kind === 'trace') {
    yield* traceDefects(traffic);
    return;
  }
  yield* arrivalDefects(traffic.arrivals);
  if (traffic.classes.length === 0) yield 'traffic.classes must hold at least one class';
  if (traffic.classes.length > 65_535) yield 'traffic.classes must hold at most 65535 classes';
  for (const [i, { serviceS, share, priority }] of traffic.classes.entries()) {
    yield* within(`traffic.classes[${i}].serviceS`, serviceS, LOAD_BOUNDS);
    yield* positive(`traffic.classes[${i}].share`, share);
    if (priority !== undefined) yield* whole(`traffic.classes[${i}].priority`, priority, { from: 0, to: 99 });
  }
  yield* whole('traffic.requests', traffic.requests, { from: 1, to: MOST_REQUESTS });
}

function* traceDefects({ timesS, servicesS, blockS }: Extract<Traffic, { kind: 'trace' }>): Generator<string> {
  if (timesS.length === 0) yield 'traffic.timesS must hold at least one request';
  if (timesS.length !== servicesS.length) {
    yield `traffic.servicesS must hold one service for each of the ${timesS.length} times, but holds ${servicesS.length}`;
  }
  if (blockS !== undefined) {
    yield* positive('traffic.blockS', blockS);
    const lastsS = (timesS.at(-1) ?? 0) - (timesS[0] ?? 0);
    if (lastsS / blockS > MOST_BLOCKS) {
      yield `traffic.blockS must be at least ${lastsS / MOST_BLOCKS}, a ${MOST_BLOCKS}th of the trace, but is ${blockS}`;
    }
  }
  const wrongTime = timesS.findIndex((time, i) => !Number.isFinite(time) || (i > 0 && !(time >= (timesS[i - 1] ?? 0))));
  if (wrongTime !== -1) {
    yield `traffic.timesS must be finite and never fall, but request ${wrongTime + 1} is at ${timesS[wrongTime] ?? NaN} s`;
  }
  const wrongService = servicesS.findIndex((service) => !(service > 0 && service < Infinity));
  if (wrongService !== -1) {
    yield `traffic.servicesS must be finite and above 0, but request ${wrongService + 1} has ${servicesS[wrongService] ?? NaN} s`;
  }
}

function* arrivalDefects(arrivals: Arrivals): Generator<string> {
  if (arrivals.kind === 'mmpp') {
    yield* notNegative('traffic.arrivals.rate1PerS', arrivals.rate1PerS);
    yield* notNegative('traffic.arrivals.rate2PerS', arrivals.rate2PerS);
    if (arrivals.rate1PerS + arrivals.rate2PerS === 0) yield 'traffic.arrivals must have a rate above 0 in one state';
    yield* positive('traffic.arrivals.leave1PerS', arrivals.leave1PerS);
    yield* positive('traffic.arrivals.leave2PerS', arrivals.leave2PerS);
    yield* modulationDefects(arrivals);
    return;
  }
  yield* within('traffic.arrivals.ratePerS', arrivals.ratePerS, LOAD_BOUNDS);
  if (arrivals.kind === 'renewal') yield* within('traffic.arrivals.scv', arrivals.scv, SCV_BOUNDS);
  if (arrivals.kind === 'batch') {
    if (!(arrivals.size >= 1 && arrivals.size < Infinity)) {
      yield `traffic.arrivals.size must be a finite number of at least 1, but is ${arrivals.size}`;
    } else if (arrivals.law === 'fixed') {
      yield* whole('traffic.arrivals.size', arrivals.size, { from: 1, to: 1_000_000 });
    }
  }
}

/** What keeps a request from ever coming: a mean rate of nothing, or states that change too often between two requests. */
function* modulationDefects({
  rate1PerS,
  rate2PerS,
  leave1PerS,
  leave2PerS,
}: Extract<Arrivals, { kind: 'mmpp' }>): Generator<string> {
  // Otherwise told of a rate or a state already.
  if (!(rate1PerS >= 0 && rate2PerS >= 0 && rate1PerS + rate2PerS > 0 && leave1PerS > 0 && leave2PerS > 0)) return;
  const inFirst = 1 / (1 + leave1PerS / leave2PerS);
  const meanPerS = inFirst * rate1PerS + (1 - inFirst) * rate2PerS;
  yield* within('the mean rate of traffic.arrivals', meanPerS, LOAD_BOUNDS);
  const changes = (2 * inFirst * leave1PerS) / meanPerS;
  if (changes > MOST_CHANGES) {
    yield `traffic.arrivals.leave1PerS and leave2PerS must change the state at most ${MOST_CHANGES} times between two requests on average, but change it ${changes} times; such arrivals are poisson at ratePerS ${meanPerS}`;
  }
}

function* policyDefects(input: ReplayInput): Generator<string> {
  const { servers, routing = 'central', limits = {}, outages = [], traffic } = input;
  yield* whole('servers', servers, { from: 1, to: 1_000_000 });
  if (!ROUTINGS.includes(routing)) yield `routing must be one of ${ROUTINGS.join(', ')}, but is "${routing}"`;
  const { capacity, maxWaitS, maxLatencyS } = limits;
  if (capacity !== undefined && capacity !== Infinity) {
    const least = routing === 'central' ? servers : 1;
    yield* whole('limits.capacity', capacity, { from: least, to: Number.MAX_SAFE_INTEGER });
  }
  if (maxWaitS !== undefined && !(maxWaitS >= 0)) yield `limits.maxWaitS must be at least 0, but is ${maxWaitS}`;
  if (maxLatencyS !== undefined && !(maxLatencyS > 0))
    yield `limits.maxLatencyS must be above 0, but is ${maxLatencyS}`;
  for (const [i, outage] of outages.entries()) {
    yield* notNegative(`outages[${i}].fromS`, outage.fromS);
    if (!(outage.untilS > outage.fromS && outage.untilS < Infinity)) {
      yield `outages[${i}].untilS must be a finite time after fromS, but is ${outage.untilS}`;
    }
    yield* whole(`outages[${i}].servers`, outage.servers, { from: 1, to: servers });
  }
  const classes = traffic.kind === 'trace' ? 1 : traffic.classes.length;
  if (input.queueCaps !== undefined) {
    if (input.queueCaps.length !== classes) yield `queueCaps must have one entry for each of the ${classes} classes`;
    for (const [i, cap] of input.queueCaps.entries()) {
      if (cap !== null) yield* whole(`queueCaps[${i}]`, cap, { from: 0, to: Number.MAX_SAFE_INTEGER });
    }
  }
  const hasPriorities = traffic.kind === 'synthetic' && traffic.classes.some(({ priority }) => (priority ?? 0) !== 0);
  if (outages.length > 0 || input.queueCaps !== undefined || hasPriorities) {
    if (routing !== 'central') yield `routing must be central with outages, queueCaps or priorities, but is ${routing}`;
    if (Number.isFinite(maxWaitS ?? Infinity) || Number.isFinite(maxLatencyS ?? Infinity)) {
      yield 'limits.maxWaitS and limits.maxLatencyS cannot be used with outages, queueCaps or priorities: no wait can be predicted then';
    }
  }
  yield* whole('replications', input.replications, { from: 1, to: 100_000 });
  yield* whole('seed', input.seed, { from: 0, to: Number.MAX_SAFE_INTEGER });
  if (input.warmUp !== undefined) {
    const requests = traffic.kind === 'trace' ? traffic.timesS.length : traffic.requests;
    yield* whole('warmUp', input.warmUp, { from: 0, to: Math.max(0, requests - 1) });
  }
}

function* within(name: string, value: number, { min, max }: Bounds): Generator<string> {
  if (!(value >= min && value <= max)) yield `${name} must be from ${min} to ${max}, but is ${value}`;
}

function* positive(name: string, value: number): Generator<string> {
  if (!(value > 0 && value < Infinity)) yield `${name} must be a finite number above 0, but is ${value}`;
}

function* notNegative(name: string, value: number): Generator<string> {
  if (!(value >= 0 && value < Infinity)) yield `${name} must be a finite number of at least 0, but is ${value}`;
}

function* whole(
  name: string,
  value: number,
  { from, to }: { readonly from: number; readonly to: number },
): Generator<string> {
  if (!(Number.isSafeInteger(value) && value >= from && value <= to)) {
    yield `${name} must be a whole number from ${from} to ${to}, but is ${value}`;
  }
}
