import type { AssessedSite } from '../domain/assessment/assessment.js';
import { elevationScene } from '../domain/drawing/elevation.js';
import { floorPlanScene } from '../domain/drawing/floor-plan.js';
import { ganttScenes } from '../domain/drawing/gantt.js';
import type { Scene } from '../domain/drawing/scene.js';
import type { Room } from '../domain/site/kinds/room.js';
import { nearestName } from '../domain/site/nearest-name.js';
import { renderSvg } from '../reports/svg/svg.js';

export interface DrawingRequest {
  /** May be left out where the site has one room. */
  readonly room: string | null;
  /** Drawn instead of a room. */
  readonly rack: string | null;
  readonly face: 'front' | 'rear';
}

export type Drawing = { readonly ok: true; readonly svg: string } | { readonly ok: false; readonly reason: string };

/** Most names that an answer lists. */
const LONGEST_LIST = 10;

/** Width of a drawing of tasks, as on a page of the report. */
const GANTT_WIDTH_MM = 382;

/** The tasks of a site over time, on one drawing of any height. */
export function ganttOf(assessed: AssessedSite): Drawing {
  const [scene] = ganttScenes(assessed, { widthMm: GANTT_WIDTH_MM, heightMm: Infinity });
  if (scene === undefined || assessed.snapshot.tasks.length === 0) return refused('The site has no tasks to draw.');
  return drawn(assessed, scene);
}

/** The plan of a room, or one face of a rack, as SVG: the same for the command line and the service. */
export function drawingOf(assessed: AssessedSite, { room, rack, face }: DrawingRequest): Drawing {
  const { index } = assessed;
  if (rack !== null) {
    if (room !== null) return refused('Ask for a room or for a rack, not for both.');
    if (!index.racks.has(rack)) return refused(unknownName('rack', rack, [...index.racks.keys()]));
    return drawn(assessed, elevationScene(assessed, { rack, face }));
  }
  const wanted = roomOf(index.snapshot.rooms, room);
  return wanted.ok ? drawn(assessed, floorPlanScene(assessed, wanted.room)) : wanted;
}

/** The room that is asked for by name, or the only one. */
export function roomOf(
  rooms: readonly Room[],
  room: string | null,
): { readonly ok: true; readonly room: Room } | { readonly ok: false; readonly reason: string } {
  const names = rooms.map(({ name }) => name);
  const [first] = rooms;
  if (first === undefined) return { ok: false, reason: 'The site has no room to draw.' };
  if (room === null && rooms.length > 1) {
    return { ok: false, reason: `The site has ${String(rooms.length)} rooms; say which to draw: ${listed(names)}.` };
  }
  const wanted = room === null ? first : rooms.find(({ name }) => name === room);
  return wanted === undefined
    ? { ok: false, reason: unknownName('room', room ?? '', names) }
    : { ok: true, room: wanted };
}

function drawn({ assessment: { site, asOf, contentHash } }: AssessedSite, scene: Scene): Drawing {
  return { ok: true, svg: renderSvg(scene, { site, asOf, contentHash }) };
}

function refused(reason: string): Drawing {
  return { ok: false, reason };
}

/** Says that a name is not known, with the nearest that is. */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  if (known.length === 0) return `There is no ${kind} named "${name}"; the site has none.`;
  const near = nearestName(name, known);
  const hint = near === undefined ? `Known: ${listed(known)}.` : `Did you mean "${near}"?`;
  return `There is no ${kind} named "${name}". ${hint}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, LONGEST_LIST).join(', ');
  return names.length > LONGEST_LIST ? `${shown} and ${String(names.length - LONGEST_LIST)} more` : shown;
}
