import { documentSchema, type SiteDocument } from '../../../src/domain/site/document.js';
import { indexSite, type SiteIndex } from '../../../src/domain/site/site-index.js';
import { toSnapshot } from '../../../src/domain/site/snapshot.js';

export const AS_OF = '2026-06-01';

/** What a document of a hall says beside its format. */
export type HallParts = Partial<Omit<SiteDocument, 'plenum'>>;

/** A hall as engines read it. What the schema refuses throws, so that no test stands on a hall that nobody can write. */
export function hallIndex(parts: HallParts): SiteIndex {
  const document = documentSchema.parse({ plenum: 1, site: { name: 'hall' }, ...parts });
  return indexSite(toSnapshot(document), AS_OF);
}

/** Facts that every catalog entry must state and that no test here reads. */
export function catalogued<const Slug extends string>(slug: Slug) {
  return { slug, manufacturer: 'Example', model: slug };
}

/** 0.6 × 1.2 m, 42 U, 150 kg empty, carries 1350 kg on 4 feet. */
export const RACK_42U = {
  ...catalogued('rack-42u'),
  heightU: 42,
  outerWidthMm: 600,
  outerDepthMm: 1200,
  emptyWeightKg: 150,
  maximumLoadKg: 1350,
};

/** A room 20 m wide and 12 m deep, its south-west corner at the origin. */
export const ROOM_20_BY_12 = {
  name: 'R1',
  outline: [
    [0, 0],
    [20, 0],
    [20, 12],
    [0, 12],
  ] as [number, number][],
};

/** Ten slots eastwards from (2, 6); the cold aisle lies south of it, so the racks stand north of y = 6. */
export const ROW_EAST = {
  name: 'A',
  room: 'R1',
  origin: [2, 6] as [number, number],
  bearingDeg: 90,
  coldAisleSide: 'right' as const,
  pitchM: 0.6,
  slots: 10,
};
