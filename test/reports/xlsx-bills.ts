import { readFileSync } from 'node:fs';
import type { Bom } from '../../src/domain/bom/bom.js';
import { buildBom } from '../../src/domain/bom/build-bom.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';

/** The bill of a site document of this repository, by its path from the root. */
export function billOf(path: string): Bom {
  const bytes = readFileSync(new URL(`../../${path}`, import.meta.url));
  const result = readSiteDocument({ bytes, format: 'yaml' });
  if (!result.ok) throw new Error(`${path}: ${JSON.stringify(result.defects[0])}`);
  const snapshot = toSnapshot(result.document);
  const { asOf = '2027-03-01', revisionLabel = null } = snapshot.site;
  return buildBom(snapshot, { asOf, contentHash: 'c0ffee'.repeat(10), revisionLabel });
}

export function goldenBom(): Bom {
  return billOf('test/golden/bom/hall.yaml');
}

/** The golden bill with other fields. */
export function goldenBomWith(over: Partial<Bom>): Bom {
  return { ...goldenBom(), ...over };
}
