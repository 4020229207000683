import { arrivalSeries } from '../capacity/arrival-counts.js';
import type { LengthStatistics } from '../capacity/length-statistics.js';
import { lognormalCdf } from '../capacity/lognormal.js';
import type { Trace } from '../capacity/trace.js';
import type { TrafficStatistics } from '../capacity/traffic-statistics.js';
import type { Chart } from './chart.js';

const PARTS = 240;

/** What a trace looks like: arrivals over time, dispersion against the window, and lengths of prompts and outputs. */
export function trafficCharts(trace: Trace, statistics: TrafficStatistics): readonly Chart[] {
  return [
    arrivalsChart(trace, statistics),
    dispersionChart(statistics),
    lengthChart('Prompt tokens', statistics.prompt),
    lengthChart('Output tokens', statistics.output),
  ];
}

function arrivalsChart({ arrivalS }: Trace, { ratePerS, peaks }: TrafficStatistics): Chart {
  const { partS, counts } = arrivalSeries(arrivalS, PARTS);
  const perS = (count: number) => (partS > 0 ? count / partS : count);
  return {
    title: 'Arrivals over time',
    x: { label: 's since the first request', scale: 'linear' },
    y: { label: partS > 0 ? 'requests per s' : 'requests', scale: 'linear', min: 0 },
    series: [{ name: 'arrivals', kind: 'bars', points: counts.map((count, i) => [i * partS, perS(count)]) }],
    limits: ratePerS === null ? [] : [{ axis: 'y', value: ratePerS, label: `mean ${figure(ratePerS)} per s` }],
    notes: [
      ...(partS > 0 ? [`Each bar is ${figure(partS)} s.`] : []),
      ...peaks.map(
        ({ windowS, perS: peak, startS }) =>
          `Busiest ${figure(windowS)} s: ${figure(peak)} per s, from ${figure(startS)} s.`,
      ),
    ],
  };
}

function dispersionChart({ windows, burstiness }: TrafficStatistics): Chart {
  const judged = windows.flatMap(({ windowS, dispersion, poissonLimit }) =>
    dispersion === null || poissonLimit === null ? [] : [{ windowS, dispersion, poissonLimit }],
  );
  return {
    title: 'Index of dispersion of arrivals against the window',
    x: { label: 'window, s', scale: 'log' },
    y: { label: 'variance : mean of counts', scale: 'log' },
    series: [
      { name: 'this trace', kind: 'line', points: judged.map(({ windowS, dispersion }) => [windowS, dispersion]) },
      {
        name: 'limit that Poisson arrivals exceed once in a thousand',
        kind: 'line',
        points: judged.map(({ windowS, poissonLimit }) => [windowS, poissonLimit]),
      },
    ],
    limits: [{ axis: 'y', value: 1, label: 'Poisson' }],
    notes: [
      burstiness === 'burstier-than-poisson'
        ? 'Burstier than Poisson: a Poisson model is a floor, not a forecast. Size from a replay of the trace.'
        : burstiness === 'poisson-like'
          ? 'Not burstier than Poisson in any of these windows.'
          : 'Too short to say whether it is burstier than Poisson.',
    ],
  };
}

function lengthChart(
  what: string,
  { histogram, lognormal, lognormalDistance, p50, p95, p99, max }: LengthStatistics,
): Chart {
  const total = histogram.reduce((sum, { count }) => sum + count, 0);
  const lower = (i: number) => histogram[i - 1]?.upTo ?? (histogram[0]?.upTo ?? 2) / 2;
  const fitted = lognormal === null ? null : lognormal;
  return {
    title: `${what} by powers of two`,
    x: { label: 'tokens, up to', scale: 'log' },
    y: { label: 'share', scale: 'linear', min: 0 },
    series: [
      { name: 'share of requests', kind: 'bars', points: histogram.map(({ count }, i) => [lower(i), count / total]) },
      {
        name: 'share of tokens',
        kind: 'line',
        points: histogram.map(({ tokenShare }, i) => [middle(lower(i), i, histogram), tokenShare]),
      },
      ...(fitted === null
        ? []
        : [
            {
              name: 'share of requests by the fitted lognormal',
              kind: 'line' as const,
              points: histogram.map(({ upTo }, i): readonly [number, number] => [
                middle(lower(i), i, histogram),
                lognormalCdf(fitted, upTo) - (i === 0 ? 0 : lognormalCdf(fitted, lower(i))),
              ]),
            },
          ]),
    ],
    limits: [],
    notes: [
      `Median ${figure(p50)}, 95 % up to ${figure(p95)}, 99 % up to ${figure(p99)}, longest ${figure(max)}.`,
      ...(lognormalDistance === null
        ? []
        : [`Largest distance of the fitted distribution from the trace: ${figure(lognormalDistance)}.`]),
    ],
  };
}

function middle(low: number, i: number, histogram: LengthStatistics['histogram']): number {
  return Math.sqrt(low * (histogram[i]?.upTo ?? low));
}

function figure(value: number): string {
  return Number(value.toPrecision(4)).toString();
}
