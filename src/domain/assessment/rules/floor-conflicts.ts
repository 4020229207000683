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
