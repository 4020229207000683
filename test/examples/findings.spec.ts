import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { analyseSite } from '../../src/analysis/site-analysis.js';
import { studyAir } from '../../src/domain/assessment/air-study.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';

function assessedHall(hall: string) {
  const bytes = readFileSync(new URL(`../../examples/${hall}.yaml`, import.meta.url));
  const read = readSiteDocument({ bytes, format: 'yaml' });
  if (!read.ok) throw new Error(`${hall} is refused`);
  return analyseSite(toSnapshot(read.document), { asOf: null, today: '2026-11-16' });
}

function findingsOf(hall: string) {
  return assessedHall(hall).assessment.findings;
}

/** Findings of a rule as [subject, measured, limit], numbers to one decimal. */
function found(hall: string, code: string) {
  const short = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
  return findingsOf(hall)
    .filter((finding) => finding.code === code)
    .map(({ subject, measured, limit }) => [subject.name, short(measured), short(limit)]);
}

describe.each(['lpu-hall', 'gpu-hall'])('%s', (hall) => {
  it('has sentences whose places are all filled, none of them by an input named like a part of the finding', () => {
    for (const { message, inputs } of findingsOf(hall)) {
      expect(message).not.toMatch(/[{}]|NaN|undefined|null/);
      const reserved = ['subject', 'measured', 'limit', 'unit', 'coverage'].filter((name) => name in inputs);
      expect([message, reserved]).toEqual([message, []]);
    }
  });
});

describe.each(['lpu-hall', 'gpu-hall'])('inlets of %s', (hall) => {
  it('are one truth: findings of a check say the temperatures that the balance of the air and its heat map show', () => {
    const assessed = assessedHall(hall);
    const { rooms } = studyAir(assessed, { loadCase: 'maximum' }).figures;
    const balanced = new Map(rooms.flatMap(({ racks }) => racks.map(({ rack, inletC }) => [rack, inletC] as const)));
    const judged = assessed.assessment.findings.filter(
      ({ code }) => code === 'cooling.device-inlet' || code === 'cooling.inlet-class',
    );
    for (const { inputs, measured } of judged) expect(measured).toBe(balanced.get(String(inputs['rack'])));
    expect(judged).toHaveLength(hall === 'gpu-hall' ? 2 : 0);
  });
});

describe('the LPU hall', () => {
  it('overloads every feed that is left: (36 kW + switch) / (√3 · 415 V · 0.95), 1 % lost in the rack PDU, above 48 A', () => {
    const lost = found('lpu-hall', 'power.feed-loss');
    expect(lost).toHaveLength(64);
    expect(lost).toContainEqual(['BRK-N1-A', 53.5, 48]);
  });

  it('is short of air without one CRAH: 5 · 24 000 · (1 − 0.05) = 114 000 m³/h', () => {
    expect(found('lpu-hall', 'cooling.unit-loss')).toEqual([['Hall 1', 115_578.7, 114_000]]);
  });

  it('warms the air of its nodes by 18.2 K at 1609 m, beyond 18 K', () => {
    expect(found('lpu-hall', 'cooling.device-delta-t')).toEqual([['gn1-b8c', 18.2, 18]]);
  });

  it('hangs its core switches on outlets that 1.2 m do not reach: 1.72 + 0.3 + 0.6 + 0.1 = 2.72 m', () => {
    expect(found('lpu-hall', 'cabling.cord-short')).toEqual([['NET1', 1.2, 2.7]]);
  });

  it('states lengths that leave less than the slack: (9.955 + 0.5) · 1.05 = 10.98 m, (32 · 0.04445 + 0.6 + 0.5) · 1.05 = 2.65 m', () => {
    expect(found('lpu-hall', 'cabling.slack-short')).toEqual([
      ['sfp28-aoc', 10, 11],
      ['c2c-dac', 2.5, 2.6],
    ]);
  });

  it('leaves 0.9 m behind row north, where the site asks for 1 m', () => {
    expect(found('lpu-hall', 'floor.rear-clearance')).toEqual([['Hall 1 / north', 0.9, 1]]);
  });
});

describe('the sequence of the LPU hall', () => {
  it('should have ordered the spare chiller 144 days ago: 2027-07-09 − 14 d − 365 d = 2026-06-25', () => {
    expect(found('lpu-hall', 'sequence.order-overdue')).toEqual([['chiller-350', 144, 0]]);
  });

  it('dates every line to buy but the one without a lead time, and is in time for both phases', () => {
    expect(findingsOf('lpu-hall').find(({ code }) => code === 'sequence.order-unknown')).toMatchObject({
      coverage: { known: 20, total: 21 },
      inputs: { lines: ['c2c-internal, 0.4 m'], reasons: 'no lead time' },
    });
    expect(found('lpu-hall', 'sequence.not-sequenced')).toEqual([]);
    expect(found('lpu-hall', 'sequence.need-by')).toEqual([]);
  });
});

describe.each(['lpu-hall', 'gpu-hall'])('the cables of the %s', (hall) => {
  it('all have a way, a length that can be ordered and reaches, and room in the trays', () => {
    const codes = findingsOf(hall).map(({ code }) => code);
    const cabling = new Set(codes.filter((code) => code.startsWith('cabling.')));
    expect([...cabling]).toEqual(
      hall === 'lpu-hall' ? ['cabling.cord-short', 'cabling.slack-short'] : ['cabling.port-twice'],
    );
  });
});

describe('the GPU hall', () => {
  it('overloads every feed that is left: 39.6 kW / (√3 · 415 V · 0.95) = 58.0 A, 1 % lost in the rack PDU, above 48 A', () => {
    const lost = found('gpu-hall', 'power.feed-loss');
    expect(lost).toHaveLength(32);
    expect(lost).toContainEqual(['BRK-GPU1-A', 58.6, 48]);
  });

  it('serves every system only in part on 3 of 6 supplies: 4 · 3 · 3.3 kW = 39.6 of 40.8 kW in each rack', () => {
    const reduced = findingsOf('gpu-hall').filter(
      ({ code, severity }) => code === 'power.service-after-loss' && severity === 'warning',
    );
    expect(reduced.map(({ subject }) => subject.name).sort()).toEqual([
      'GPU1',
      'GPU2',
      'GPU3',
      'GPU4',
      'GPU5',
      'GPU6',
      'GPU7',
      'GPU8',
    ]);
    for (const { message } of reduced) expect(message).toContain('39600 W of 40800 W');
  });

  it('breathes 31.5 °C in row north, where 30 % of the air comes from hot sides that mix with cooler ones: limit 30 °C', () => {
    expect(found('gpu-hall', 'cooling.device-inlet')).toEqual([['dgx-h100', 31.5, 30]]);
  });

  it.each([
    ['floor.load', 'Hall G / north', 7.6, 7.2],
    ['space.beyond-top', 'PATCH-1', 43, 42],
  ])('gives the planted finding %s', (code, subject, measured, limit) => {
    expect(found('gpu-hall', code)).toEqual([[subject, measured, limit]]);
  });

  it('uses port swp21 of its management switch twice', () => {
    expect(found('gpu-hall', 'cabling.port-twice').map(([subject]) => subject)).toEqual(['MGMT-1']);
  });
});
