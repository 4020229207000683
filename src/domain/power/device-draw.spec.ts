import { describe, expect, it } from '@jest/globals';
import { boundedDraw, deviceDraw } from './device-draw.js';

const type = { slug: 'node', manufacturer: 'Maker', model: 'Node', heightU: 4 };
const device = { name: 'n1', type: 'node' };
const supply = { name: 'PSU', maximumPowerW: 2200 };

describe('the draw of a device', () => {
  it('is what its type states, case by case', () => {
    const draw = deviceDraw({
      device,
      type: { ...type, typicalPowerW: 2700, maximumPowerW: 4000, nameplatePowerW: 4400 },
      supplies: [],
      corded: true,
    });
    expect(draw).toEqual({ typical: { value: 2700 }, maximum: { value: 4000 }, nameplate: { value: 4400 } });
  });

  it('is what the device states in place of its type', () => {
    const draw = deviceDraw({
      device: { ...device, overrides: { maximumPowerW: 3600 } },
      type: { ...type, typicalPowerW: 2700, maximumPowerW: 4000 },
      supplies: [],
      corded: true,
    });
    expect(draw.maximum).toEqual({ value: 3600 });
    expect(draw.typical).toEqual({ value: 2700 });
  });

  it('is unknown without figures, at most what its supplies deliver: 2 × 2200 W', () => {
    const draw = deviceDraw({ device, type, supplies: [supply, supply], corded: true });
    expect(draw.maximum).toEqual({ value: null, upper: 4400 });
    expect(draw.typical).toEqual({ value: null, upper: 4400 });
    expect(draw.nameplate).toEqual({ value: null });
  });

  it('is not bounded by supplies of which one has no rating', () => {
    const draw = deviceDraw({ device, type, supplies: [supply, { name: 'PSU2' }], corded: true });
    expect(draw.maximum).toEqual({ value: null });
    expect(boundedDraw(draw.maximum)).toEqual({ value: null, lowerW: 0, upperW: Infinity });
  });

  it('at maximum is at least the typical or the measured draw, whichever is higher', () => {
    const measured = { ...device, measuredPowerW: 3100 };
    const draw = deviceDraw({ device: measured, type: { ...type, typicalPowerW: 2700 }, supplies: [], corded: true });
    expect(draw.maximum).toEqual({ value: null, lower: 3100 });
  });

  it('keeps the higher bound where the figures contradict each other', () => {
    const odd = { ...type, typicalPowerW: 2700, nameplatePowerW: 2000 };
    const draw = deviceDraw({ device, type: odd, supplies: [], corded: true });
    expect(draw.maximum).toEqual({ value: null, lower: 2700, upper: 2700 });
  });

  it('is nothing, and known, for a panel without cords', () => {
    const panel = { ...device, role: 'panel' as const };
    expect(deviceDraw({ device: panel, type, supplies: [], corded: false }).maximum).toEqual({ value: 0 });
    const ports = [{ name: 'P[1-24]', kind: 'panel' as const }];
    expect(deviceDraw({ device, type: { ...type, ports }, supplies: [], corded: false }).maximum).toEqual({ value: 0 });
  });

  it('is unknown, not nothing, for a device of another role, or one with a cord', () => {
    expect(deviceDraw({ device, type, supplies: [], corded: false }).maximum.value).toBeNull();
    const panel = { ...device, role: 'panel' as const };
    expect(deviceDraw({ device: panel, type, supplies: [], corded: true }).maximum.value).toBeNull();
  });
});
