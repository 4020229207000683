import { requireFinite } from '../range.js';
import { instantSeconds } from '../site/instant.js';

/** A measured inlet. */
export interface InletReading {
  readonly rack: string;
  /** Name of the sensor. */
  readonly channel: string;
  /** `YYYY-MM-DDThh:mm:ssZ`; compared as text. */
  readonly at: string;
  readonly inletC: number;
}

/** The model against the sensors of one rack. */
export interface InletError {
  readonly rack: string;
  readonly sensors: number;
  /** Mean of the last reading of each of its sensors, °C. */
  readonly measuredC: number;
  /** Warmest of them, which a model with one inlet for each rack cannot show. */
  readonly warmestC: number;
  readonly modelC: number | null;
  /** Model less measured, K; above 0 where the model is on the safe side. */
  readonly errorK: number | null;
}

/** What the errors of a site amount to. */
export interface ErrorSummary {
  readonly racks: number;
  readonly biasK: number;
  /** Root mean square. */
  readonly rmsK: number;
  readonly worstRack: string;
  readonly worstK: number;
}

/** The model against the last reading of every sensor, rack by rack in the order of their names. */
export function inletErrors(
  racks: readonly { readonly rack: string; readonly inletC: number | null }[],
  readings: readonly InletReading[],
): readonly InletError[] {
  const modelC = new Map(racks.map(({ rack, inletC }) => [rack, inletC]));
  const last = new Map<string, Map<string, InletReading>>();
  for (const reading of readings) {
    requireFinite({ inletC: reading.inletC });
    const sensors = last.get(reading.rack) ?? new Map<string, InletReading>();
    if (sensors.size === 0) last.set(reading.rack, sensors);
    const before = sensors.get(reading.channel);
    if (before === undefined || reading.at >= before.at) sensors.set(reading.channel, reading);
  }
  return [...last]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rack, sensors]) => {
      const values = [...sensors.values()].map(({ inletC }) => inletC);
      const measuredC = values.reduce((sum, value) => sum + value, 0) / values.length;
      const model = modelC.get(rack) ?? null;
      return {
        rack,
        sensors: values.length,
        measuredC,
        warmestC: Math.max(...values),
        modelC: model,
        errorK: model === null ? null : model - measuredC,
      };
    });
}

/** Bias, root mean square and worst of the errors that are known; null where there is none. */
export function errorSummary(errors: readonly InletError[]): ErrorSummary | null {
  const known = errors.flatMap(({ rack, errorK }) => (errorK === null ? [] : [{ rack, errorK }]));
  const [first] = known;
  if (first === undefined) return null;
  const worst = known.reduce((most, next) => (Math.abs(next.errorK) > Math.abs(most.errorK) ? next : most), first);
  return {
    racks: known.length,
    biasK: known.reduce((sum, { errorK }) => sum + errorK, 0) / known.length,
    rmsK: Math.sqrt(known.reduce((sum, { errorK }) => sum + errorK ** 2, 0) / known.length),
    worstRack: worst.rack,
    worstK: worst.errorK,
  };
}

/** Most by which an inlet may change within a time. */
export interface ChangeLimit {
  readonly withinS: number;
  readonly mostK: number;
}

/**
 * ASHRAE TC 9.9 (5th ed. 2021), equipment without tape: at most 20 K in any hour, and at most 5 K of them in any 15 minutes.
 * It is no rate of a moment: 2 K in one minute is allowed.
 */
export const CHANGE_LIMITS: readonly ChangeLimit[] = [
  { withinS: 900, mostK: 5 },
  { withinS: 3600, mostK: 20 },
];

/** The largest change of one sensor against the limit that it comes nearest to, or breaks by most. */
export interface InletChange extends ChangeLimit {
  readonly rack: string;
  readonly channel: string;
  /** K that it changed by at least within that time, sign dropped. */
  readonly changeK: number;
  readonly from: string;
  readonly to: string;
}

/**
 * The largest change of each sensor within the times of {@link CHANGE_LIMITS}.
 *
 * Two readings within the time say how much it changed. Of two that follow each other n times farther apart, at least an n-th
 * of the change, n rounded up, fell into one such time: more is not known.
 */
export function largestChanges(readings: readonly InletReading[]): readonly InletChange[] {
  const bySensor = new Map<string, InletReading[]>();
  for (const reading of readings) {
    const key = `${reading.rack}\u0000${reading.channel}`;
    const list = bySensor.get(key) ?? [];
    if (list.length === 0) bySensor.set(key, list);
    list.push(reading);
  }
  return [...bySensor.values()].flatMap((list) => {
    const timed = list
      .flatMap((reading) => {
        const atS = instantSeconds(reading.at);
        return atS === null ? [] : [{ ...reading, atS }];
      })
      .sort((a, b) => a.atS - b.atS);
    let largest: InletChange | undefined;
    for (const { withinS, mostK } of CHANGE_LIMITS) {
      timed.forEach((from, k) => {
        for (let next = k + 1; next < timed.length; next += 1) {
          const to = timed[next];
          if (to === undefined) break;
          const apartS = to.atS - from.atS;
          if (apartS > withinS && next > k + 1) break;
          if (apartS <= 0) continue;
          const changeK = Math.abs(to.inletC - from.inletC) / Math.ceil(apartS / withinS);
          if (largest !== undefined && changeK / mostK <= largest.changeK / largest.mostK) continue;
          largest = { rack: from.rack, channel: from.channel, changeK, from: from.at, to: to.at, withinS, mostK };
        }
      });
    }
    return largest === undefined ? [] : [largest];
  });
}
