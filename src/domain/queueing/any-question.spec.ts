/** Whatever is asked, an answer holds numbers only, or the question is refused by a sentence that names what is wrong. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerQueue } from './answer.js';
import { judgeGoal } from './promise.js';
import { priorityWait } from './priority.js';
import type { QueueQuestion } from './question.js';
import type { Arrivals } from './replay/traffic.js';

const SIMULATION = { requests: 300, replications: 2, seed: 1 };

/** From nearly nothing to far too much, and what is no number at all. */
const anything = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0.01, max: 3, noNaN: true }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(1e-300, 1e-30, 1e-12, 1e-6, 1 - 1e-12, 1 - 1e-9, 1, 1 + 1e-9, 40, 600, 1e6, 1e30, 1e300),
  },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -1, 0) },
);
const counts = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 1.5, NaN, 10_001) },
);

const arrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  anything.map((ratePerS) => ({ kind: 'poisson', ratePerS }) as const),
  fc
    .record({
      ratePerS: anything,
      size: fc.integer({ min: 0, max: 9 }),
      law: fc.constantFrom('fixed' as const, 'geometric' as const),
    })
    .map((batch) => ({ kind: 'batch', ...batch }) as const),
  fc.record({ ratePerS: anything, scv: anything }).map((renewal) => ({ kind: 'renewal', ...renewal }) as const),
  fc
    .record({ rate1PerS: anything, rate2PerS: anything, leave1PerS: anything, leave2PerS: anything })
    .map((rates) => ({ kind: 'mmpp', ...rates }) as const),
);
const services = fc.array(fc.record({ serviceS: anything, share: anything }), { minLength: 0, maxLength: 3 });

const questions = fc
  .record({
    arrivals,
    services,
    servers: counts,
    capacity: fc.option(counts, { nil: null, freq: 2 }),
    maxWaitS: fc.option(anything, { nil: null, freq: 2 }),
  })
  .map(({ capacity, maxWaitS, ...rest }): QueueQuestion => ({
    ...rest,
    ...(capacity === null ? {} : { capacity }),
    ...(maxWaitS === null ? {} : { maxWaitS }),
    simulation: SIMULATION,
  }));

function* numbersIn(value: unknown, path = ''): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [path, value];
  else if (value !== null && typeof value === 'object') {
    for (const [key, below] of Object.entries(value)) yield* numbersIn(below, `${path}/${key}`);
  }
}

/** Numbers that are none, or below 0. */
function wrongIn(answer: unknown): readonly string[] {
  return [...numbersIn(answer)]
    .filter(([, value]) => !(value >= 0 && value < Infinity))
    .map(([path, value]) => `${path}: ${value}`);
}

/** What comes out, or null where the question is refused by its name. */
function answerOrRefusal<Answer>(ask: () => Answer): Answer | null {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    expect(error.message).toMatch(/\w+ (must|quantile|×|the)|longest service|no wait can|would need|replay|simulate/);
    expect(error.message).not.toContain('undefined');
    return null;
  }
}

describe('whatever is asked of a queue', () => {
  it('is answered in numbers or refused by name, and rates and shares add up', () => {
    let answered = 0;
    fc.assert(
      fc.property(questions, (question) => {
        const answer = answerOrRefusal(() => answerQueue(question));
        if (answer === null) return;
        answered++;
        expect(wrongIn(answer)).toEqual([]);
        expect(answer.lossProbability).toBeLessThanOrEqual(1);
        expect(answer.probabilityOfWaiting).toBeLessThanOrEqual(1);
        const { p50, p90, p95, p99, p999 } = answer.waitQuantilesS;
        expect([p50, p90, p95, p99, p999]).toEqual([p50, p90, p95, p99, p999].sort((a, b) => a - b));
        if (answer.probabilityOfWaiting > 1e-200) expect(answer.meanWaitS).toBeGreaterThan(0);
        const verdict = answerOrRefusal(() => judgeGoal(question, answer, { quantile: 'p99', latencyS: 3 }));
        if (verdict !== null) expect(wrongIn(verdict)).toEqual([]);
      }),
      { seed: 91, numRuns: 400 },
    );
    expect(answered).toBeGreaterThan(60);
  });

  it('by priority is, too', () => {
    const classes = fc.array(fc.record({ ratePerS: anything, services }), { minLength: 0, maxLength: 3 });
    fc.assert(
      fc.property(classes, counts, (list, servers) => {
        const answer = answerOrRefusal(() => priorityWait({ classes: list, servers, simulation: SIMULATION }));
        if (answer !== null) expect(wrongIn(answer)).toEqual([]);
      }),
      { seed: 92, numRuns: 200 },
    );
  });
});
