import { describe, expect, it } from '@jest/globals';
import type { StatedFinding } from './assessment.js';
import { groupFindings } from './finding-groups.js';

const finding = (name: string, changes: Partial<StatedFinding> = {}): StatedFinding => ({
  code: 'power.feed-loss',
  severity: 'error',
  subject: { kind: 'powerElement', name },
  measured: 53.531,
  limit: 48,
  unit: 'A',
  basis: 'NEC 210.20(A)',
  inputs: {},
  coverage: null,
  title: 'Loss of a feed',
  discipline: 'power',
  message: `${name} carries 53.53 A`,
  ...changes,
});

describe('findings in groups', () => {
  it('stand for all that say the same, in the order of their first', () => {
    const groups = groupFindings([finding('A'), finding('B', { measured: 60 }), finding('C', { measured: 53.5309 })]);
    expect(groups.map(({ first, others }) => [first.subject.name, ...others])).toEqual([['A', 'C'], ['B']]);
  });

  it.each([
    ['rules', { code: 'power.pdu-load' }],
    ['severities', { severity: 'warning' as const }],
    ['limits', { limit: 60 }],
    ['units', { unit: 'VA' }],
  ])('are kept apart by different %s', (_, changes) => {
    expect(groupFindings([finding('A'), finding('B', changes)])).toHaveLength(2);
  });

  it('without a measured value are alike only where they say the same', () => {
    const unknown = { measured: null, limit: null, message: 'the draw is unknown' };
    expect(groupFindings([finding('A', unknown), finding('B', unknown)])).toHaveLength(1);
    expect(groupFindings([finding('A', unknown), finding('B', { ...unknown, message: 'B is unknown' })])).toHaveLength(
      2,
    );
  });

  it('leave no finding out', () => {
    const all = Array.from({ length: 50 }, (_, i) => finding(String(i), { measured: i % 7 }));
    const groups = groupFindings(all);
    expect(groups.reduce((sum, { others }) => sum + 1 + others.length, 0)).toBe(50);
  });
});
