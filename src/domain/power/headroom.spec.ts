import { describe, expect, it } from '@jest/globals';
import { chainModel } from '../../../test/factories/halls/chain-hall.js';
import type { RowOf } from '../site/document.js';
import { RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../test/factories/halls/hall.js';
import { headroom } from './headroom.js';

type Element = RowOf<'powerElements'>;

/** Two UPS of 300 kW, each with two panels of 300 A (240 A usable, 172.5 kW at 415 V); pairs 1 and 2 feed a rack each. */
function model(parts: HallParts = {}) {
  const rack = { type: RACK_42U.slug, room: ROOM_20_BY_12.name };
  const elements: Element[] = [
    { name: 'UTIL', kind: 'utility', voltageLlV: 415 },
    ...['A', 'B'].flatMap((feed): Element[] => [
      { name: `UPS-${feed}`, kind: 'ups', parents: ['UTIL'], feed, ratedPowerW: 300_000 },
      ...['1', '2'].flatMap((pair): Element[] => [
        { name: `RPP-${pair}${feed}`, kind: 'panel', parents: [`UPS-${feed}`], ratedCurrentA: 300 },
        { name: `PDU-${pair}${feed}`, kind: 'rack-pdu', parents: [`RPP-${pair}${feed}`], rack: `R${pair}` },
      ]),
    ]),
  ];
  const racks = ['R', 'R1', 'R2'].map((name) => ({ name, ...rack }));
  const loads = {
    one: { drawW: 60_000, on: ['PDU-1A', 'PDU-1B'] },
    two: { drawW: 90_000, on: ['PDU-2A', 'PDU-2B'] },
  };
  return chainModel(elements, loads, { racks, ...parts });
}

const ROW = {
  name: 'A',
  room: ROOM_20_BY_12.name,
  origin: [2, 6] as [number, number],
  bearingDeg: 90,
  pitchM: 0.6,
  coldAisleSide: 'right' as const,
};

describe('headroom for racks of 40 kW at power factor 1', () => {
  const room = headroom(model(), { loadW: 40_000, count: 5, powerFactor: 1 });
  // 240 A · √3 · 415 V
  const panelW = 240 * Math.sqrt(3) * 415;

  it('is what a panel leaves when the other of its pair is lost, no more than what the UPS leaves', () => {
    expect(room.places.map(({ name, racks }) => [name, racks])).toEqual([
      ['RPP-1A + RPP-1B', 1],
      ['RPP-2A + RPP-2B', 1],
    ]);
    // Panel 172.5 − 60 = 112.5 kW; UPS 300 − 150 = 150 kW.
    expect(room.places[0]?.left.powerW).toBeCloseTo(panelW - 60_000, 3);
    expect(room.places[1]?.left.powerW).toBeCloseTo(panelW - 90_000, 3);
    expect(room.places[0]?.left.element).toMatch(/^RPP-1[AB]$/);
    expect(room.places[0]?.left.scenario).not.toBeNull();
  });

  it('places three racks, each where most is left, and says what stops the fourth', () => {
    // 112.5 and 82.5 kW are left; then 72.5 and 82.5, then 72.5 and 42.5; the UPS leaves 150, 110, 70, then 30 kW.
    expect(room.placed.map(({ place }) => place)).toEqual(['RPP-1A + RPP-1B', 'RPP-2A + RPP-2B', 'RPP-1A + RPP-1B']);
    expect(room.stopped).toHaveLength(2);
    expect(room.stopped[0]?.left.powerW).toBeCloseTo(30_000, 3);
    expect(room.stopped[0]?.left).toMatchObject({ limitedBy: 'real-power', unit: 'W', limit: 300_000 });
    expect(room.stopped[0]?.left.element).toMatch(/^UPS-[AB]$/);
  });

  it('calls stranded what panels could still carry when the UPS are full', () => {
    // All is filled with 150 kW, of which 112.5 on pair 1 and 37.5 on pair 2: 45.0 kW remain on panels 2 and nothing can feed them.
    const panel = room.stranded.find(({ element }) => element === 'RPP-2A');
    expect(panel?.strandedW).toBeCloseTo(2 * panelW - 150_000 - 150_000, 2);
    expect(panel?.blockedBy.join()).toMatch(/UPS/);
    expect(room.stranded.map(({ element }) => element)).not.toContain('UPS-A');
    expect(room.stranded.map(({ element }) => element)).not.toContain('RPP-1A');
  });

  it('fits all where all fit, and is bounded by nothing where nothing states a limit', () => {
    expect(headroom(model(), { loadW: 1000, count: 2, powerFactor: 1 })).toMatchObject({
      stopped: [],
      asked: 2,
      withSlot: 0,
      powerOnly: 2,
    });
  });

  it('takes free slots first, each once, and says where there is power and no slot', () => {
    // Slots 1 and 2 hold R1 and R2; of slots 3 to 5 rack W of 1.2 m takes two: one is free. Both pairs feed racks of the row.
    const row = ROW;
    const rows = [{ ...row, slots: 5 }];
    const of = (name: string, slot: number, type: string = RACK_42U.slug) => ({
      name,
      type,
      room: row.room,
      row: 'A',
      slot,
    });
    const wide = { ...RACK_42U, slug: 'wide', outerWidthMm: 1200 };
    const racks = [of('R1', 1), of('R2', 2), of('W', 3, 'wide'), { name: 'R', type: RACK_42U.slug, room: row.room }];
    const { placed, stopped, places } = headroom(model({ rows, racks, rackTypes: [RACK_42U, wide] }), {
      loadW: 40_000,
      count: 5,
      powerFactor: 1,
    });
    expect(places.map(({ positions }) => positions)).toEqual([
      [{ room: row.room, row: 'A', slot: 5 }],
      [{ room: row.room, row: 'A', slot: 5 }],
    ]);
    expect(placed.map(({ position }) => position?.slot ?? null)).toEqual([5, null, null]);
    expect(stopped.map(({ freePositions }) => freePositions)).toEqual([0, 0]);
  });

  it('counts slots as they can be taken, and racks for which there is power alone apart from those that fit', () => {
    // W of 1.2 m takes both slots of 0.6 m.
    const rows = [{ ...ROW, slots: 2 }];
    const wide = { ...RACK_42U, slug: 'wide', outerWidthMm: 1200 };
    const here = { room: ROW.room, row: ROW.name };
    const racks = [
      { name: 'R1', type: 'wide', ...here, slot: 1 },
      ...['R', 'R2'].map((name) => ({ name, type: RACK_42U.slug, room: ROW.room })),
    ];
    const parts = { rows, racks, rackTypes: [RACK_42U, wide] };
    const full = headroom(model(parts), { loadW: 10_000, count: 2, powerFactor: 1 });
    expect(full.places[0]).toMatchObject({ slotsWithoutRack: 0, positions: [] });
    expect(full).toMatchObject({ withSlot: 0, powerOnly: 2 });
    // Of four slots two are left, and a third rack has power alone.
    const room = headroom(model({ ...parts, rows: [{ ...ROW, slots: 4 }] }), {
      loadW: 10_000,
      count: 3,
      powerFactor: 1,
    });
    expect(room.places[0]?.slotsWithoutRack).toBe(2);
    expect(room).toMatchObject({ withSlot: 2, powerOnly: 1 });
  });
});
