import { compareText } from '../site/key.js';
import type { Device } from '../site/kinds/device.js';
import type { RackType } from '../site/kinds/rack-type.js';
import type { SiteIndex } from '../site/site-index.js';
import { solveModuleBays } from './module-bays.js';
import { reservedUses } from './reserved-units.js';
import type { BeyondRack, RackSpace, SpaceFigures, UnitOverlap } from './space-figures.js';

const DEFAULT_STARTING_UNIT = 1;
/** U. Units are written in halves; less than this is rounding. */
const UNIT_TOLERANCE_U = 1e-6;
/** Devices on the same units that are compared with the next one; further ones stand in something that is reported. */
const DEEPEST_PILE = 20;

type Face = 'front' | 'rear';

/** The units that a device takes, by their numbers: from its lowest up to, but not including, `to`. */
interface Taken {
  readonly device: string;
  readonly from: number;
  readonly to: number;
  readonly faces: readonly Face[];
}

/** The numbers of a rack's units: from the lowest up to, but not including, `to`. */
interface UnitRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Units of every rack: what is used, used twice or although it is kept, and what a rack does not have; and the module bays of
 * what stands in them.
 *
 * A device takes its units on the face on which it is mounted, and on both where it is of full depth. Units are compared
 * by their numbers, so that a rack that is numbered from the top gives the same result. Devices without height take none.
 */
export function solveSpace(index: SiteIndex): SpaceFigures {
  const racks: RackSpace[] = [];
  const overlaps: UnitOverlap[] = [];
  const beyond: BeyondRack[] = [];
  const withoutUnit: { rack: string; device: string }[] = [];
  for (const rack of index.snapshot.racks) {
    const type = index.rackTypes.get(rack.type);
    if (type === undefined) continue;
    const units = unitsOf(type);
    const devices = index.devicesByRack.get(rack.name) ?? [];
    const taken: Taken[] = [];
    let withoutUnitU = 0;
    let nodeCount = 0;
    let acceleratorCount = 0;
    for (const device of devices) {
      const deviceType = index.deviceTypes.get(device.type);
      const accelerators = deviceType?.acceleratorCount ?? 0;
      if (accelerators > 0) nodeCount += 1;
      acceleratorCount += accelerators;
      const heightU = deviceType?.heightU ?? 0;
      if (heightU === 0) continue;
      if (device.unit === undefined) {
        withoutUnit.push({ rack: rack.name, device: device.name });
        withoutUnitU += heightU;
      } else taken.push(takenBy(device, { unit: device.unit, heightU, fullDepth: deviceType?.fullDepth !== false }));
    }
    taken.sort((a, b) => a.from - b.from || compareText(a.device, b.device));
    for (const overlap of overlapsOf(taken)) overlaps.push({ rack: rack.name, ...overlap });
    for (const found of taken.flatMap((one) => beyondOf(one, units))) beyond.push({ rack: rack.name, ...found });
    racks.push({
      rack: rack.name,
      heightU: type.heightU,
      usedU: usedUnits(taken, units) + withoutUnitU,
      deviceCount: devices.length,
      nodeCount,
      acceleratorCount,
    });
  }
  return {
    racks,
    overlaps,
    beyond,
    withoutUnit,
    reservedUses: reservedUses(index),
    moduleBays: solveModuleBays(index),
  };
}

function unitsOf(type: RackType): UnitRange {
  const from = type.startingUnit ?? DEFAULT_STARTING_UNIT;
  return { from, to: from + type.heightU };
}

function takenBy(
  device: Device,
  { unit, heightU, fullDepth }: { readonly unit: number; readonly heightU: number; readonly fullDepth: boolean },
): Taken {
  const faces: readonly Face[] = fullDepth ? ['front', 'rear'] : [device.face ?? 'front'];
  return { device: device.name, from: unit, to: unit + heightU, faces };
}

/** Pairs that share units of a face. `taken` is in order of its lowest units. */
function overlapsOf(taken: readonly Taken[]): readonly Omit<UnitOverlap, 'rack'>[] {
  const found = new Map<string, Omit<UnitOverlap, 'rack'>>();
  for (const face of ['front', 'rear'] as const) {
    let pile: Taken[] = [];
    for (const next of taken) {
      if (!next.faces.includes(face)) continue;
      pile = pile.filter(({ to }) => to > next.from + UNIT_TOLERANCE_U);
      for (const below of pile) {
        const key = `${below.device}\u0000${next.device}`;
        const other = found.get(key);
        found.set(key, {
          devices: [below.device, next.device],
          overlapU: Math.min(below.to, next.to) - next.from,
          fromUnit: next.from,
          faces: [...(other?.faces ?? []), face],
        });
      }
      pile.push(next);
      if (pile.length > DEEPEST_PILE) pile = [...pile].sort((a, b) => b.to - a.to).slice(0, DEEPEST_PILE);
    }
  }
  return [...found.values()];
}

function beyondOf({ device, from, to }: Taken, units: UnitRange): readonly Omit<BeyondRack, 'rack'>[] {
  const found: Omit<BeyondRack, 'rack'>[] = [];
  if (to > units.to + UNIT_TOLERANCE_U) {
    found.push({ device, side: 'above-highest', unit: to - 1, limitUnit: units.to - 1 });
  }
  if (from < units.from - UNIT_TOLERANCE_U) {
    found.push({ device, side: 'below-lowest', unit: from, limitUnit: units.from });
  }
  return found;
}

/** Units of the rack of which a device takes at least one face. `taken` is in order of its lowest units. */
function usedUnits(taken: readonly Taken[], units: UnitRange): number {
  let usedU = 0;
  let upTo = units.from;
  for (const { from, to } of taken) {
    const end = Math.min(to, units.to);
    if (end <= upTo) continue;
    usedU += end - Math.max(from, upTo);
    upTo = end;
  }
  return usedU;
}
