import { describe, expect, it } from '@jest/globals';
import { integerIn, metresOf, voltsOf, wattsOf } from './quantity-option.js';

const watts = wattsOf(1000, 80_000);

describe('a quantity of an option', () => {
  it('is read with its unit', () => {
    expect([
      watts('36kW'),
      watts('36000W'),
      watts('17.5 kW'),
      metresOf(-500, 5000)('1609m'),
      voltsOf([415])('0.415kV'),
    ]).toEqual([36_000, 36_000, 17_500, 1609, 415]);
  });

  it.each([
    ['36', 'has no unit'],
    ['36kw', 'Did you mean "36kW"?'],
    ['36 horses', 'is no unit here'],
    ['lots', 'is no number with a unit'],
    ['900kW', 'allowed: 1kW to 80kW'],
    ['0W', 'out of range'],
    ['-5kW', 'out of range'],
  ])('%s is refused with a hint: %s', (text, hint) => {
    expect(() => watts(text)).toThrow(hint);
  });

  it('of some voltages is one of them', () => {
    expect(() => voltsOf([208, 400, 415])('480V')).toThrow('none of 208V, 400V, 415V');
  });

  it('that counts is a whole number in its range', () => {
    expect(integerIn(1, 500)('16')).toBe(16);
    for (const text of ['0', '501', '1.5', '-1', 'x', ''])
      expect(() => integerIn(1, 500)(text)).toThrow('whole number from 1 to 500');
  });
});
