import { describe, expect, it } from '@jest/globals';
import type { SiteDocument } from '../domain/site/document.js';
import { toSnapshot } from '../domain/site/snapshot.js';
import { contentHash } from './content-hash.js';

const hashOf = (document: SiteDocument) => contentHash(toSnapshot(document));
const corners: [number, number][] = [
  [0, 0],
  [5, 0],
  [5, 5],
];

describe('the content hash', () => {
  const rooms: NonNullable<SiteDocument['rooms']> = [
    { name: 'A', outline: corners },
    { name: 'B', outline: corners, tags: ['x', 'y'] },
  ];
  const document: SiteDocument = {
    plenum: 1,
    site: { name: 'S', altitudeM: 10 },
    rooms,
  };

  it('is the same whatever the order of rows and keys', () => {
    expect(hashOf({ rooms: [...rooms].reverse(), site: { altitudeM: 10, name: 'S' }, plenum: 1 })).toBe(
      hashOf(document),
    );
  });

  it('leaves database ids out', () => {
    const site = { ...document.site, id: '0198c0de-0000-7000-8000-000000000000' };
    expect(hashOf({ ...document, site })).toBe(hashOf(document));
  });

  it('leaves catalog entries out that nothing uses', () => {
    const rackTypes = [
      { slug: 'r', manufacturer: 'M', model: 'R', heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 },
    ];
    expect(hashOf({ ...document, rackTypes })).toBe(hashOf(document));
  });

  it.each<[string, SiteDocument]>([
    ['a value', { ...document, site: { name: 'S', altitudeM: 11 } }],
    [
      'the order of a list inside a row',
      { ...document, rooms: rooms.map((room) => ({ ...room, ...(room.tags && { tags: [...room.tags].reverse() }) })) },
    ],
    ['a missing row', { ...document, rooms: rooms.slice(1) }],
  ])('changes with %s', (_, changed) => {
    expect(hashOf(changed)).not.toBe(hashOf(document));
  });
});
