import { describe, expect, it } from '@jest/globals';
import {
  judgePower,
  NODE_4KW,
  PDU_415_60,
  type PowerHallOptions,
} from '../../../../test/factories/halls/power-hall.js';
import { deratingFactor } from '../../power/derating.js';
import { coordinationStudy, cordPhases, deratingOpen, elementLegs, interruptingRating } from './power-protection.js';

const hall: PowerHallOptions = { devicesPerRack: 1, deviceType: NODE_4KW, supplies: ['PSU1'], feeds: ['A'] };

describe('the fault current at an element', () => {
  it('is an error above its interrupting rating, none at it, and unknown where no rating is stated', () => {
    const at = (breaker: NonNullable<PowerHallOptions['breaker']>) =>
      judgePower(interruptingRating, { ...hall, breaker });
    expect(at({ interruptingRatingA: 10_000, prospectiveFaultCurrentA: 14_200 })).toMatchObject([
      { severity: 'error', subject: { name: 'R1-BRK-A' }, measured: 14_200, limit: 10_000, unit: 'A' },
    ]);
    expect(at({ interruptingRatingA: 10_000, prospectiveFaultCurrentA: 10_000 })).toEqual([]);
    expect(at({ prospectiveFaultCurrentA: 14_200 })).toMatchObject([{ severity: 'unknown', limit: null }]);
    expect(at({ interruptingRatingA: 10_000 })).toEqual([]);
  });
});

describe('breakers in series', () => {
  it('ask for a study, counted from the bank up', () => {
    const pduType = { ...PDU_415_60, banks: [{ name: 'B1', breakerA: 20 }] };
    expect(judgePower(coordinationStudy, { ...hall, pduType })).toMatchObject([
      { severity: 'info', measured: 2, inputs: { chain: 'a bank of R1-PDU-A under R1-BRK-A' } },
    ]);
    expect(judgePower(coordinationStudy, hall)).toEqual([]);
  });
});

describe('derating', () => {
  it('lowers a rating only above what it is for: 0.5 % per 100 m above 1000 m leaves 0.96955 at 1609 m', () => {
    const derating = { altitudeAboveM: 1000, altitudeFractionPer100M: 0.005 };
    expect(deratingFactor({ name: 'G', kind: 'generator', derating }, 1609)).toBeCloseTo(0.96955, 9);
    expect(deratingFactor({ name: 'G', kind: 'generator', derating }, 900)).toBe(1);
    expect(deratingFactor({ name: 'G', kind: 'generator' }, 3000)).toBe(1);
    const warm = { ambientAboveC: 40, ambientFractionPerK: 0.005 };
    expect(deratingFactor({ name: 'B', kind: 'breaker', derating: warm, ambientC: 50 }, 0)).toBeCloseTo(0.95, 12);
    expect(
      deratingFactor({ name: 'B', kind: 'breaker', derating: { ...warm, ambientFractionPerK: 1 }, ambientC: 50 }, 0),
    ).toBe(0);
  });

  it('is open where the maker speaks of ambient and nobody says how warm it is', () => {
    const breaker = { derating: { ambientAboveC: 40, ambientFractionPerK: 0.005 } };
    expect(judgePower(deratingOpen, { ...hall, breaker })).toMatchObject([{ severity: 'unknown', measured: 1 }]);
    expect(judgePower(deratingOpen, { ...hall, breaker: { ...breaker, ambientC: 45 } })).toEqual([]);
  });
});

describe('conductors of an element', () => {
  it('must be there: no neutral below delta, no legs on three lines', () => {
    const single = { phases: 1 as const, legs: 'L1-N' as const };
    expect(judgePower(elementLegs, { ...hall, breaker: single, panel: { wiring: 'delta' } })).toMatchObject([
      { subject: { name: 'R1-BRK-A' }, inputs: { legs: 'L1-N', parent: 'PANEL-A' } },
    ]);
    expect(judgePower(elementLegs, { ...hall, breaker: single, panel: { wiring: 'wye' } })).toEqual([]);
    expect(judgePower(elementLegs, { ...hall, breaker: { phases: 3, legs: 'L1-L2' } })).toHaveLength(1);
  });
});

describe('a supply of three lines', () => {
  it('does not go into an outlet of one', () => {
    const deviceType = { ...NODE_4KW, powerSupplies: [{ name: 'PSU1', phases: 3 as const }] };
    expect(judgePower(cordPhases, { ...hall, deviceType })).toMatchObject([
      { measured: 1, subject: { name: 'R1-PDU-A' } },
    ]);
    const pduType = {
      ...PDU_415_60,
      outlets: PDU_415_60.outlets.map((outlet) => ({ ...outlet, legs: 'L1-L2-L3' as const })),
    };
    expect(judgePower(cordPhases, { ...hall, deviceType, pduType })).toEqual([]);
    expect(judgePower(cordPhases, hall)).toEqual([]);
  });
});
