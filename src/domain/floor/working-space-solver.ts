import type { SiteIndex } from '../site/site-index.js';
import { clearDepth } from './clear-depth.js';
import { WALL } from './clearance-solver.js';
import type { WorkingSpace } from './floor-figures.js';
import { orientedRectangle, sideOf, type Polygon } from './geometry.js';
import type { RoomThings } from './room-things.js';
import {
  voltageToGroundV,
  workingSpaceDepthM,
  workingSpaceWidthM,
  type WorkingSpaceCondition,
} from './working-space.js';

/** Countries that build by the National Electrical Code or a code with its clearances. */
const NEC_COUNTRIES: ReadonlySet<string> = new Set(['US', 'MX', 'CO', 'CR', 'PA', 'PR', 'VE', 'PH', 'SA']);
/** Walkable outlines do not end a working space; what is stored on them would. */
const WALKABLE: ReadonlySet<string> = new Set(['door', 'ramp', 'keep-out']);

/** By which code working space in front of live parts is judged; null: by none that is known here. */
export function workingSpacePolicy({ country, electricalPractice }: SiteIndex['snapshot']['site']): 'nec' | null {
  if (country !== undefined) return NEC_COUNTRIES.has(country) ? 'nec' : null;
  return electricalPractice === 'nec' ? 'nec' : null;
}

/**
 * Clear working space in front of every power element with a footprint: depth over the width that the code asks for, against
 * the depth for its voltage to ground and what stands opposite. Opposite another power element is condition 3 (live parts on both
 * sides); anything else, walls and racks included, counts as grounded, condition 2.
 */
export function roomWorkingSpaces(
  index: SiteIndex,
  { room, outline, things, obstacles }: RoomThings,
): readonly WorkingSpace[] {
  if (workingSpacePolicy(index.snapshot.site) === null) return [];
  const blocking = obstacles.filter(({ kind }) => !WALKABLE.has(kind));
  const shapes: readonly Polygon[] = [
    ...things.map(({ rectangle }) => rectangle),
    ...blocking.map((one) => one.outline),
  ];
  const subjects = [...things, ...blocking].map(({ subject }) => subject);
  return things.flatMap(({ subject }, own): WorkingSpace[] => {
    const element = subject.kind === 'powerElement' ? index.powerElements.get(subject.name) : undefined;
    if (element?.position === undefined || element.widthMm === undefined || element.depthMm === undefined) return [];
    const widthM = workingSpaceWidthM(element.widthMm / 1000);
    // As wide as the code asks for, about the middle of the equipment.
    const front = sideOf(
      orientedRectangle({
        centre: element.position,
        widthM,
        depthM: element.depthMm / 1000,
        frontBearingDeg: element.frontBearingDeg ?? 0,
      }),
      'front',
    );
    const others = shapes.flatMap((shape, at) => (at === own ? [] : [{ shape, at }]));
    const found = clearDepth({ side: front, obstacles: others.map(({ shape }) => shape), outline });
    const hit = found.blockedBy === 'outline' ? undefined : subjects[others[found.blockedBy]?.at ?? -1];
    const condition: WorkingSpaceCondition = hit?.kind === 'powerElement' ? 3 : 2;
    const groundV =
      element.voltageLlV === undefined
        ? null
        : voltageToGroundV({
            lineToLineV: element.voltageLlV,
            grounding: element.wiring === 'delta' ? 'none' : 'wye-neutral',
          });
    return [
      {
        element: subject.name,
        room: room.name,
        voltageToGroundV: groundV,
        condition,
        widthM,
        clearM: found.depthM,
        endsAt: hit?.name ?? WALL,
        neededM: groundV === null ? null : (workingSpaceDepthM({ voltageToGroundV: groundV, condition }) ?? null),
      },
    ];
  });
}
