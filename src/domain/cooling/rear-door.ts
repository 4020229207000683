import { exactly, type Total } from '../finding.js';
import type { CoolingUnit } from '../site/kinds/cooling-unit.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Amount } from './cooling-figures.js';

/** A rear-door heat exchanger on a rack. */
export interface RearDoor {
  readonly unit: string;
  /** Most that it takes, W; null where its type states no capacity. */
  readonly capacityW: number | null;
  /** Share of the heat of its rack that it takes at most, 0 to 1; null where its type states none. */
  readonly captureFraction: number | null;
}

export function rearDoor({ coolingUnitTypes }: SiteIndex, { name, type: slug }: CoolingUnit): RearDoor {
  const type = coolingUnitTypes.get(slug);
  return {
    unit: name,
    capacityW: type?.sensibleCapacityW ?? null,
    captureFraction: type?.heatCaptureFraction ?? null,
  };
}

/**
 * The heat that doors leave in the air of the room, W: `Q − Σ min(Q_door, f·Q)`, one door after the other, never below 0.
 *
 * What a door is not said to take stays open: between nothing and its capacity, its share or all that there is. The rest
 * never falls as the heat of the rack rises, so that the bounds of the heat are bounds of the rest.
 */
export function behindDoors(heat: Total, doors: readonly RearDoor[]): Total {
  if (doors.length === 0) return heat;
  const unknown = doors.filter((door) => !isKnown(door)).length;
  const { known, total } = heat.coverage;
  return {
    knownSum: Math.max(0, heat.knownSum - sumW(takenAtMostW(heat.knownSum, doors))),
    lower: Math.max(0, heat.lower - sumW(takenAtMostW(heat.lower, doors))),
    upper: heat.upper === null ? null : Math.max(0, heat.upper - sumW(takenAtLeastW(heat.upper, doors))),
    coverage: { known: known + doors.length - unknown, total: total + doors.length },
  };
}

/** What one door takes, W, with bounds where it or the heat of its rack is not known in full. */
export function doorHeat(heat: Total, doors: readonly RearDoor[], at: number): Amount {
  const leastW = takenAtLeastW(heat.lower, doors)[at] ?? 0;
  if (exactly(heat) !== null && doors.slice(0, at + 1).every(isKnown))
    return { value: leastW, lower: leastW, upper: leastW };
  const { capacityW = null, captureFraction = null } = doors[at] ?? {};
  const shareW = heat.upper === null ? Infinity : (captureFraction ?? 1) * heat.upper;
  const mostW = Math.min(capacityW ?? Infinity, shareW);
  return { value: null, lower: at === 0 ? leastW : 0, upper: Number.isFinite(mostW) ? mostW : null };
}

/** What each door takes, W, by unit; null where it is not known. */
export function doorDuties(
  racks: readonly { readonly rackHeatW: Total; readonly doors: readonly RearDoor[] }[],
): ReadonlyMap<string, number | null> {
  return new Map(
    racks.flatMap(({ rackHeatW, doors }) =>
      doors.map(({ unit }, at) => [unit, doorHeat(rackHeatW, doors, at).value] as const),
    ),
  );
}

function isKnown({ capacityW, captureFraction }: RearDoor): boolean {
  return capacityW !== null && captureFraction !== null;
}

function takenAtMostW(heatW: number, doors: readonly RearDoor[]): readonly number[] {
  return taken(heatW, doors, ({ capacityW, captureFraction }) =>
    Math.min(capacityW ?? Infinity, (captureFraction ?? 1) * heatW),
  );
}

function takenAtLeastW(heatW: number, doors: readonly RearDoor[]): readonly number[] {
  return taken(heatW, doors, ({ capacityW, captureFraction }) =>
    capacityW === null || captureFraction === null ? 0 : Math.min(capacityW, captureFraction * heatW),
  );
}

function taken(heatW: number, doors: readonly RearDoor[], most: (door: RearDoor) => number): readonly number[] {
  let leftW = heatW;
  return doors.map((door) => {
    const takenW = Math.min(leftW, most(door));
    leftW -= takenW;
    return takenW;
  });
}

function sumW(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}
