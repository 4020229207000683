import type { SiteIndex } from '../site/site-index.js';
import type { Headroom, RackPlacement, TrayOverRack } from './floor-figures.js';
import { boxOf, distanceToSegmentM } from './geometry.js';
import { boxesMeeting, buildGrid } from './grid.js';
import { grouped } from '../site/grouping.js';

const M_PER_MM = 0.001;

/** The highest thing of every room under its ceiling and sprinklers: racks and trays. */
export function headrooms(index: SiteIndex): readonly Headroom[] {
  const racks = index.racksByRoom;
  const trays = grouped(index.snapshot.traySegments, ({ room }) => room);
  return index.snapshot.rooms.map(({ name, ceilingHeightM, sprinklerHeightM }): Headroom => {
    let highest: { topM: number; what: string } | null = null;
    let unknown = 0;
    for (const rack of racks.get(name) ?? []) {
      const heightMm = index.rackTypes.get(rack.type)?.outerHeightMm;
      if (heightMm === undefined) unknown += 1;
      else if (highest === null || heightMm * M_PER_MM > highest.topM)
        highest = { topM: heightMm * M_PER_MM, what: rack.name };
    }
    for (const { name: tray, from, to, heightMm } of trays.get(name) ?? []) {
      const topM = Math.max(from[2], to[2]) + heightMm * M_PER_MM;
      if (highest === null || topM > highest.topM) highest = { topM, what: tray };
    }
    return {
      room: name,
      ceilingM: ceilingHeightM ?? null,
      sprinklerM: sprinklerHeightM ?? null,
      highestM: highest?.topM ?? null,
      highest: highest?.what ?? null,
      racksOfUnknownHeight: unknown,
    };
  });
}

/** Trays that run through racks: over their footprint, above the floor and below their top. */
export function traysInRacks(
  index: SiteIndex,
  placements: ReadonlyMap<string, RackPlacement>,
): readonly TrayOverRack[] {
  const byRoom = grouped(placements.values(), ({ room }) => room);
  const grids = new Map(
    [...byRoom].map(([room, inRoom]) => [
      room,
      { inRoom, grid: buildGrid(inRoom.map(({ corners }) => boxOf(corners))) },
    ]),
  );
  return index.snapshot.traySegments.flatMap((tray) => {
    const found = tray.room === undefined ? undefined : grids.get(tray.room);
    const bottomM = Math.min(tray.from[2], tray.to[2]);
    if (found === undefined || bottomM < 0) return [];
    const [from, to] = [
      [tray.from[0], tray.from[1]],
      [tray.to[0], tray.to[1]],
    ] as const;
    const half = (tray.widthMm * M_PER_MM) / 2;
    const box = boxOf([from, to]);
    const wide = { minXM: box.minXM - half, minYM: box.minYM - half, maxXM: box.maxXM + half, maxYM: box.maxYM + half };
    return boxesMeeting({ grid: found.grid, box: wide }).flatMap((at) => {
      const placement = found.inRoom[at];
      if (placement === undefined) return [];
      const type = index.rackTypes.get(index.racks.get(placement.rack)?.type ?? '');
      const topM = (type?.outerHeightMm ?? 0) * M_PER_MM;
      if (topM === 0 || bottomM >= topM - 1e-6) return [];
      if (distanceToSegmentM({ polygon: placement.corners, segment: { from, to } }) >= half - 5e-4) return [];
      return [{ tray: tray.name, rack: placement.rack, bottomM, topM }];
    });
  });
}
