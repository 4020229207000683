import { describe, expect, it } from '@jest/globals';
import { readSiteDocument } from './site-document.js';

const read = (text: string) => readSiteDocument({ bytes: new TextEncoder().encode(text), format: 'yaml' });
const found = (text: string) => {
  const result = read(text);
  return result.ok ? [] : result.defects.map(({ code, path, line }) => `${String(line)} ${code} ${path.join('.')}`);
};

describe('a site document', () => {
  it('is read', () => {
    expect(read('plenum: 1\nsite: {name: S}\n')).toEqual({ ok: true, document: { plenum: 1, site: { name: 'S' } } });
  });

  it('is refused with all defects of shape, range and meaning at once', () => {
    const text = `
plenum: 1
site: {name: S, altitudM: 5}
rooms:
  - {name: Hall, outline: [[0, 0], [9, 0], [9, 9]]}
  - {name: Hall, outline: [[0, 0], [9, 0], [9, 9]]}
rackTypes:
  - {slug: r, manufacturer: M, model: R, heightU: tall, outerWidthMm: -600, outerDepthMm: 1200}
racks:
  - {name: A01, type: r, room: Hal}
  - {name: A02, type: q, room: Hall}
`;
    expect(found(text)).toEqual([
      '3 unknown-key site.altitudM',
      '6 duplicate-name rooms.1.name',
      '8 type rackTypes.0.heightU',
      '8 range rackTypes.0.outerWidthMm',
      '10 unresolved-reference racks.0.room',
      '11 unresolved-reference racks.1.type',
    ]);
  });

  it('takes no name for missing while the names of some things cannot be read', () => {
    const text = `
plenum: 1
site: {name: S}
rooms:
  - {outline: [[0, 0], [9, 0], [9, 9]]}
racks: [{name: A01, type: r, room: Hall}]
rackTypes: [{slug: r, manufacturer: M, model: R, heightU: 42, outerWidthMm: 600, outerDepthMm: 1200}]
`;
    expect(found(text)).toEqual(['5 missing rooms.0.name']);
  });

  it.each([
    ['an array in place of the site', 'plenum: 1\nsite: []\n', ['2 type site']],
    ['a mapping in place of an array', 'plenum: 1\nsite: {name: S}\nracks: {name: A}\n', ['3 type racks']],
    ['text in place of a row', 'plenum: 1\nsite: {name: S}\nracks: [A01]\n', ['3 type racks.0']],
    ['no site', 'plenum: 1\n', ['1 missing site']],
  ])('with %s is refused at its place', (_, text, defects) => {
    expect(found(text)).toEqual(defects);
  });
});
