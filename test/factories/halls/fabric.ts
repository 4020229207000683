import type { SiteDocument } from '../../../src/domain/site/document.js';

type Line = NonNullable<SiteDocument['portMaps']>[number]['lines'][number];

const facts = { manufacturer: 'M', model: 'M' };

/** Devices of a fabric as `[names, count, type]`, and the patterns that cable them; no racks. */
export function fabric({
  types,
  devices,
  lines,
  cables = [],
  reserved = [],
}: {
  readonly types: Readonly<Record<string, string>>;
  readonly devices: readonly (readonly [name: string, type: string])[];
  readonly lines: readonly Line[];
  readonly cables?: NonNullable<SiteDocument['cables']>;
  readonly reserved?: NonNullable<NonNullable<SiteDocument['portMaps']>[number]['reservedPorts']>;
}): SiteDocument {
  return {
    plenum: 1,
    site: { name: 'Fabric' },
    deviceTypes: Object.entries(types).map(([slug, ports]) => ({
      ...facts,
      slug,
      heightU: 1,
      ports: [{ name: ports, kind: 'infiniband' as const }],
    })),
    cableTypes: ['fibre', 'copper'].map((slug) => ({ ...facts, slug, medium: 'single-mode' as const })),
    devices: devices.map(([name, type]) => ({ name, type })),
    portMaps: [{ name: 'Fabric', lines: [...lines], reservedPorts: [...reserved] }],
    cables: [...cables],
  };
}

/** The names of a pattern of numbers: `numbered('L', 3)` is L1, L2, L3. */
export function numbered(stem: string, count: number, type: string): (readonly [string, string])[] {
  return Array.from({ length: count }, (_, i) => [`${stem}${String(i + 1)}`, type] as const);
}
