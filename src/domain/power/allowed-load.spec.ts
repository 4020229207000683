import { describe, expect, it } from '@jest/globals';
import type { PowerElement } from '../site/kinds/power-element.js';
import { elementLimits } from './allowed-load.js';

const pduType = {
  slug: 'p',
  manufacturer: 'Maker',
  model: 'P',
  inputVoltageLlV: 415,
  ratedCurrentA: 60,
  phases: 3 as const,
};
const breaker: PowerElement = { name: 'B', kind: 'breaker', ratedCurrentA: 60 };
const policy = { continuousLoadFraction: 0.8 };
const limitsOf = (element: PowerElement, type?: typeof pduType, voltageV: number | null = 415) =>
  elementLimits({ element, pduType: type, policy, phases: 3, voltageV });

describe('what an element may carry', () => {
  it('is 48 A and 34.5 kVA for a 415 V, 60 A breaker at 80 %', () => {
    const limits = limitsOf(breaker);
    expect(limits.allowedCurrentA).toBe(48);
    // √3 · 415 · 48
    expect(limits.allowedApparentPowerVa).toBeCloseTo(34_502.4, 0);
  });

  it('is the whole rating where the rating is already the continuous one: 0.8 is never applied twice', () => {
    expect(limitsOf({ ...breaker, ratingIsContinuous: true }).allowedCurrentA).toBe(60);
    const pdu: PowerElement = { name: 'P', kind: 'rack-pdu' };
    expect(limitsOf(pdu, { ...pduType, ratedCurrentA: 48, ratingIsContinuous: true } as typeof pduType)).toMatchObject({
      ratedCurrentA: 48,
      allowedCurrentA: 48,
    });
  });

  it('takes the fraction that the element states before any other', () => {
    const stated = { ...breaker, continuousLoadFraction: 0.7, ratingIsContinuous: true };
    expect(limitsOf(stated).allowedCurrentA).toBeCloseTo(42, 12);
  });

  it('takes the rating of a rack PDU from its type', () => {
    expect(limitsOf({ name: 'P', kind: 'rack-pdu' }, pduType).allowedCurrentA).toBe(48);
  });

  it('is the whole rating of a UPS, which has no continuous fraction', () => {
    const ups: PowerElement = { name: 'U', kind: 'ups', ratedApparentPowerVa: 750_000, ratedPowerW: 700_000 };
    expect(limitsOf(ups)).toMatchObject({
      ratedCurrentA: null,
      allowedCurrentA: null,
      allowedApparentPowerVa: 750_000,
      allowedPowerW: 700_000,
    });
  });

  it('is unknown without a rating, never 0', () => {
    expect(limitsOf({ name: 'B', kind: 'breaker' })).toMatchObject({
      allowedCurrentA: null,
      allowedApparentPowerVa: null,
      allowedPowerW: null,
    });
    expect(limitsOf(breaker, undefined, null).allowedApparentPowerVa).toBeNull();
  });
});
