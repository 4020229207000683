import type { Assumption } from '../finding.js';
import type { Site } from './kinds/site.js';

/** The limits and conditions by which a site is judged, each with the source that the site or Plenum gives. */
export interface SitePolicy {
  readonly altitudeM: number;
  readonly supplyC: number;
  readonly relativeHumidity: number;
  readonly ashraeClass: NonNullable<Site['ashraeClass']>;
  readonly continuousLoadFraction: number;
  readonly allowedImbalanceFraction: number;
  readonly coldAisleMinimumM: number;
  readonly hotAisleMinimumM: number;
  readonly rowEndMinimumM: number;
  readonly routeMinimumM: number;
  readonly longestRow: number;
  readonly longestDeadEnd: number;
  readonly cableSpareFraction: number;
  readonly receivingBufferDays: number;
  readonly powerFactor: number;
  /** Source of each limit by its name. */
  readonly sources: Readonly<Record<string, string>>;
}

export type PolicyField = Exclude<keyof SitePolicy, 'sources'>;

interface Default {
  readonly value: number | string;
  readonly unit: string;
  readonly source: string;
}

const defaults: Readonly<Record<PolicyField, Default>> = {
  altitudeM: { value: 0, unit: 'm', source: 'sea level; the site states no altitude' },
  supplyC: { value: 24, unit: 'C', source: 'within ASHRAE TC 9.9 (2021) recommended 18 to 27 C' },
  relativeHumidity: { value: 0.5, unit: '1', source: 'middle of the common operating range' },
  ashraeClass: { value: 'A2', unit: '1', source: 'ASHRAE TC 9.9 (2021): class of most volume servers' },
  continuousLoadFraction: {
    value: 0.8,
    unit: '1',
    source: 'NEC 210.20(A), 215.3: 125 % of the continuous load, all load taken as continuous',
  },
  allowedImbalanceFraction: { value: 0.2, unit: '1', source: 'planning practice: above 20 % is critical' },
  coldAisleMinimumM: { value: 1.2, unit: 'm', source: 'TIA-942-A: 1.2 m recommended in front of racks' },
  hotAisleMinimumM: { value: 0.6, unit: 'm', source: 'TIA-942:2005 5.11.7: 0.6 m behind racks, 1.0 m preferred' },
  rowEndMinimumM: { value: 1.2, unit: 'm', source: 'planning practice: 1.2 m between racks and walls' },
  routeMinimumM: { value: 1.2, unit: 'm', source: 'RISA directive: circulation routes at least 1.2 m wide' },
  longestRow: { value: 20, unit: '1', source: 'RISA directive: at most 20 racks in a row' },
  longestDeadEnd: { value: 10, unit: '1', source: 'RISA directive: dead ends along at most 10 racks' },
  cableSpareFraction: { value: 0, unit: '1', source: 'the site states no spare cables' },
  receivingBufferDays: {
    value: 14,
    unit: 'd',
    source: 'planning practice: two weeks to receive, inspect and stage a delivery',
  },
  powerFactor: { value: 0.95, unit: '1', source: 'server supplies above half load: 0.95 to 0.99' },
};

/** IEC 60364-4-43 sizes breakers by Ib ≤ In ≤ Iz without a general continuous factor. */
const IEC_CONTINUOUS_FRACTION: Default = {
  value: 1,
  unit: '1',
  source: 'IEC 60364-4-43: Ib ≤ In ≤ Iz, no general continuous-load factor',
};

/** What the site states, and for what it leaves out a default that is listed as an assumption. */
export function sitePolicy(site: Site): { readonly policy: SitePolicy; readonly assumptions: readonly Assumption[] } {
  const values: Partial<Record<PolicyField, number | string>> = {};
  const sources: Record<string, string> = {};
  const assumptions: Assumption[] = [];
  for (const field of Object.keys(defaults) as PolicyField[]) {
    const stated = field === 'powerFactor' ? undefined : site[field];
    if (stated !== undefined) {
      values[field] = stated;
      sources[field] = site.sources?.[field] ?? `stated by the site without a source`;
      continue;
    }
    const assumed =
      field === 'continuousLoadFraction' && site.electricalPractice === 'iec'
        ? IEC_CONTINUOUS_FRACTION
        : defaults[field];
    values[field] = assumed.value;
    sources[field] = assumed.source;
    if (field !== 'powerFactor') {
      assumptions.push({
        parameter: `site.${field}`,
        value: assumed.value,
        unit: assumed.unit,
        source: assumed.source,
        count: 1,
      });
    }
  }
  return { policy: { ...values, sources } as SitePolicy, assumptions };
}
