import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayNumberOf, weekdayOf } from './day-number.js';
import { MINUTES_PER_DAY, workingTimeOf } from './working-time.js';

const WEEK = [true, true, true, true, true, false, false];
const at = (day: string) => dayNumberOf(day) * MINUTES_PER_DAY;
const days = (count: number) => count * MINUTES_PER_DAY;

/** Working minutes of a stretch, minute by day: the second method. */
function counted(worksOn: readonly boolean[], holidays: readonly number[], from: number, to: number): number {
  let total = 0;
  for (let day = Math.floor(from / MINUTES_PER_DAY); day * MINUTES_PER_DAY < to; day += 1) {
    if (worksOn[weekdayOf(day)] !== true || holidays.includes(day)) continue;
    const begin = Math.max(from, day * MINUTES_PER_DAY);
    total += Math.max(0, Math.min(to, (day + 1) * MINUTES_PER_DAY) - begin);
  }
  return total;
}

describe('working time', () => {
  it('runs over weekends and holidays: 3 working days from Wednesday 2026-11-25 end on Monday, as Thursday is off', () => {
    const time = workingTimeOf(WEEK, [dayNumberOf('2026-11-26')]);
    // Wed 25, Fri 27, Mon 30: ended at the first moment of Tuesday.
    expect(time.endAt(time.before(at('2026-11-25')) + days(3))).toBe(at('2026-12-01'));
    // From Saturday, the same three days are Mon, Tue, Wed.
    expect(time.endAt(time.before(at('2026-11-28')) + days(3))).toBe(at('2026-12-03'));
  });

  it('can begin on Monday and has ended on Friday, whatever moment of the weekend is asked about', () => {
    const time = workingTimeOf(WEEK, []);
    const count = time.before(at('2026-11-21') + 600);
    expect([time.endAt(count), time.startAt(count)]).toEqual([at('2026-11-21'), at('2026-11-23')]);
  });

  it('counts what day-by-day counting counts, and turns counts back into the first and last instant', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }).filter((week) => week.some(Boolean)),
        fc.array(fc.integer({ min: -60, max: 60 }), { maxLength: 30 }),
        fc.integer({ min: days(-40), max: days(40) }),
        fc.integer({ min: 0, max: days(30) }),
        (week, holidays, from, length) => {
          const time = workingTimeOf(week, holidays);
          const count = time.before(from + length);
          expect(count - time.before(from)).toBe(counted(week, holidays, from, from + length));
          const [end, start] = [time.endAt(count), time.startAt(count)];
          expect([time.before(end), time.before(start), end <= from + length, from + length <= start]).toEqual([
            count,
            count,
            true,
            true,
          ]);
          // One minute further out the count differs: they are the first and the last.
          expect([time.before(end - 1) < count, time.before(start + 1) > count]).toEqual([true, true]);
        },
      ),
      { seed: 7 },
    );
  });

  it('is refused for a week without a working day', () => {
    expect(() => workingTimeOf([false, false, false, false, false, false, false], [])).toThrow(RangeError);
  });
});
