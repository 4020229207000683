import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../test/factories/halls/hall.js';
import { solveSpace } from './space.js';

type DeviceEntry = NonNullable<HallParts['devices']>[number];

const TYPES = [
  { ...catalogued('node-4u'), heightU: 4, acceleratorCount: 8 },
  { ...catalogued('switch-1u'), heightU: 1, fullDepth: false },
  { ...catalogued('shelf-half'), heightU: 0.5, fullDepth: false },
  { ...catalogued('server-1u'), heightU: 1 },
  { ...catalogued('bar-0u'), heightU: 0 },
];

function spaceOf(devices: readonly Omit<DeviceEntry, 'rack'>[], rackType: Partial<typeof RACK_42U> | object = {}) {
  return solveSpace(
    hallIndex({
      rackTypes: [{ ...RACK_42U, ...rackType }],
      deviceTypes: TYPES,
      rooms: [ROOM_20_BY_12],
      racks: [{ name: 'r', type: 'rack-42u', room: 'R1' }],
      devices: devices.map((device) => ({ ...device, rack: 'r' })),
    }),
  );
}

describe('solveSpace', () => {
  it('lets nine nodes of 4 U and a 1 U switch stand in 42 U', () => {
    const nodes = Array.from({ length: 9 }, (_, i) => ({ name: `n${String(i)}`, type: 'node-4u', unit: 1 + 4 * i }));
    const { racks, overlaps, beyond } = spaceOf([...nodes, { name: 's', type: 'switch-1u', unit: 37 }]);
    // 9 · 4 + 1 U, 9 · 8 accelerators
    expect(racks).toEqual([{ rack: 'r', heightU: 42, usedU: 37, deviceCount: 10, nodeCount: 9, acceleratorCount: 72 }]);
    expect([overlaps, beyond]).toEqual([[], []]);
  });

  it('finds two devices of full depth on one unit, on both faces', () => {
    const { overlaps } = spaceOf([
      { name: 'a', type: 'node-4u', unit: 1 },
      { name: 'b', type: 'server-1u', unit: 4 },
    ]);
    expect(overlaps).toEqual([{ rack: 'r', devices: ['a', 'b'], overlapU: 1, fromUnit: 4, faces: ['front', 'rear'] }]);
  });

  it('lets two shallow devices share a unit back to back', () => {
    const pair = spaceOf([
      { name: 'a', type: 'switch-1u', unit: 5 },
      { name: 'b', type: 'switch-1u', unit: 5, face: 'rear' },
    ]);
    expect(pair.overlaps).toEqual([]);
    expect(pair.racks[0]?.usedU).toBe(1);
  });

  it('finds a shallow device behind one of full depth on the rear face only', () => {
    const { overlaps } = spaceOf([
      { name: 'a', type: 'server-1u', unit: 5 },
      { name: 'b', type: 'switch-1u', unit: 5, face: 'rear' },
    ]);
    expect(overlaps).toMatchObject([{ devices: ['a', 'b'], faces: ['rear'] }]);
  });

  it('keeps halves apart and finds half a unit of overlap', () => {
    const apart = [
      { name: 'a', type: 'shelf-half', unit: 3 },
      { name: 'b', type: 'shelf-half', unit: 3.5 },
    ];
    expect(spaceOf(apart).overlaps).toEqual([]);
    expect(spaceOf([...apart, { name: 'c', type: 'switch-1u', unit: 2.5 }]).overlaps).toMatchObject([
      { devices: ['c', 'a'], overlapU: 0.5, fromUnit: 3 },
    ]);
  });

  it('finds what stands above the highest and below the lowest unit', () => {
    const { beyond } = spaceOf([
      { name: 'high', type: 'node-4u', unit: 40 },
      { name: 'low', type: 'server-1u', unit: 0 },
      { name: 'top', type: 'server-1u', unit: 39 },
    ]);
    // Units 40 to 43 of a rack that ends at 42.
    expect(beyond).toEqual([
      { rack: 'r', device: 'low', side: 'below-lowest', unit: 0, limitUnit: 1 },
      { rack: 'r', device: 'high', side: 'above-highest', unit: 43, limitUnit: 42 },
    ]);
  });

  it('counts from the starting unit, from the top or from the bottom', () => {
    const devices = [{ name: 'a', type: 'server-1u', unit: 0 }];
    expect(spaceOf(devices, { startingUnit: 0 }).beyond).toEqual([]);
    expect(spaceOf(devices, { startingUnit: 0, descendingUnits: true }).beyond).toEqual([]);
    expect(spaceOf([{ name: 'a', type: 'server-1u', unit: 42 }], { startingUnit: 0 }).beyond).toMatchObject([
      { unit: 42, limitUnit: 41 },
    ]);
  });

  it('names devices without a unit and counts their height', () => {
    const space = spaceOf([
      { name: 'a', type: 'node-4u' },
      { name: 'bar', type: 'bar-0u' },
    ]);
    expect(space.withoutUnit).toEqual([{ rack: 'r', device: 'a' }]);
    expect(space.racks[0]?.usedU).toBe(4);
  });

  it('finds the pairs that comparing all with all finds', () => {
    const device = fc.record({
      type: fc.constantFrom('node-4u', 'switch-1u', 'shelf-half', 'server-1u'),
      half: fc.integer({ min: 2, max: 60 }),
      face: fc.constantFrom('front' as const, 'rear' as const),
    });
    fc.assert(
      fc.property(fc.array(device, { maxLength: 12 }), (drawn) => {
        const devices = drawn.map(({ half, ...rest }, i) => ({
          name: `d${String(i).padStart(2, '0')}`,
          unit: half / 2,
          ...rest,
        }));
        const facts = devices.map((entry) => {
          const type = TYPES.find(({ slug }) => slug === entry.type);
          return { ...entry, heightU: type?.heightU ?? 0, fullDepth: !(type !== undefined && 'fullDepth' in type) };
        });
        const expected = facts.flatMap((a, i) =>
          facts.slice(i + 1).flatMap((b) => {
            const shareFace = a.fullDepth || b.fullDepth || a.face === b.face;
            const shareUnits = a.unit < b.unit + b.heightU && b.unit < a.unit + a.heightU;
            return shareFace && shareUnits ? [[a.name, b.name].sort().join()] : [];
          }),
        );
        const found = spaceOf(devices).overlaps.map((overlap) => [...overlap.devices].sort().join());
        expect(found.sort()).toEqual(expected.sort());
        expect(spaceOf([...devices].reverse())).toEqual(spaceOf(devices));
      }),
      { seed: 21, numRuns: 40 },
    );
  });
});
