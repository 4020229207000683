import type { RandomStream } from './random.js';

// Own names for what loops over millions of requests use: a look-up through the global object each time may cost more than they do.
const { cos, floor, log, log1p, PI, sqrt } = Math;

/** How requests arrive. */
export type Arrivals =
  | { readonly kind: 'poisson'; readonly ratePerS: number }
  /** Independent gaps with a gamma law; `scv` is their variance over squared mean: 1 is Poisson, above it bursty. */
  | { readonly kind: 'renewal'; readonly ratePerS: number; readonly scv: number }
  /** Batches arrive as Poisson, `ratePerS` counts requests; every batch has `size`, or a geometric size of that mean. */
  | { readonly kind: 'batch'; readonly ratePerS: number; readonly size: number; readonly law: 'fixed' | 'geometric' }
  /** Poisson at one of two rates; the state is left at `leave1PerS` and `leave2PerS`. */
  | {
      readonly kind: 'mmpp';
      readonly rate1PerS: number;
      readonly rate2PerS: number;
      readonly leave1PerS: number;
      readonly leave2PerS: number;
    };

/** Requests that want the same service: a bucket. */
export interface RequestClass {
  readonly serviceS: number;
  /** Share of the requests, by any common measure. */
  readonly share: number;
  /** 0 is served first; without preemption. Default 0. */
  readonly priority?: number;
}

/** Requests drawn at random. */
export interface SyntheticTraffic {
  readonly kind: 'synthetic';
  readonly arrivals: Arrivals;
  readonly classes: readonly RequestClass[];
  /** Requests in each replication, those of the warm-up included. */
  readonly requests: number;
}

/** Requests as they were seen. */
export interface TraceTraffic {
  readonly kind: 'trace';
  /** s from any origin, never falling. */
  readonly timesS: Float64Array;
  /** s, one for each request. */
  readonly servicesS: Float64Array;
  /**
   * s. Given, every replication is a resample: as many blocks of this length as the trace holds, drawn with replacement
   * and laid end to end, which keeps the bursts inside a block (block bootstrap). Left out, the trace is replayed as it is.
   */
  readonly blockS?: number;
}

export type Traffic = SyntheticTraffic | TraceTraffic;

/** The requests of one replication in the order of their arrival. */
export interface Requests {
  readonly timesS: Float64Array;
  readonly servicesS: Float64Array;
  /** Index of each request's class; all 0 for a trace. */
  readonly classes: Uint16Array;
  /** The service of all, where it is the same. */
  readonly commonServiceS: number | null;
}

/** Mean requests/s of an arrival process. */
export function meanRatePerS(arrivals: Arrivals): number {
  if (arrivals.kind !== 'mmpp') return arrivals.ratePerS;
  const { rate1PerS, rate2PerS, leave1PerS, leave2PerS } = arrivals;
  return (rate1PerS * leave2PerS + rate2PerS * leave1PerS) / (leave1PerS + leave2PerS);
}

/** The requests of one replication. */
export function drawRequests(traffic: Traffic, random: RandomStream): Requests {
  if (traffic.kind === 'trace') return traceRequests(traffic, random);
  const timesS = new Float64Array(traffic.requests);
  fillTimes(timesS, traffic.arrivals, random);
  const servicesS = new Float64Array(traffic.requests);
  const classes = new Uint16Array(traffic.requests);
  const [first] = traffic.classes;
  if (first !== undefined && traffic.classes.every(({ serviceS }) => serviceS === first.serviceS)) {
    servicesS.fill(first.serviceS);
    if (traffic.classes.length > 1) fillClasses(classes, traffic.classes, random);
    return { timesS, servicesS, classes, commonServiceS: first.serviceS };
  }
  fillClasses(classes, traffic.classes, random);
  const services = Float64Array.from(traffic.classes, ({ serviceS }) => serviceS);
  for (let i = 0; i < classes.length; i++) servicesS[i] = services[classes[i] as number] as number;
  return { timesS, servicesS, classes, commonServiceS: null };
}

function fillClasses(classes: Uint16Array, of: readonly RequestClass[], random: RandomStream): void {
  const total = of.reduce((sum, { share }) => sum + share, 0);
  let sum = 0;
  const bounds = Float64Array.from(of, ({ share }) => (sum += share / total));
  const last = of.length - 1;
  const uniforms = new Float64Array(Math.min(classes.length, 65_536));
  for (let start = 0; start < classes.length; start += uniforms.length) {
    random.fillUniform(uniforms);
    const end = Math.min(uniforms.length, classes.length - start);
    for (let i = 0; i < end; i++) {
      const uniform = uniforms[i] as number;
      let chosen = 0;
      while (chosen < last && uniform > (bounds[chosen] as number)) chosen++;
      classes[start + i] = chosen;
    }
  }
}

function fillTimes(timesS: Float64Array, arrivals: Arrivals, random: RandomStream): void {
  switch (arrivals.kind) {
    case 'poisson':
      random.fillExponential(timesS, 1 / arrivals.ratePerS);
      return accumulate(timesS);
    case 'renewal': {
      const shape = 1 / arrivals.scv;
      for (let i = 0; i < timesS.length; i++) timesS[i] = gamma(shape, random) / (shape * arrivals.ratePerS);
      return accumulate(timesS);
    }
    case 'batch': {
      const { ratePerS, size, law } = arrivals;
      let time = 0;
      for (let i = 0; i < timesS.length;) {
        time -= (log(random.next()) * size) / ratePerS;
        const inBatch = law === 'fixed' || size === 1 ? size : 1 + floor(log(random.next()) / log1p(-1 / size));
        for (let j = 0; j < inBatch && i < timesS.length; j++) timesS[i++] = time;
      }
      return;
    }
    case 'mmpp': {
      const { rate1PerS, rate2PerS, leave1PerS, leave2PerS } = arrivals;
      let isFirst = random.next() < leave2PerS / (leave1PerS + leave2PerS);
      let time = 0;
      for (let i = 0; i < timesS.length;) {
        const leave = isFirst ? leave1PerS : leave2PerS;
        const both = leave + (isFirst ? rate1PerS : rate2PerS);
        time -= log(random.next()) / both;
        if (random.next() * both < leave) isFirst = !isFirst;
        else timesS[i++] = time;
      }
    }
  }
}

function accumulate(gaps: Float64Array): void {
  let time = 0;
  for (let i = 0; i < gaps.length; i++) {
    time += gaps[i] as number;
    gaps[i] = time;
  }
}

/** A gamma number of the given shape and scale 1. Source: G. Marsaglia, W. Tsang, ACM TOMS 26 (2000) 363–372. */
function gamma(shape: number, random: RandomStream): number {
  if (shape < 1) return gamma(shape + 1, random) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / sqrt(9 * d);
  for (;;) {
    const x = sqrt(-2 * log(random.next())) * cos(2 * PI * random.next());
    const root = 1 + c * x;
    const v = root * root * root;
    if (v > 0 && log(random.next()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}

function traceRequests({ timesS, servicesS, blockS }: TraceTraffic, random: RandomStream): Requests {
  if (blockS !== undefined) return resampled({ timesS, servicesS, blockS }, random);
  return { timesS, servicesS, classes: new Uint16Array(timesS.length), commonServiceS: null };
}

/** Blocks of equal duration drawn with replacement, each moved to its new place. */
function resampled(
  { timesS, servicesS, blockS }: Required<Pick<TraceTraffic, 'timesS' | 'servicesS' | 'blockS'>>,
  random: RandomStream,
): Requests {
  const first = timesS[0] ?? 0;
  const blocks = Math.max(1, Math.round(((timesS[timesS.length - 1] ?? first) - first) / blockS));
  const lengthS = ((timesS[timesS.length - 1] ?? first) - first) / blocks;
  const starts = new Uint32Array(blocks + 1);
  for (let i = 0, block = 0; block < blocks; block++) {
    while (i < timesS.length && (timesS[i] as number) < first + block * lengthS) i++;
    starts[block] = i;
  }
  starts[blocks] = timesS.length;
  const drawn = Uint32Array.from({ length: blocks }, () => Math.floor(random.next() * blocks));
  const count = drawn.reduce((sum, block) => sum + (starts[block + 1] as number) - (starts[block] as number), 0);
  const result = { timesS: new Float64Array(count), servicesS: new Float64Array(count) };
  let at = 0;
  for (const [place, block] of drawn.entries()) {
    const shift = (place - block) * lengthS;
    for (let i = starts[block] as number; i < (starts[block + 1] as number); i++, at++) {
      // Rounding must not carry a request before the one ahead of it.
      const time = (timesS[i] as number) + shift;
      const before = at === 0 ? -Infinity : (result.timesS[at - 1] as number);
      result.timesS[at] = time < before ? before : time;
      result.servicesS[at] = servicesS[i] as number;
    }
  }
  return { ...result, classes: new Uint16Array(count), commonServiceS: null };
}
