import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEVERITIES, type InputValue, type Severity } from '../finding.js';
import type { StatedFinding } from './assessment.js';
import { compareFindings } from './compare-findings.js';

interface Parts {
  readonly code?: string;
  readonly severity?: Severity;
  readonly name?: string;
  readonly measured?: number | null;
  readonly limit?: number | null;
  readonly inputs?: Readonly<Record<string, InputValue>>;
}

function finding({ code = 'a', severity = 'error', name = 'R1', measured = 2, limit = 1, inputs = {} }: Parts) {
  return {
    code,
    severity,
    subject: { kind: 'rack', name },
    measured,
    limit,
    unit: 'A',
    basis: '',
    inputs,
    coverage: null,
    title: '',
    discipline: 'power',
    message: '',
  } satisfies StatedFinding;
}

describe('compared findings', () => {
  it('are the same by code and subject: what only one side has is introduced or resolved', () => {
    const [kept, gone, come] = [finding({}), finding({ name: 'R2' }), finding({ code: 'b' })];
    const found = compareFindings([kept, gone], [kept, come]);
    expect(found).toMatchObject({ introduced: [come], resolved: [gone], worsened: [], improved: [], unchanged: 1 });
  });

  it('are worse further beyond the limit, on either side of it, and when a warning becomes an error', () => {
    const worse = (before: Parts, after: Parts) => compareFindings([finding(before)], [finding(after)]).worsened.length;
    expect(worse({ measured: 50, limit: 48 }, { measured: 52, limit: 48 })).toBe(1);
    // Too little: 0.8 m of 1 m is worse than 0.9 m.
    expect(worse({ measured: 0.9, limit: 1 }, { measured: 0.8, limit: 1 })).toBe(1);
    // No ratio to 0: 5 days late are worse than 3.
    expect(worse({ measured: 3, limit: 0 }, { measured: 5, limit: 0 })).toBe(1);
    expect(worse({ severity: 'warning', measured: 9 }, { severity: 'error', measured: 2 })).toBe(1);
    expect(worse({ measured: 52, limit: 48 }, { measured: 50, limit: 48 })).toBe(0);
    expect(worse({ measured: null }, { measured: 3 })).toBe(0);
  });

  it('of one subject are told apart by inputs that are text, not by their numbers', () => {
    const lost = (feed: string, loadW: number, measured: number) => finding({ inputs: { feed, loadW }, measured });
    const found = compareFindings([lost('A', 1, 2), lost('B', 1, 2)], [lost('B', 9, 2), lost('A', 9, 3)]);
    expect(found.worsened).toEqual([{ before: lost('A', 1, 2), after: lost('A', 9, 3) }]);
    expect(found.unchanged).toBe(1);
  });

  it('of which one is left on either side are the same in other words', () => {
    const found = compareFindings([finding({ inputs: { says: '3 of 5' } })], [finding({ inputs: { says: '4 of 5' } })]);
    expect(found).toMatchObject({ introduced: [], resolved: [], unchanged: 1 });
  });

  const lists = fc.array(
    fc.record({
      code: fc.constantFrom('a', 'b'),
      severity: fc.constantFrom(...SEVERITIES),
      name: fc.constantFrom('R1', 'R2'),
      measured: fc.option(fc.integer({ min: 0, max: 5 })),
      limit: fc.option(fc.integer({ min: 0, max: 5 })),
      inputs: fc.record({ feed: fc.constantFrom('A', 'B'), n: fc.nat(3) }),
    }),
    { maxLength: 12 },
  );

  it('with themselves show nothing', () => {
    fc.assert(
      fc.property(lists, (parts) => {
        const list = parts.map(finding);
        expect(compareFindings(list, list)).toEqual({
          introduced: [],
          resolved: [],
          worsened: [],
          improved: [],
          unchanged: list.length,
        });
      }),
      { seed: 5 },
    );
  });

  it('with their sides exchanged exchange introduced and resolved, worsened and improved, and lose none', () => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const [before, after] = [a.map(finding), b.map(finding)];
        const there = compareFindings(before, after);
        const back = compareFindings(after, before);
        expect(new Set(back.introduced)).toEqual(new Set(there.resolved));
        expect(new Set(back.resolved)).toEqual(new Set(there.introduced));
        const mirrored = (pairs: typeof there.worsened) =>
          new Set(pairs.map((pair) => ({ before: pair.after, after: pair.before })));
        expect(mirrored(back.worsened)).toEqual(new Set(there.improved));
        expect(mirrored(back.improved)).toEqual(new Set(there.worsened));
        const pairs = there.worsened.length + there.improved.length + there.unchanged;
        expect([pairs + there.resolved.length, pairs + there.introduced.length]).toEqual([a.length, b.length]);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
