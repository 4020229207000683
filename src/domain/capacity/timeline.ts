import { randomStream } from '../queueing/replay/random.js';

const { log } = Math;

/** Numbers between 0 and 1, both excluded, that follow from a seed alone. */
type Random = () => number;

/** Requests with their times in service, in order of arrival: what a replay lets through servers. */
export interface Timeline {
  /** s, never falling. */
  readonly arrivalS: Float64Array;
  readonly serviceS: Float64Array;
  /** Which workload of the pool each belongs to. */
  readonly workload: Uint16Array;
  /** Requests at the start that only fill the queue and are not judged. */
  readonly warmUp: number;
}

/** One stream of requests: what arrived, or a rate and the services of its buckets. */
export interface Stream {
  readonly ratePerS: number;
  readonly services: readonly { readonly serviceS: number; readonly share: number }[];
  readonly trace: { readonly arrivalS: Float64Array; readonly serviceS: Float64Array } | null;
}

/**
 * The timeline of streams of which one at least is a trace: traces as they were, the others as Poisson arrivals for as long.
 * It begins with empty servers, as the trace does, and all of it is judged.
 */
export function tracedTimeline(streams: readonly Stream[], seed: number): Timeline {
  const random = randomStream(seed, 0).next;
  const durationS = Math.max(...streams.map(({ trace }) => trace?.arrivalS.at(-1) ?? 0));
  const parts = streams.map((stream) => stream.trace ?? poissonPart(stream, durationS, random));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    return { ...only, workload: new Uint16Array(only.arrivalS.length), warmUp: 0 };
  }
  return { ...mergedByTime(parts), warmUp: 0 };
}

/** Poisson arrivals of all streams together; the first fifth is warm-up. */
export function poissonTimeline(streams: readonly Stream[], requests: number, seed: number): Timeline {
  const random = randomStream(seed, 0).next;
  const total = streams.reduce((sum, { ratePerS }) => sum + ratePerS, 0);
  const pick = picker(
    streams.flatMap(({ ratePerS, services }, k) => {
      const shares = services.reduce((sum, { share }) => sum + share, 0);
      return services.map(({ serviceS, share }) => ({ serviceS, workload: k, weight: (ratePerS * share) / shares }));
    }),
    ({ weight }) => weight,
  );
  const arrivalS = new Float64Array(requests);
  const serviceS = new Float64Array(requests);
  const workload = new Uint16Array(requests);
  let atS = 0;
  for (let i = 0; i < requests; i += 1) {
    atS += exponential(random) / total;
    const kind = pick(random());
    arrivalS[i] = atS;
    serviceS[i] = kind.serviceS;
    workload[i] = kind.workload;
  }
  return { arrivalS, serviceS, workload, warmUp: Math.floor(requests / 5) };
}

/**
 * Another history that the same traffic could have had: blocks of time drawn at random, each as it was (moving block bootstrap,
 * Künsch 1989, Annals of Statistics 17). Bursts shorter than a block survive; what reaches over blocks is lost.
 */
export function resampledTimeline(timeline: Timeline, blockS: number, seed: number): Timeline {
  const { arrivalS, serviceS, workload } = timeline;
  const random = randomStream(seed, 0).next;
  const n = arrivalS.length;
  const durationS = arrivalS[n - 1] ?? 0;
  const blocks = Math.max(1, Math.round(durationS / blockS));
  const lengthS = durationS / blocks;
  const [arrivals, services, workloads]: [number[], number[], number[]] = [[], [], []];
  for (let block = 0; block < blocks; block += 1) {
    const fromS = random() * Math.max(0, durationS - lengthS);
    const shiftS = block * lengthS - fromS;
    for (let i = firstFrom(arrivalS, fromS); i < n && (arrivalS[i] as number) < fromS + lengthS; i += 1) {
      arrivals.push((arrivalS[i] as number) + shiftS);
      services.push(serviceS[i] as number);
      workloads.push(workload[i] as number);
    }
  }
  return {
    arrivalS: Float64Array.from(arrivals),
    serviceS: Float64Array.from(services),
    workload: Uint16Array.from(workloads),
    warmUp: 0,
  };
}

/** The same requests arriving `factor` times as fast. */
export function hastened(timeline: Timeline, factor: number): Timeline {
  return factor === 1 ? timeline : { ...timeline, arrivalS: timeline.arrivalS.map((atS) => atS / factor) };
}

function poissonPart(stream: Stream, durationS: number, random: Random): NonNullable<Stream['trace']> {
  const pick = picker(stream.services, ({ share }) => share);
  const [arrivals, services]: [number[], number[]] = [[], []];
  for (let atS = exponential(random) / stream.ratePerS; atS < durationS; atS += exponential(random) / stream.ratePerS) {
    arrivals.push(atS);
    services.push(pick(random()).serviceS);
  }
  return { arrivalS: Float64Array.from(arrivals), serviceS: Float64Array.from(services) };
}

/** Chooses among kinds by weight for a number from 0 to 1. */
function picker<Kind>(kinds: readonly Kind[], weightOf: (kind: Kind) => number): (u: number) => Kind {
  let sum = 0;
  const summed = Float64Array.from(kinds, (kind) => (sum += weightOf(kind)));
  return (u) => {
    const at = u * sum;
    let [low, high] = [0, kinds.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((summed[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return kinds[low] as Kind;
  };
}

function mergedByTime(parts: readonly NonNullable<Stream['trace']>[]): Omit<Timeline, 'warmUp'> {
  const n = parts.reduce((sum, { arrivalS }) => sum + arrivalS.length, 0);
  const arrivalS = new Float64Array(n);
  const serviceS = new Float64Array(n);
  const workload = new Uint16Array(n);
  const at = parts.map(() => 0);
  for (let i = 0; i < n; i += 1) {
    let next = 0;
    let soonest = Infinity;
    parts.forEach((part, k) => {
      const time = part.arrivalS[at[k] ?? 0] ?? Infinity;
      if (time < soonest) [soonest, next] = [time, k];
    });
    const from = at[next] ?? 0;
    arrivalS[i] = soonest;
    serviceS[i] = parts[next]?.serviceS[from] ?? NaN;
    workload[i] = next;
    at[next] = from + 1;
  }
  return { arrivalS, serviceS, workload };
}

function firstFrom(arrivalS: Float64Array, fromS: number): number {
  let [low, high] = [0, arrivalS.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((arrivalS[middle] as number) < fromS) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Exponential with mean 1. */
function exponential(random: Random): number {
  return -log(random());
}
