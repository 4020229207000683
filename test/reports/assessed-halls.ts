import { readFileSync } from 'node:fs';
import { CORE_SCHEMA, load } from 'js-yaml';
import { analyseSite } from '../../src/analysis/site-analysis.js';
import type { AssessedSite } from '../../src/domain/assessment/assessment.js';
import { documentSchema, type SiteDocument } from '../../src/domain/site/document.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';

export const HALLS = ['lpu-hall', 'gpu-hall'] as const;
export type Hall = (typeof HALLS)[number];

/** An example hall with its assessment on its own day. */
export function assessedHall(hall: Hall): AssessedSite {
  const text = readFileSync(new URL(`../../examples/${hall}.yaml`, import.meta.url), 'utf8');
  return assessedDocument(documentSchema.parse(load(text, { schema: CORE_SCHEMA })));
}

export function assessedDocument(document: SiteDocument): AssessedSite {
  return analyseSite(toSnapshot(document), { asOf: null, today: '2026-11-16' });
}
