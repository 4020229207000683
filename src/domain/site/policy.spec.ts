import { describe, expect, it } from '@jest/globals';
import { sitePolicy } from './policy.js';

describe('the policy of a site', () => {
  it('lists every limit that the site leaves out as an assumption with its source', () => {
    const { policy, assumptions } = sitePolicy({ name: 'S', altitudeM: 1609 });
    expect(policy.altitudeM).toBe(1609);
    expect(policy.continuousLoadFraction).toBe(0.8);
    expect(assumptions.map(({ parameter }) => parameter)).toContain('site.continuousLoadFraction');
    expect(assumptions.map(({ parameter }) => parameter)).not.toContain('site.altitudeM');
    expect(assumptions.every(({ source }) => source.length > 0)).toBe(true);
  });

  it('takes no continuous-load factor under IEC practice unless the site states one', () => {
    expect(sitePolicy({ name: 'S', electricalPractice: 'iec' }).policy.continuousLoadFraction).toBe(1);
    expect(
      sitePolicy({ name: 'S', electricalPractice: 'iec', continuousLoadFraction: 0.8 }).policy.continuousLoadFraction,
    ).toBe(0.8);
  });

  it('gives the source that the site states', () => {
    const { policy } = sitePolicy({ name: 'S', coldAisleMinimumM: 1.5, sources: { coldAisleMinimumM: 'TIA-942' } });
    expect(policy.sources['coldAisleMinimumM']).toBe('TIA-942');
  });
});
