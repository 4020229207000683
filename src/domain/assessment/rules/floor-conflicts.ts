import type { Overlap } from '../../floor/floor-figures.js';
import { sampleOf } from '../../name-sample.js';
import type { Subject } from '../../finding.js';
import { grouped } from '../../site/grouping.js';
import { keyText } from '../../site/key.js';
import type { SiteIndex } from '../../site/site-index.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Racks and equipment that stand in one another. Racks in one slot of a row are found by their slot. */
export const rackOverlap: Rule = {
  code: 'floor.rack-overlap',
  title: 'Racks or equipment stand in one another',
  discipline: 'floor',
  basis: 'footprints as oriented rectangles, separating axes; touching (0.5 mm) is allowed',
  sentence: '{subject} stands up to {measured} deep in {others}',
  guide: {
    method:
      'Footprints of racks, cooling units and power elements as oriented rectangles; two stand in one another where no axis separates them by more than 0.5 mm. The depth is the least shift that would free them. Racks that share a slot are `floor.slot-taken`.',
    example: 'A rack of 0.6 m at x = 5.0 m and one at 5.4 m, side by side: 0.2 m deep.',
    remedy: 'Correct the position, slot or size of one of them.',
  },
  evaluate: ({ index, figures }) => {
    const overlaps = figures.floor.overlaps.filter((overlap) => !shareSlot(index, overlap));
    return [...grouped(overlaps, ({ a }) => keyText([a.kind, a.name])).values()].flatMap((ofOne) => {
      const [first] = ofOne;
      if (first === undefined) return [];
      const others = sampleOf(ofOne.map(({ b }) => b.name));
      return [
        found(rackOverlap, {
          severity: 'error',
          subject: first.a,
          measured: ofOne.reduce((most, { depthM }) => Math.max(most, depthM), 0),
          limit: 0,
          unit: 'm',
          inputs: { otherCount: others.count, others: others.names },
        }),
      ];
    });
  },
};

function shareSlot(index: SiteIndex, { a, b }: Overlap): boolean {
  const [one, other] = [slotOf(index, a), slotOf(index, b)];
  return one !== null && one === other;
}

function slotOf(index: SiteIndex, { kind, name }: Subject): string | null {
  const rack = kind === 'rack' ? index.racks.get(name) : undefined;
  if (rack?.row === undefined || rack.slot === undefined) return null;
  return keyText([rack.room, rack.row, String(rack.slot)]);
}

/** Racks and equipment that stand in a column, a door, a keep-out or another obstacle. */
export const inObstacle: Rule = {
  code: 'floor.obstacle',
  title: 'Rack or equipment stands in an obstacle',
  discipline: 'floor',
  basis: 'area that footprint and obstacle have in common; touching (0.5 mm) is allowed',
  sentence: '{subject} stands with {measured} in {obstacleKind} {obstacle}',
  guide: {
    method:
      'Area that the footprint of a rack or of equipment has in common with the outline of an obstacle (column, door, ramp, keep-out); what only touches within 0.5 mm is free.',
    example: 'A rack of 0.6 m whose side reaches 0.1 m into a column of 0.3 m: 0.1 · 0.3 = 0.03 m².',
    remedy: 'Leave the slot free, or correct the outline of the obstacle.',
  },
  evaluate: ({ figures }) =>
    figures.floor.obstructions
      .filter(({ overlapM2 }) => overlapM2 > 0)
      .map(({ thing, obstacle, obstacleKind, overlapM2 }) =>
        found(inObstacle, {
          severity: 'error',
          subject: thing,
          measured: overlapM2,
          limit: 0,
          unit: 'm2',
          inputs: { obstacle: obstacle.name, obstacleKind },
        }),
      ),
};

/** Racks and equipment closer to an obstacle than it allows. */
export const obstacleClearance: Rule = {
  code: 'floor.obstacle-clearance',
  title: 'Rack or equipment stands too close to an obstacle',
  discipline: 'floor',
  basis: 'clearance that the obstacle states',
  sentence: '{subject} stands {measured} from {obstacleKind} {obstacle}, which needs {limit}',
  guide: {
    method:
      'Least distance between footprint and outline of an obstacle against `clearanceM` that the obstacle states.',
    example: 'A rack 0.1 m beside a column that asks for 0.2 m: 0.1 < 0.2 m.',
    remedy: 'Move the rack, or state the clearance that is truly needed.',
  },
  evaluate: ({ figures }) =>
    figures.floor.obstructions
      .filter(({ overlapM2 }) => overlapM2 === 0)
      .map(({ thing, obstacle, obstacleKind, distanceM, clearanceM }) =>
        found(obstacleClearance, {
          severity: 'warning',
          subject: thing,
          measured: distanceM,
          limit: clearanceM,
          unit: 'm',
          inputs: { obstacle: obstacle.name, obstacleKind },
        }),
      ),
};

/** Racks and equipment that stick out of their room. */
export const outsideWall: Rule = {
  code: 'floor.wall',
  title: 'Rack or equipment stands outside the walls',
  discipline: 'floor',
  basis: 'area of the footprint outside the outline of the room; touching (0.5 mm) is allowed',
  sentence: '{measured} of {subject} lie outside the walls of {room}',
  guide: {
    method:
      'Area of a footprint outside the outline of its room, exactly, also where walls stand back or lean; touching (0.5 mm) is allowed. A rack wholly outside its room counts with its whole footprint.',
    example: 'A rack of 0.6 · 1.2 m with half of its width beyond the wall: 0.36 m².',
    remedy: 'Correct the position or the outline; check that the origin of the plan is the one of the room.',
  },
  evaluate: ({ figures }) =>
    figures.floor.outsideWalls.map(({ thing, room, outsideM2 }) =>
      found(outsideWall, {
        severity: 'error',
        subject: thing,
        measured: outsideM2,
        limit: 0,
        unit: 'm2',
        inputs: { room },
      }),
    ),
};
