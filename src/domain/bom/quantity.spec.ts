import { describe, expect, it } from '@jest/globals';
import { millimetreLengthM, missingQuantity, quantitySum, wholePacks } from './quantity.js';

describe('metres', () => {
  it('are rounded up to the millimetre, but not for the noise of binary fractions', () => {
    expect(millimetreLengthM(2.5001)).toBe(2.501);
    expect(millimetreLengthM(2.5)).toBe(2.5);
    expect(millimetreLengthM(0.1 + 0.2)).toBe(0.3); // 0.30000000000000004
    expect(millimetreLengthM(0.0002)).toBe(0.001);
  });

  it('add up without noise', () => {
    expect(quantitySum([0.1, 0.2, 0.3])).toBe(0.6); // 0.6000000000000001
  });

  it('are missing only where there is too little', () => {
    expect(missingQuantity({ required: 34.4, there: 34.3 })).toBe(0.1); // 0.10000000000000142
    expect(missingQuantity({ required: 1, there: 3 })).toBe(0);
  });
});

describe('packs', () => {
  it('are whole and enough', () => {
    expect(wholePacks({ quantity: 0, packSize: 8 })).toBe(0);
    expect(wholePacks({ quantity: 8, packSize: 8 })).toBe(8);
    expect(wholePacks({ quantity: 8.001, packSize: 8 })).toBe(16);
  });
});
