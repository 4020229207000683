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

/** A rise between two readings of one sensor. */
export interface RiseRate {
  readonly rack: string;
  readonly channel: string;
  /** K/h. */
  readonly rateKPerH: number;
  readonly from: string;
  readonly to: string;
}

/**
 * The fastest change of each sensor between two readings that follow each other, K/h, its sign dropped.
 */
export function fastestChanges(readings: readonly InletReading[]): readonly RiseRate[] {
  const bySensor = new Map<string, InletReading[]>();
  for (const reading of readings) {
    const key = `${reading.rack}\u0000${reading.channel}`;
    const list = bySensor.get(key) ?? [];
    if (list.length === 0) bySensor.set(key, list);
    list.push(reading);
  }
  return [...bySensor.values()].flatMap((list) => {
    list.sort((a, b) => (a.at < b.at ? -1 : 1));
    let fastest: RiseRate | undefined;
    list.forEach((reading, k) => {
      const before = list[k - 1];
      if (before === undefined) return;
      const hours = ((instantSeconds(reading.at) ?? NaN) - (instantSeconds(before.at) ?? NaN)) / 3600;
      if (!(hours > 0)) return;
      const rateKPerH = Math.abs(reading.inletC - before.inletC) / hours;
      if (fastest === undefined || rateKPerH > fastest.rateKPerH) {
        fastest = { rack: reading.rack, channel: reading.channel, rateKPerH, from: before.at, to: reading.at };
      }
    });
    return fastest === undefined ? [] : [fastest];
  });
}
