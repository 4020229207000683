import type { PowerMetersView } from '../analysis/meter-analysis.js';
import { formatNumber } from '../domain/assessment/sentence.js';
import type { MeterModel } from '../domain/power/meter-model.js';
import type { MeterError } from '../domain/power/meter-study.js';
import { tableLines } from './power-text-parts.js';

/** Rows and findings that a text lists; `--format json` has all. */
const LISTED = 40;

/** Meters against the model as tables. */
export function metersText(view: PowerMetersView): string {
  const { meters, balances, imbalance, coverage, summary, findings, draws, readings } = view;
  const window = view.from === null && view.to === null ? 'all readings' : `${view.from ?? '…'} to ${view.to ?? '…'}`;
  const rows = meters.slice(0, LISTED).map((meter) => {
    const { read, unit, typical, maximum, typicalError, maximumError, allowed, line, element, device } = meter;
    const k = unit === 'A' || unit === 'V' ? 1 : 1000;
    const value = (number: number | null | undefined) =>
      fixed(number === null || number === undefined ? null : number / k);
    return [
      [element, device].filter((name) => name !== null).join(' · '),
      `${line ?? ''} ${k === 1 ? unit : `k${unit}`}`.trim(),
      String(read.count),
      value(read.latest),
      value(read.mean),
      value(read.p95),
      value(read.peak),
      modelled(typical, k),
      percent(typicalError),
      modelled(maximum, k),
      percent(maximumError),
      value(allowed),
    ];
  });
  const head = ['at', 'unit', 'n', 'latest', 'mean', 'p95', 'peak', 'typical', 'error', 'maximum', 'error', 'allowed'];
  return [
    `${view.site} as of ${view.asOf} (${view.contentHash.slice(0, 12)}): ${String(readings)} readings of meters, ${window}`,
    '',
    'Errors are model less meter: typical against mean, maximum against peak.',
    ...tableLines([head, ...rows]),
    ...(meters.length > LISTED ? [`… and ${String(meters.length - LISTED)} more (--format json)`] : []),
    ...(summary === null
      ? []
      : [
          `Typical case at ${String(summary.channels)} channels: bias ${share(summary.biasFraction)}, root mean square ${share(summary.rmsFraction)}, worst ${share(summary.worstFraction)} at ${summary.worstChannel}.`,
        ]),
    '',
    ...(imbalance.length === 0
      ? []
      : [
          'Imbalance, largest deviation from the mean of the lines:',
          ...tableLines([
            ['at', 'read', 'measured', 'typical', 'maximum'],
            ...imbalance
              .slice(0, LISTED)
              .map((one) => [
                one.element,
                one.at,
                share(one.measuredFraction),
                share(one.typicalFraction),
                share(one.maximumFraction),
              ]),
          ]),
          '',
        ]),
    ...(balances.length === 0
      ? []
      : [
          `Measured load case at ${view.at ?? '?'}, kW:`,
          ...tableLines([
            ['at', 'from', 'meter', 'meters below', 'losses', 'remains', 'cords without', 'factor'],
            ...balances
              .slice(0, LISTED)
              .map((one) => [
                one.addedFrom.length === 0 ? one.element : `${one.element} (${one.addedFrom.join(' + ')})`,
                one.quantity,
                fixed(one.powerW / 1000),
                fixed(one.metersBelowW / 1000),
                fixed(one.lossesW / 1000),
                fixed(one.residualW / 1000),
                String(one.openTaps),
                one.factor === null ? '' : one.factor.toFixed(3),
              ]),
          ]),
          '',
        ]),
    `Draws in the measured case: ${String(draws.measured)} metered, ${String(draws.scaled)} parted from a meter above (estimates), ${String(draws.partly)} known in part, ${String(draws.open)} without a meter.`,
    `Meters: ${coverage.map(({ kind, known, total }) => `${kind} ${String(known)} of ${String(total)}`).join(' · ')}`,
    ...(view.stale.count > 0
      ? [
          `Read more than ${formatNumber(view.withinS)} s before and left out of the measured case: ${view.stale.names.join(', ')}`,
        ]
      : []),
    '',
    ...findings.slice(0, LISTED).map(({ severity, code, message }) => `${severity.padEnd(7)}  ${code}  ${message}`),
    ...(findings.length > LISTED ? [`… and ${String(findings.length - LISTED)} more findings (--format json)`] : []),
    '',
  ].join('\n');
}

/** One number, or the least and the most where draws behind it are unknown. */
function modelled(model: MeterModel | null, k: number): string {
  if (model === null) return '?';
  const { least, most } = model;
  if (most === null) return `≥${fixed(least / k)}`;
  return most > least * (1 + 1e-9) ? `${fixed(least / k)}–${fixed(most / k)}` : fixed(least / k);
}

function percent(error: MeterError | null): string {
  return error === null ? '?' : share(error.fraction);
}

function share(fraction: number | null): string {
  return fraction === null ? '?' : `${(100 * fraction).toFixed(1)} %`;
}

function fixed(value: number | null): string {
  return value === null ? '?' : value.toFixed(2);
}
