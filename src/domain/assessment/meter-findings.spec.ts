import { describe, expect, it } from '@jest/globals';
import { conservedModel } from '../../../test/power/conserved-solve.js';
import { NODE_4KW, powerHall } from '../../../test/factories/halls/power-hall.js';
import { meterStudy } from '../power/meter-study.js';
import { ALL_READINGS, type MeterWindow } from '../power/meter-values.js';
import type { RowOf } from '../site/document.js';
import { instantText } from '../site/instant.js';
import { meterFindings } from './meter-findings.js';

type Reading = RowOf<'readings'>;

const NODE = { ...NODE_4KW, powerSupplies: [{ name: 'PSU[1-2]', connector: 'C20' }] };
const BEGIN_S = 1_794_319_200;

function current(powerElement: string, line: Reading['line'], value: number, minute = 0): Reading {
  return {
    channel: `${powerElement} ${line ?? 'all'}`,
    at: instantText(BEGIN_S + 60 * minute),
    quantity: 'current-a',
    value,
    ...(line === undefined ? {} : { line }),
    powerElement,
  };
}

function watt(powerElement: string, value: number): Reading {
  const at = instantText(BEGIN_S);
  return { channel: `${powerElement} W`, at, quantity: 'power-w', value, powerElement };
}

/** Nine nodes of 2.7 kW typical and 4 kW maximum on breakers A and B of 60 A, with these readings. */
function study(readings: readonly Reading[], window: MeterWindow = ALL_READINGS) {
  const { index, policy } = powerHall({
    devicesPerRack: 9,
    deviceType: NODE,
    supplies: ['PSU1', 'PSU2'],
    change: () => ({ readings: [...readings] }),
  });
  const of = (loadCase: 'typical' | 'maximum' | 'measured') =>
    conservedModel(index, policy, { loadCase, meters: window });
  return meterStudy({ typical: of('typical'), maximum: of('maximum'), measured: of('measured') }, window);
}

function codesOf(readings: readonly Reading[]) {
  return meterFindings(study(readings)).map(({ code, severity, measured }) => [code, severity, measured]);
}

describe('a meter against the model', () => {
  it('has latest, mean, 95th percentile and peak of its readings, and the error of the model', () => {
    // 1 A to 20 A: mean 10.5; rank 0.95 · 20 = 19 is 19 A.
    const readings = Array.from({ length: 20 }, (_, i) => current('R1-BRK-A', 'L1', ((i * 7) % 20) + 1, i));
    const [meter] = study(readings).meters;
    expect(meter?.read).toMatchObject({ count: 20, latest: 14, mean: 10.5, p95: 19, peak: 20 });
    // Typical: 9 · 2,700 / 2 = 12,150 W on three lines at 415 V and power factor 0.95: 17.79 A. Maximum: 26.36 A.
    const typicalA = 12_150 / (Math.sqrt(3) * 415 * 0.95);
    const maximumA = 18_000 / (Math.sqrt(3) * 415 * 0.95);
    expect(meter?.typical?.least).toBeCloseTo(typicalA, 9);
    expect(meter?.typicalError?.absolute).toBeCloseTo(typicalA - 10.5, 9);
    expect(meter?.typicalError?.fraction).toBeCloseTo((typicalA - 10.5) / 10.5, 9);
    expect(meter?.maximumError?.absolute).toBeCloseTo(maximumA - 20, 9);
    expect(meter?.allowed).toBeCloseTo(48, 9);
  });

  it('takes readings of a window only', () => {
    const readings = [0, 1, 2, 3].map((minute) => current('R1-BRK-A', 'L1', 10 + minute, minute));
    const at = (minute: number) => instantText(BEGIN_S + 60 * minute);
    expect(study(readings, { ...ALL_READINGS, from: at(1), to: at(2) }).meters[0]?.read).toMatchObject({
      count: 2,
      latest: 12,
      mean: 11.5,
    });
    expect(study(readings, { ...ALL_READINGS, to: at(0) }).meters[0]?.read).toMatchObject({ count: 1, peak: 10 });
  });

  it('shows imbalance as measured and as modelled', () => {
    const lines = [current('R1-BRK-A', 'L1', 12), current('R1-BRK-A', 'L2', 10), current('R1-BRK-A', 'L3', 8)];
    const [imbalance] = study(lines).imbalance;
    // Mean 10 A, largest deviation 2 A; nine nodes are three on each line.
    expect(imbalance?.measuredFraction).toBeCloseTo(0.2, 12);
    expect(imbalance?.typicalFraction).toBeCloseTo(0, 9);
    expect(study(lines.slice(1)).imbalance).toEqual([]);
  });

  it('counts elements with a meter by kind', () => {
    expect(study([current('R1-BRK-A', 'L1', 12)]).coverage).toContainEqual({
      kind: 'breaker',
      known: 1,
      total: 2,
      unmetered: { count: 1, names: ['R1-BRK-B'] },
    });
  });

  it('gives power in sum, line by line and in apparent power', () => {
    const rows: readonly Reading[] = [
      watt('R1-BRK-A', 12_000),
      { ...watt('R1-BRK-A', 4000), channel: 'L1 W', line: 'L1' },
      { ...watt('R1-BRK-A', 12_500), channel: 'VA', quantity: 'apparent-power-va' },
      { ...watt('R1-BRK-A', 4200), channel: 'L2 VA', quantity: 'apparent-power-va', line: 'L2' },
      { ...watt('R1-BRK-A', 238), channel: 'L1 V', quantity: 'voltage-v', line: 'L1' },
    ];
    const expected: Readonly<Record<string, number>> = {
      'R1-BRK-A W': 12_150,
      'L1 W': 12_150 / 3,
      VA: 12_150 / 0.95,
      'L2 VA': 12_150 / 0.95 / 3,
      'L1 V': 415 / Math.sqrt(3),
    };
    const { meters } = study(rows);
    expect(meters).toHaveLength(5);
    for (const { channel, typical } of meters) expect(typical?.least).toBeCloseTo(expected[channel] ?? NaN, 6);
  });
});

describe('rules on meters', () => {
  it('find a reading above the maximum of the model', () => {
    // 26.4 A at maximum draw.
    expect(codesOf([current('R1-BRK-A', 'L1', 28)])).toEqual([['power.meter-above-model', 'warning', 28]]);
    expect(codesOf([current('R1-BRK-A', 'L1', 26.3)])).toEqual([]);
  });

  it('find a reading above the planning limit, an error where it lasts', () => {
    // 0.8 · 60 = 48 A.
    const lasting = Array.from({ length: 20 }, (_, i) => current('R1-BRK-A', 'L1', 49, i));
    expect(codesOf(lasting)).toContainEqual(['power.meter-above-limit', 'error', 49]);
    // One of twenty: rank 19 is below.
    const peak = lasting.map((reading, i) => (i === 3 ? reading : { ...reading, value: 20 }));
    expect(codesOf(peak)).toContainEqual(['power.meter-above-limit', 'warning', 49]);
    expect(codesOf([current('R1-BRK-A', 'L1', 48)]).map(([code]) => code)).not.toContain('power.meter-above-limit');
  });

  it('find meters on lines that there are not, and currents that name none', () => {
    const single = { phases: 1 as const, legs: 'L1-N' as const };
    const { index, policy } = powerHall({
      devicesPerRack: 1,
      deviceType: NODE,
      supplies: ['PSU1', 'PSU2'],
      change: (built) => ({
        powerElements: [...built.powerElements, { name: 'SPARE', kind: 'breaker', parents: ['PANEL-A'], ...single }],
        readings: [current('SPARE', 'L2', 0), current('SPARE', 'L1', 0), current('PANEL-A', undefined, 4)],
      }),
    });
    const of = (loadCase: 'typical' | 'maximum' | 'measured') => conservedModel(index, policy, { loadCase });
    const models = { typical: of('typical'), maximum: of('maximum'), measured: of('measured') };
    const findings = meterFindings(meterStudy(models, ALL_READINGS));
    expect(findings.map(({ code, severity, subject }) => [code, severity, subject.name])).toEqual([
      ['power.meter-line', 'warning', 'SPARE'],
      ['power.meter-line', 'unknown', 'PANEL-A'],
    ]);
    expect(findings[0]?.message).toContain('a line that it does not have');
  });

  it('find meters below that read more than the one above, beyond their class', () => {
    // 4.0 + 6.6 = 10.6 kW below 10 kW: −0.6 kW, −6 %; 10.1 kW are within 2 %.
    const sum = (otherW: number) => [watt('UTIL', 10_000), watt('R1-PDU-A', 4000), watt('R1-PDU-B', otherW)];
    const [finding] = meterFindings(study(sum(6600)));
    expect([finding?.code, finding?.measured, finding?.inputs['residualW']]).toEqual([
      'power.meter-balance',
      10_000,
      expect.closeTo(-600, 6),
    ]);
    expect(finding?.message).toContain('6 % too much below it');
    expect(codesOf(sum(6100))).toEqual([]);
  });

  it('find load that nothing explains where everything below a meter is metered', () => {
    expect(codesOf([watt('UTIL', 10_000), watt('R1-PDU-A', 4000), watt('R1-PDU-B', 5000)])).toEqual([
      ['power.meter-balance', 'warning', 10_000],
    ]);
    // Without the meter of B its load explains the rest.
    expect(codesOf([watt('UTIL', 10_000), watt('R1-PDU-A', 4000)])).toEqual([]);
  });
});
