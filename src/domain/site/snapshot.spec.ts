import { describe, expect, it } from '@jest/globals';
import { documentSchema, type SiteDocument } from './document.js';
import { toDocument, toSnapshot } from './snapshot.js';
import { indexSite, indexWantedSite } from './site-index.js';

const outline: [number, number][] = [
  [0, 0],
  [9, 0],
  [9, 9],
];
const facts = { manufacturer: 'M', model: 'R', heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 };

const document: SiteDocument = {
  plenum: 1,
  site: { name: 'S' },
  rackTypes: [
    { slug: 'unused', ...facts },
    { slug: 'used', ...facts },
  ],
  deviceTypes: [
    { slug: 'by-template', manufacturer: 'M', model: 'D', heightU: 1 },
    { slug: 'unused', manufacturer: 'M', model: 'D', heightU: 1 },
  ],
  podTemplates: [
    { slug: 't', version: '1', racks: ['R1'], devices: [{ name: 'D', racks: 'R1', type: 'by-template', unit: 1 }] },
  ],
  rooms: [{ name: 'Room', outline, id: '0198c0de-0000-7000-8000-000000000001' }],
  pods: [{ name: 'P', template: 't' }],
  racks: [
    { name: 'B', type: 'used', room: 'Room', availableFrom: '2027-06-01' },
    { name: 'A', type: 'used', room: 'Room', retiredFrom: '2027-01-01' },
  ],
  devices: [{ name: 'old', type: 'by-template', rack: 'A', unit: 1 }],
};

describe('a snapshot', () => {
  it('sorts rows by natural key, drops ids and keeps of the catalog what is used, also through templates', () => {
    const snapshot = toSnapshot(document);
    expect(snapshot.racks.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(snapshot.rooms).toEqual([{ name: 'Room', outline }]);
    expect(snapshot.rackTypes.map(({ slug }) => slug)).toEqual(['used']);
    expect(snapshot.deviceTypes.map(({ slug }) => slug)).toEqual(['by-template']);
    expect(snapshot.cables).toEqual([]);
  });

  it('is its own snapshot, through a valid document', () => {
    const snapshot = toSnapshot(document);
    const exported = toDocument(snapshot);
    expect(documentSchema.parse(exported)).toEqual(exported);
    expect(toSnapshot(exported)).toEqual(snapshot);
    expect('cables' in exported).toBe(false);
  });
});

describe('the index of a day', () => {
  const snapshot = toSnapshot(document);
  const there = (asOf: string) => [...indexSite(snapshot, asOf).racks.keys()];

  it('holds what is there on that day, both limits taken exactly', () => {
    expect(there('2026-12-31')).toEqual(['A']);
    expect(there('2027-01-01')).toEqual([]);
    expect(there('2027-05-31')).toEqual([]);
    expect(there('2027-06-01')).toEqual(['B']);
  });

  it('leaves out what stands in a rack that is not there', () => {
    expect(indexSite(snapshot, '2026-12-31').devices.has('old')).toBe(true);
    expect(indexSite(snapshot, '2027-01-01').devices.has('old')).toBe(false);
  });

  it('of wanted things also holds what comes later', () => {
    expect([...indexWantedSite(snapshot, '2026-12-31').racks.keys()]).toEqual(['A', 'B']);
  });
});
