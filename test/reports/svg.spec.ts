import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawingOf } from '../../src/analysis/drawing.js';
import { assessedDocument, assessedHall, HALLS } from './assessed-halls.js';
import { hostileHall } from './hostile-halls.js';
import { xmlFault } from './svg-well-formed.js';

const FRONT = { face: 'front' } as const;

function svgOf(drawing: ReturnType<typeof drawingOf>): string {
  if (!drawing.ok) throw new Error(drawing.reason);
  return drawing.svg;
}

describe.each(HALLS)('drawings of %s', (hall) => {
  const assessed = assessedHall(hall);
  const rooms = assessed.index.snapshot.rooms.map(({ name }) => name);
  const racks = [...assessed.index.racks.keys()];

  it('are well-formed, with title, description and size in mm', () => {
    for (const room of rooms) {
      const svg = svgOf(drawingOf(assessed, { room, rack: null, ...FRONT }));
      expect(xmlFault(svg)).toBeNull();
      expect(svg).toMatch(/<svg [^>]*width="[\d.]+mm" height="[\d.]+mm" viewBox="0 0 [\d. ]+"/);
      expect(svg).toContain(`<title id="title">Floor plan: ${room}`);
      expect(svg).toContain('<desc id="desc">');
    }
  });

  it('show every rack of a room by name, and its legend, scale and north', () => {
    const room = assessed.index.snapshot.racks[0]?.room ?? '';
    const svg = svgOf(drawingOf(assessed, { room, rack: null, ...FRONT }));
    for (const rack of racks) expect(svg).toContain(`>${rack}</text>`);
    for (const word of ['>Legend<', '>Scale 1:50<', '>N<', 'COLD AISLE', 'HOT AISLE']) expect(svg).toContain(word);
    // Hatches tell bands apart where colour is lost.
    expect(svg).toContain('<pattern id="rising-');
  });

  it('are the same text each time', () => {
    const request = { room: rooms[0] ?? '', rack: null, ...FRONT };
    expect(svgOf(drawingOf(assessed, request))).toBe(svgOf(drawingOf(assessedHall(hall), request)));
  });

  it('show both faces of a rack', () => {
    for (const face of ['front', 'rear'] as const) {
      const svg = svgOf(drawingOf(assessed, { room: null, rack: 'NET1', face }));
      expect(xmlFault(svg)).toBeNull();
      expect(svg).toContain(`<title id="title">Rack NET1, ${face}</title>`);
    }
  });

  it('say which rooms there are, and what a misspelt name may mean', () => {
    const reason = (request: Parameters<typeof drawingOf>[1]) => {
      const drawing = drawingOf(assessed, request);
      return drawing.ok ? '' : drawing.reason;
    };
    expect(reason({ room: null, rack: null, ...FRONT })).toContain(rooms.join(', '));
    expect(reason({ room: `${rooms[0] ?? ''}x`, rack: null, ...FRONT })).toContain(`Did you mean "${rooms[0] ?? ''}"?`);
    expect(reason({ room: null, rack: 'NET11', ...FRONT })).toContain('Did you mean');
    expect(reason({ room: rooms[0] ?? '', rack: 'NET1', ...FRONT })).toContain('not for both');
  });
});

it('draws halls with hostile names as well-formed XML, and never throws', () => {
  fc.assert(
    fc.property(hostileHall, (document) => {
      const assessed = assessedDocument(document);
      const plan = drawingOf(assessed, { room: null, rack: null, ...FRONT });
      const rack = drawingOf(assessed, { room: null, rack: document.racks?.[0]?.name ?? '', ...FRONT });
      expect(plan.ok && xmlFault(plan.svg)).toBeNull();
      expect(rack.ok && xmlFault(rack.svg)).toBeNull();
    }),
    { seed: 20261116, numRuns: 60, endOnFailure: true },
  );
});

describe('the check for well-formed XML', () => {
  it.each(['<a>', '<a></b>', '<a b=c/>', '<a>&</a>', '<a>\u0001</a>', '<a b="<"/>', 'a < b'])('refuses %j', (xml) => {
    expect(xmlFault(xml)).not.toBeNull();
  });
});
