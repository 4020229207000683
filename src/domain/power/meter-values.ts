import { instantSeconds, instantText } from '../site/instant.js';
import type { Reading } from '../site/kinds/reading.js';
import { SQRT_3 } from '../units.js';
import { lineLoad } from './line-load.js';
import { VECTOR_LENGTH } from './line-vector.js';
import { reportedFlow, type LoadFlow } from './load-flow.js';
import type { PowerNode } from './power-network.js';

/** Quantities of electrical meters. */
export const METER_QUANTITIES = ['current-a', 'voltage-v', 'power-w', 'apparent-power-va'] as const;
export type MeterQuantity = (typeof METER_QUANTITIES)[number];

/** A reading of an electrical meter, with its instant as a number. */
export interface MeterReading extends Reading {
  readonly quantity: MeterQuantity;
  /** Seconds from the beginning of 1970, UTC. */
  readonly seconds: number;
}

/** Which readings are taken. */
export interface MeterWindow {
  /** Last instant; null for no end. */
  readonly to: string | null;
  /** First instant; null for no begin. */
  readonly from: string | null;
  /** Age, s, up to which a reading still says what is drawn at an instant. */
  readonly withinS: number;
}

/** Meters are read every few minutes; what is an hour old says nothing of the sum of others that were read now. */
export const DEFAULT_WITHIN_S = 3600;

export const ALL_READINGS: MeterWindow = { from: null, to: null, withinS: DEFAULT_WITHIN_S };

/** Electrical readings of a window, oldest first. */
export function meterReadings(readings: readonly Reading[], { from, to }: MeterWindow): readonly MeterReading[] {
  const least = from === null ? -Infinity : (instantSeconds(from) ?? -Infinity);
  const most = to === null ? Infinity : (instantSeconds(to) ?? Infinity);
  return readings
    .flatMap((reading): readonly MeterReading[] => {
      const quantity = METER_QUANTITIES.find((one) => one === reading.quantity);
      const seconds = instantSeconds(reading.at);
      if (quantity === undefined || seconds === null || seconds < least || seconds > most) return [];
      return [{ ...reading, quantity, seconds }];
    })
    .sort((a, b) => a.seconds - b.seconds);
}

/** What meters say of one place at one instant, by quantity and line (`''` for all lines together). */
export type PlaceReadings = ReadonlyMap<string, MeterReading>;

/** The last reading of everything that is metered, at the instant of the last of them. */
export interface MetersAt {
  /** Null without readings. */
  readonly at: string | null;
  /** By element. */
  readonly elements: ReadonlyMap<string, PlaceReadings>;
  /** By device. */
  readonly devices: ReadonlyMap<string, PlaceReadings>;
  /** By device, then by the element at which it is metered. */
  readonly devicesAt: ReadonlyMap<string, ReadonlyMap<string, PlaceReadings>>;
  /** Channels that were read, but too long before. */
  readonly stale: readonly string[];
}

/**
 * The state of all meters at the end of a window: of each place, quantity and line the last reading that is not older than
 * `withinS`; of two meters of the same at one instant the higher.
 */
export function metersAt(readings: readonly MeterReading[], { to, withinS }: MeterWindow): MetersAt {
  const last = readings.at(-1)?.seconds;
  const end = (to === null ? null : instantSeconds(to)) ?? last ?? null;
  const elements = new Map<string, Map<string, MeterReading>>();
  const devices = new Map<string, Map<string, MeterReading>>();
  const devicesAt = new Map<string, Map<string, Map<string, MeterReading>>>();
  const fresh = new Set<string>();
  const all = new Set<string>();
  for (const reading of readings) {
    const { device, powerElement, channel, quantity, line, seconds, value } = reading;
    if (end === null || (device === undefined && powerElement === undefined)) continue;
    all.add(channel);
    if (seconds < end - withinS) continue;
    fresh.add(channel);
    const place =
      device === undefined
        ? entry(elements, powerElement ?? '')
        : powerElement === undefined
          ? entry(devices, device)
          : entry(entry<Map<string, MeterReading>>(devicesAt, device), powerElement);
    const key = keyOf(quantity, line);
    const before = place.get(key);
    if (before === undefined || seconds > before.seconds || (seconds === before.seconds && value > before.value)) {
      place.set(key, reading);
    }
  }
  return {
    at: end === null ? null : instantText(end),
    elements,
    devices,
    devicesAt,
    stale: [...all].filter((channel) => !fresh.has(channel)),
  };
}

function entry<Value>(map: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = new Map<string, Value>()));
  return found;
}

function keyOf(quantity: MeterQuantity, line: Reading['line']): string {
  return `${quantity} ${line ?? ''}`;
}

/** Real power by the meters of one place. */
export interface MeteredPower {
  readonly powerW: number;
  /** What it was worked out from. */
  readonly quantity: 'power-w' | 'apparent-power-va' | 'current-a';
  /** The oldest reading that it needs. */
  readonly at: string;
}

/**
 * Real power of an element by its meters: as read, in sum or line by line; else from apparent power, else from the
 * currents of all its lines, at nominal voltage and with the ratio of W to VA (to A) that the model has there:
 * `P = P_model · ΣI / ΣI_model`. Null where one line is missing.
 *
 * @param flow the model whose ratio is taken
 * @param powerFactor taken where the model has no load there
 */
export function meteredPower(
  meters: PlaceReadings,
  {
    node,
    at,
    flow,
    powerFactor,
  }: { readonly node: PowerNode; readonly at: number; readonly flow: LoadFlow; readonly powerFactor: number },
): MeteredPower | null {
  const power = summed(meters, 'power-w', node.phases);
  if (power !== null) return { powerW: power.sum, quantity: 'power-w', at: power.at };
  const { vectors, uncertainVa: _uncertain } = reportedFlow(node.element, flow);
  const model = lineLoad({
    vectors,
    at: at * VECTOR_LENGTH,
    phases: node.phases,
    voltageV: node.voltageV,
    uncertainVa: 0,
  });
  const apparent = summed(meters, 'apparent-power-va', node.phases);
  if (apparent !== null) {
    const ratio = model.apparentPowerVa > 0 ? model.powerW / model.apparentPowerVa : powerFactor;
    return { powerW: ratio * apparent.sum, quantity: 'apparent-power-va', at: apparent.at };
  }
  const current = summed(meters, 'current-a', node.phases, true);
  if (current === null || node.voltageV === null) return null;
  const modelA = model.lineCurrentsA.reduce<number>((sum, ampere) => sum + (ampere ?? 0), 0);
  const wattPerAmpere =
    modelA > 0 ? model.powerW / modelA : (powerFactor * node.voltageV) / (node.phases === 3 ? SQRT_3 : 1);
  return { powerW: wattPerAmpere * current.sum, quantity: 'current-a', at: current.at };
}

/** A sum as read, or of all lines; a current has no sum of its own on three lines. */
function summed(
  meters: PlaceReadings,
  quantity: MeterQuantity,
  phases: 1 | 3,
  onLines = false,
): { readonly sum: number; readonly at: string } | null {
  const whole = meters.get(keyOf(quantity, undefined));
  if (whole !== undefined && (!onLines || phases === 1)) return { sum: whole.value, at: whole.at };
  const lines = (['L1', 'L2', 'L3'] as const).flatMap((line) => meters.get(keyOf(quantity, line)) ?? []);
  if (lines.length !== phases) return null;
  const oldest = lines.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  return { sum: lines.reduce((sum, { value }) => sum + value, 0), at: oldest.at };
}

/** Real power of a device by its meter: as read, else from apparent power. */
export function deviceMeteredPower(meters: PlaceReadings | undefined, powerFactor: number): MeteredPower | null {
  const power = meters?.get(keyOf('power-w', undefined));
  if (power !== undefined) return { powerW: power.value, quantity: 'power-w', at: power.at };
  const apparent = meters?.get(keyOf('apparent-power-va', undefined));
  if (apparent === undefined) return null;
  return { powerW: apparent.value * powerFactor, quantity: 'apparent-power-va', at: apparent.at };
}

/** The three line currents of one place, where all were read, A. */
export function threeLineCurrents(
  meters: PlaceReadings,
): { readonly l1A: number; readonly l2A: number; readonly l3A: number; readonly at: string } | null {
  const [l1, l2, l3] = (['L1', 'L2', 'L3'] as const).map((line) => meters.get(keyOf('current-a', line)));
  if (l1 === undefined || l2 === undefined || l3 === undefined) return null;
  const oldest = [l1, l2, l3].reduce((a, b) => (b.seconds < a.seconds ? b : a));
  return { l1A: l1.value, l2A: l2.value, l3A: l3.value, at: oldest.at };
}
