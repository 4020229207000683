import { describe, expect, it } from '@jest/globals';
import { conservedPower } from '../../../test/power/conserved-solve.js';
import type { SiteDocument } from '../site/document.js';
import { sitePolicy } from '../site/policy.js';
import { indexSite } from '../site/site-index.js';
import { toSnapshot } from '../site/snapshot.js';

const hall: SiteDocument = {
  plenum: 1,
  site: { name: 'S' },
  coolingUnitTypes: [{ slug: 'crah', manufacturer: 'M', model: 'C', kind: 'crah', powerW: 5000 }],
  rooms: [
    {
      name: 'R',
      outline: [
        [0, 0],
        [9, 0],
        [9, 9],
      ],
    },
  ],
  powerElements: [
    { name: 'SWB', kind: 'switchboard' },
    { name: 'TX', kind: 'transformer', parents: ['SWB'], voltageLlV: 415 },
    { name: 'UPS', kind: 'ups', parents: ['TX'], proportionalLossFraction: 0.05 },
    { name: 'RPP', kind: 'panel', parents: ['UPS'] },
  ],
  coolingUnits: [
    { name: 'C1', type: 'crah', room: 'R', poweredBy: ['RPP'] },
    { name: 'C2', type: 'crah', room: 'R' },
  ],
};
const figures = conservedPower(indexSite(toSnapshot(hall), '2027-01-01'), sitePolicy(hall.site).policy);
const assumed = (parameter: string) =>
  figures.assumptions.find((assumption) => assumption.parameter === parameter)?.count;

describe('what nobody states of a power chain', () => {
  it('leaves the voltage above a transformer unknown: its own is that of its output', () => {
    const voltages = Object.fromEntries(figures.elements.map(({ element, voltageV }) => [element, voltageV]));
    expect(voltages).toEqual({ SWB: null, TX: 415, UPS: 415, RPP: 415 });
    expect(figures.elements.find(({ element }) => element === 'SWB')?.normal?.busiestCurrentA).toBeNull();
  });

  it('lists conversion without a stated loss, and plant without a stated source, as assumptions', () => {
    expect(assumed('powerElement.proportionalLossFraction')).toBe(1);
    expect(assumed('coolingUnit.poweredBy')).toBe(1);
  });

  it('lists a UPS that does not say how it runs', () => {
    expect(assumed('powerElement.upsMode')).toBe(1);
  });
});
