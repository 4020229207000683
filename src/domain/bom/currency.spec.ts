import { describe, expect, it } from '@jest/globals';
import { currencyDecimals, majorUnits } from './currency.js';

describe('money in major units', () => {
  it('has the decimals of its currency (ISO 4217)', () => {
    expect(['USD', 'EUR', 'JPY', 'KRW', 'BHD', 'CLF'].map(currencyDecimals)).toEqual([2, 2, 0, 0, 3, 4]);
  });

  it('is the number nearest to the amount', () => {
    expect(majorUnits({ minor: 12_345, currency: 'USD' })).toBe(123.45);
    expect(majorUnits({ minor: 12_345, currency: 'JPY' })).toBe(12_345);
    expect(majorUnits({ minor: 12_345, currency: 'KWD' })).toBe(12.345);
  });
});
