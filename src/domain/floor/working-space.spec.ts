import { describe, expect, it } from '@jest/globals';
import {
  voltageToGroundV,
  workingSpaceDepthM,
  workingSpaceWidthM,
  type WorkingSpaceCondition,
} from './working-space.js';

describe('the depth of working space', () => {
  it.each<[number, WorkingSpaceCondition, number]>([
    // NEC 110.26(A)(1): 3, 3.5 and 4 ft
    [0, 3, 0.9144],
    [120, 1, 0.9144],
    [120, 3, 0.9144],
    [150, 3, 0.9144],
    [151, 3, 1.2192],
    [240, 1, 0.9144],
    [240, 2, 1.0668],
    [277, 3, 1.2192],
    [600, 3, 1.2192],
  ])('at %p V to ground in condition %p is %p m', (volts, condition, depthM) => {
    expect(workingSpaceDepthM({ voltageToGroundV: volts, condition })).toBeCloseTo(depthM, 10);
  });

  it('is not evaluated above 600 V, and refused for NaN', () => {
    expect(workingSpaceDepthM({ voltageToGroundV: 601, condition: 1 })).toBeUndefined();
    expect(() => workingSpaceDepthM({ voltageToGroundV: NaN, condition: 1 })).toThrow('voltageToGroundV');
    expect(() => workingSpaceDepthM({ voltageToGroundV: -1, condition: 1 })).toThrow('voltageToGroundV');
  });

  it('of two 415Y/240 panels that face each other is 1.22 m: 415 V is not the voltage to ground', () => {
    const volts = voltageToGroundV({ lineToLineV: 415, grounding: 'wye-neutral' });
    expect(volts).toBeCloseTo(239.6, 1);
    expect(workingSpaceDepthM({ voltageToGroundV: volts, condition: 3 })).toBeCloseTo(1.219, 3);
  });

  it('of 208Y/120 follows the first row, of an ungrounded 208 V system the second', () => {
    const wye = voltageToGroundV({ lineToLineV: 208, grounding: 'wye-neutral' });
    const ungrounded = voltageToGroundV({ lineToLineV: 208, grounding: 'none' });
    expect(workingSpaceDepthM({ voltageToGroundV: wye, condition: 3 })).toBeCloseTo(0.914, 3);
    expect(workingSpaceDepthM({ voltageToGroundV: ungrounded, condition: 3 })).toBeCloseTo(1.219, 3);
  });
});

describe('the width of working space', () => {
  it('is that of a 52 in switchboard, and 30 in for a 20 in disconnect (ecmag)', () => {
    expect(workingSpaceWidthM(52 * 0.0254)).toBeCloseTo(1.3208, 10);
    expect(workingSpaceWidthM(20 * 0.0254)).toBeCloseTo(0.762, 10);
    expect(() => workingSpaceWidthM(NaN)).toThrow('equipmentWidthM');
  });
});
