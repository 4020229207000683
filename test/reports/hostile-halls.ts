import fc from 'fast-check';
import { documentSchema, type SiteDocument } from '../../src/domain/site/document.js';

/** Names that the schema allows and that files have stumbled over. */
const NASTY = [
  '<script>alert(1)</script>',
  ']]>&amp;"\'--><!--',
  'مرحبا بالعالم',
  'עולם S1 שלום',
  '日本語ラック',
  '🚀👩‍👩‍👧‍👦🏳️‍🌈',
  'a\u202eevil',
  'e\u0301\u0302\u0303\u0304 zalgo',
  '\ufeffmark',
  '\ufffe\uffff',
  'ﬁ ﷽ ㎯',
  '=1+1',
  '\\u0000 %s ${x}',
  'x'.repeat(200),
  'Ωμέγα Кириллица '.repeat(12).trim(),
];

export const hostileName = fc
  .oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  )
  // The schema refuses control characters and blanks at the ends; what is left may stand in a document.
  .map((name) => name.replace(/[\p{Cc}]/gu, '').trim() || 'x');

const coordinate = fc.double({ min: -5, max: 40, noNaN: true });

/** Halls with names, places and turns that nobody would wish for, yet that the schema lets pass. */
export const hostileHall: fc.Arbitrary<SiteDocument> = fc
  .record({
    site: hostileName,
    room: hostileName,
    racks: fc.uniqueArray(
      fc.record({
        name: hostileName,
        x: coordinate,
        y: coordinate,
        turn: fc.oneof(fc.constantFrom(0, 90, 180, 270), fc.double({ min: 0, max: 360, noNaN: true })),
        inRow: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12, selector: ({ name }) => name },
    ),
    row: hostileName,
    device: hostileName,
    model: hostileName,
    obstacle: hostileName,
    tile: fc.option(fc.double({ min: 0.01, max: 5, noNaN: true }), { nil: undefined }),
    widthM: fc.double({ min: 0.5, max: 300, noNaN: true }),
    heightM: fc.double({ min: 0.5, max: 300, noNaN: true }),
    wide: fc.integer({ min: 100, max: 3000 }),
    deep: fc.integer({ min: 100, max: 3000 }),
  })
  .map(({ site, room, racks, row, device, model, obstacle, tile, widthM, heightM, wide, deep }) =>
    documentSchema.parse({
      plenum: 1,
      site: { name: site },
      rackTypes: [{ slug: 'r', manufacturer: model, model, heightU: 47, outerWidthMm: wide, outerDepthMm: deep }],
      deviceTypes: [{ slug: 'd', manufacturer: model, model, heightU: 1.5, maximumPowerW: 900 }],
      rooms: [
        {
          name: room,
          outline: [
            [0, 0],
            [widthM, 0],
            [widthM, heightM],
            [0, heightM],
          ],
          ...(tile === undefined ? {} : { tileSizeM: tile }),
        },
      ],
      rows: [{ name: row, room, origin: [1, 1], bearingDeg: 33, coldAisleSide: 'left', pitchM: 0.3, slots: 5 }],
      racks: racks.map(({ name, x, y, turn, inRow }, k) =>
        inRow
          ? { name, type: 'r', room, row, slot: k + 1 }
          : { name, type: 'r', room, position: [x, y], frontBearingDeg: turn },
      ),
      devices: [{ name: device, type: 'd', rack: racks[0]?.name, unit: 1 }],
      obstacles: [
        {
          name: obstacle,
          room,
          kind: 'door',
          outline: [
            [0, 0],
            [1.2, 0],
            [1.2, 0.05],
            [0, 0.05],
          ],
        },
      ],
    }),
  );
