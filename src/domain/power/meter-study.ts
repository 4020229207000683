import type { Coverage } from '../finding.js';
import { sampleOf, type NameSample } from '../name-sample.js';
import type { Reading } from '../site/kinds/reading.js';
import { compareText } from '../site/key.js';
import type { PowerElement } from '../site/kinds/power-element.js';
import type { MeasuredCoverage, MeterBalance } from './measured-power.js';
import { modelAtMeter, type MeterModel, type MeterProblem } from './meter-model.js';
import {
  meterReadings,
  metersAt,
  threeLineCurrents,
  type MeterQuantity,
  type MeterReading,
  type MeterWindow,
} from './meter-values.js';
import type { PowerModel } from './power-model.js';
import { imbalanceFraction } from './three-phase.js';

/** What a channel read over the window. Means are of readings, not of time: readings at even intervals are. */
export interface MeterStatistics {
  readonly count: number;
  readonly from: string;
  readonly to: string;
  readonly latest: number;
  readonly mean: number;
  /** The value that 95 % of the readings do not exceed (nearest rank). */
  readonly p95: number;
  readonly peak: number;
  readonly peakAt: string;
}

/** Model less meter: above 0 where the model is on the safe side. */
export interface MeterError {
  readonly absolute: number;
  /** Of what the meter reads; null where it reads 0. */
  readonly fraction: number | null;
}

/** One channel against the model. */
export interface MeterComparison {
  readonly channel: string;
  readonly element: string | null;
  readonly device: string | null;
  readonly kind: string | null;
  readonly quantity: MeterQuantity;
  readonly line: Reading['line'] | null;
  readonly unit: 'A' | 'V' | 'W' | 'VA';
  readonly read: MeterStatistics;
  /** Null where the model has nothing to compare, see `problem`. */
  readonly typical: MeterModel | null;
  readonly maximum: MeterModel | null;
  /** Typical load less the mean of what was read; null unless every draw behind it is known. */
  readonly typicalError: MeterError | null;
  /** Maximum load less the peak of what was read. */
  readonly maximumError: MeterError | null;
  /** Planning limit; null where none is stated for it. */
  readonly allowed: number | null;
  readonly problem: MeterProblem | null;
}

/** How uneven the three lines of an element are, as a share of their mean (Raritan, NEMA MG 1). */
export interface MeterImbalance {
  readonly element: string;
  readonly at: string;
  readonly measuredFraction: number;
  /** Null where a draw behind it is unknown. */
  readonly typicalFraction: number | null;
  readonly maximumFraction: number | null;
}

/** Elements of one kind with a meter, of all. */
export interface MeterCoverage extends Coverage {
  readonly kind: PowerElement['kind'];
  readonly unmetered: NameSample;
}

/** Size of the errors of the typical case, as shares of what was read. */
export interface MeterErrorSummary {
  readonly channels: number;
  readonly biasFraction: number;
  readonly rmsFraction: number;
  readonly worstChannel: string;
  readonly worstFraction: number;
}

export interface MeterStudy {
  /** Instant for which loads were fitted to meters; null without readings. */
  readonly at: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly withinS: number;
  readonly readings: number;
  readonly meters: readonly MeterComparison[];
  readonly summary: MeterErrorSummary | null;
  readonly imbalance: readonly MeterImbalance[];
  readonly coverage: readonly MeterCoverage[];
  /** Every metered element against the meters and losses below it. */
  readonly balances: readonly MeterBalance[];
  /** How the draws of the measured case are known. */
  readonly draws: MeasuredCoverage;
  /** Channels that were read too long before `at` to be fitted. */
  readonly stale: NameSample;
}

/** The meters of a site against its model, in the three cases of one day. */
export function meterStudy(
  models: { readonly typical: PowerModel; readonly maximum: PowerModel; readonly measured: PowerModel },
  window: MeterWindow,
): MeterStudy {
  const { typical, maximum, measured } = models;
  const readings = meterReadings(maximum.index.snapshot.readings, window).filter(
    ({ device, powerElement }) => device !== undefined || powerElement !== undefined,
  );
  const meters = channelsOf(readings).map((channel) => comparison(channel, { typical, maximum }));
  const fitted = measured.measured;
  return {
    at: fitted?.at ?? null,
    from: window.from,
    to: window.to,
    withinS: window.withinS,
    readings: readings.length,
    meters,
    summary: summaryOf(meters),
    imbalance: imbalanceOf(readings, window, { typical, maximum }),
    coverage: coverageOf(maximum, readings),
    balances: fitted?.balances ?? [],
    draws: fitted?.coverage ?? { measured: 0, scaled: 0, partly: 0, open: 0 },
    stale: sampleOf(fitted?.stale ?? []),
  };
}

/** Readings by channel and what it reads, in the order of elements, devices and channels. */
function channelsOf(readings: readonly MeterReading[]): readonly (readonly MeterReading[])[] {
  const channels = new Map<string, MeterReading[]>();
  for (const reading of readings) {
    const { powerElement = '', device = '', line = '', quantity, channel } = reading;
    const key = [powerElement, device, quantity, line, channel].join('\u0000');
    const ofChannel = channels.get(key);
    if (ofChannel === undefined) channels.set(key, [reading]);
    else ofChannel.push(reading);
  }
  return [...channels].sort(([a], [b]) => compareText(a, b)).map(([, ofChannel]) => ofChannel);
}

/** Statistics of the readings of one channel, oldest first; at least one. */
export function meterStatistics(readings: readonly MeterReading[]): MeterStatistics {
  const [first] = readings;
  const last = readings.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('statistics need at least one reading');
  const values = readings.map(({ value }) => value).sort((a, b) => a - b);
  const peak = readings.reduce((most, next) => (next.value > most.value ? next : most), first);
  return {
    count: values.length,
    from: first.at,
    to: last.at,
    latest: last.value,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    // The smallest rank that 95 % of the readings reach; in whole numbers, since 0.95 · 20 is not 19 in binary.
    p95: values[Math.ceil((95 * values.length) / 100) - 1] ?? peak.value,
    peak: peak.value,
    peakAt: peak.at,
  };
}

/** Share of a value that is rounding. */
const ROUNDING = 1e-9;

const UNITS = { 'current-a': 'A', 'voltage-v': 'V', 'power-w': 'W', 'apparent-power-va': 'VA' } as const;

function comparison(
  readings: readonly MeterReading[],
  { typical: typicalModel, maximum: maximumModel }: { readonly typical: PowerModel; readonly maximum: PowerModel },
): MeterComparison {
  const read = meterStatistics(readings);
  const [reading] = readings;
  if (reading === undefined) throw new RangeError('a channel has at least one reading');
  const { channel, powerElement, device, quantity, line } = reading;
  const typical = modelAtMeter(typicalModel, reading);
  const maximum = modelAtMeter(maximumModel, reading);
  const isModelled = !('problem' in typical) && !('problem' in maximum);
  const node = maximumModel.network.byName.get(powerElement ?? '');
  return {
    channel,
    element: powerElement ?? null,
    device: device ?? null,
    kind: node === undefined ? null : (maximumModel.network.nodes[node]?.element.kind ?? null),
    quantity,
    line: line ?? null,
    unit: UNITS[quantity],
    read,
    typical: isModelled ? typical : null,
    maximum: isModelled ? maximum : null,
    typicalError: isModelled ? errorOf(typical, read.mean) : null,
    maximumError: isModelled ? errorOf(maximum, read.peak) : null,
    allowed: isModelled && node !== undefined && device === undefined ? allowedAt(maximumModel, node, reading) : null,
    problem: 'problem' in maximum ? maximum.problem : 'problem' in typical ? typical.problem : null,
  };
}

function errorOf({ least, most }: MeterModel, value: number): MeterError | null {
  if (most === null || most > least * (1 + ROUNDING)) return null;
  return { absolute: least - value, fraction: value === 0 ? null : (least - value) / value };
}

/** What may be carried for hours; a line of which only the whole is limited, and the neutral, have no limit of their own. */
function allowedAt({ limits }: PowerModel, node: number, { quantity, line }: MeterReading): number | null {
  if (quantity === 'current-a') return line === 'N' ? null : (limits[node]?.allowedCurrentA ?? null);
  if (line !== undefined) return null;
  if (quantity === 'power-w') return limits[node]?.allowedPowerW ?? null;
  return quantity === 'apparent-power-va' ? (limits[node]?.allowedApparentPowerVa ?? null) : null;
}

function summaryOf(meters: readonly MeterComparison[]): MeterErrorSummary | null {
  const errors = meters.flatMap(({ channel, typicalError, quantity }) =>
    typicalError?.fraction === null || typicalError?.fraction === undefined || quantity === 'voltage-v'
      ? []
      : [{ channel, fraction: typicalError.fraction }],
  );
  const [first] = errors;
  if (first === undefined) return null;
  const worst = errors.reduce((most, next) => (Math.abs(next.fraction) > Math.abs(most.fraction) ? next : most), first);
  return {
    channels: errors.length,
    biasFraction: errors.reduce((sum, { fraction }) => sum + fraction, 0) / errors.length,
    rmsFraction: Math.sqrt(errors.reduce((sum, { fraction }) => sum + fraction ** 2, 0) / errors.length),
    worstChannel: worst.channel,
    worstFraction: worst.fraction,
  };
}

function imbalanceOf(
  readings: readonly MeterReading[],
  window: MeterWindow,
  { typical, maximum }: { readonly typical: PowerModel; readonly maximum: PowerModel },
): readonly MeterImbalance[] {
  const meters = metersAt(readings, window);
  return [...meters.elements].flatMap(([element, place]): readonly MeterImbalance[] => {
    const currents = threeLineCurrents(place);
    const measuredFraction = currents === null ? undefined : imbalanceFraction(currents);
    if (currents === null || measuredFraction === undefined) return [];
    const modelled = (model: PowerModel) => {
      const [l1, l2, l3] = (['L1', 'L2', 'L3'] as const).map((line) => {
        const one = modelAtMeter(model, { powerElement: element, quantity: 'current-a', line });
        return 'problem' in one || one.most === null || one.most > one.least * (1 + ROUNDING) ? null : one.least;
      });
      if (l1 === undefined || l1 === null || l2 === undefined || l2 === null || l3 === undefined || l3 === null)
        return null;
      return imbalanceFraction({ l1A: l1, l2A: l2, l3A: l3 }) ?? null;
    };
    return [
      {
        element,
        at: currents.at,
        measuredFraction,
        typicalFraction: modelled(typical),
        maximumFraction: modelled(maximum),
      },
    ];
  });
}

function coverageOf({ index }: PowerModel, readings: readonly MeterReading[]): readonly MeterCoverage[] {
  const metered = new Set(
    readings.flatMap(({ powerElement, device, quantity }) =>
      powerElement === undefined || device !== undefined || quantity === 'voltage-v' ? [] : [powerElement],
    ),
  );
  const byKind = new Map<PowerElement['kind'], { known: number; unmetered: string[] }>();
  for (const { name, kind } of index.snapshot.powerElements) {
    const ofKind = byKind.get(kind) ?? { known: 0, unmetered: [] };
    byKind.set(kind, ofKind);
    if (metered.has(name)) ofKind.known += 1;
    else ofKind.unmetered.push(name);
  }
  return [...byKind].map(([kind, { known, unmetered }]) => ({
    kind,
    known,
    total: known + unmetered.length,
    unmetered: sampleOf(unmetered),
  }));
}
