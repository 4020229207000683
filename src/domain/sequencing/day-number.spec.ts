import { describe, expect, it } from '@jest/globals';
import { dayNumberOf, dayText, isCalendarDay, weekdayOf } from './day-number.js';

const MS_PER_DAY = 86_400_000;

describe('the number of a day', () => {
  it('agrees with the calendar of the platform on every day from 1896 to 2104, two years without a leap day among them', () => {
    const [first, last] = [Date.UTC(1896, 0, 1) / MS_PER_DAY, Date.UTC(2104, 11, 31) / MS_PER_DAY];
    for (let day = first; day <= last; day += 1) {
      const date = new Date(day * MS_PER_DAY);
      const text = date.toISOString().slice(0, 10);
      if (dayNumberOf(text) !== day || dayText(day) !== text || weekdayOf(day) !== (date.getUTCDay() + 6) % 7) {
        throw new Error(`${text} is ${String(dayNumberOf(text))}, and ${String(day)} is ${dayText(day)}`);
      }
    }
  });

  it('is 0 on 1970-01-01, a Thursday, and 11 017 on 2000-03-01', () => {
    expect([dayNumberOf('1970-01-01'), weekdayOf(0), dayNumberOf('2000-03-01')]).toEqual([0, 3, 11_017]);
  });

  it('stays within four digits of a year', () => {
    expect([dayText(1e9), dayText(-1e9)]).toEqual(['9999-12-31', '0000-03-01']);
  });

  it('is one of the calendar only where month and day exist', () => {
    const days = ['2027-03-01', '2028-02-29', '0001-01-01', '9999-12-31'];
    expect(days.filter((day) => !isCalendarDay(day))).toEqual([]);
    const none = [
      '2027-02-29',
      '1900-02-29',
      '2027-13-01',
      '2027-00-10',
      '2027-04-31',
      '2027-1-1',
      '0000-05-05',
      '',
      'now',
    ];
    expect(none.filter(isCalendarDay)).toEqual([]);
  });

  it('is refused for text that is no day', () => {
    expect(() => dayNumberOf('2027-3-1')).toThrow(RangeError);
  });
});
