import { airHallOf, type AirStudy } from '../domain/assessment/air-study.js';
import type { AssessedSite } from '../domain/assessment/assessment.js';
import { heatMapScene } from '../domain/drawing/heat-map.js';
import { solveAir } from '../domain/cooling/air-solver.js';
import { renderSvg } from '../reports/svg/svg.js';
import { roomOf, unknownName, type Drawing } from './drawing.js';

/** The heat map of a room as SVG: the same for the command line and the service. */
export function heatMapOf(
  assessed: AssessedSite,
  study: AirStudy,
  { room, without = [] }: { readonly room: string | null; readonly without?: readonly string[] },
): Drawing {
  const { assessment, index } = assessed;
  const withRacks = index.snapshot.rooms.filter(({ name }) => study.figures.rooms.some((one) => one.room === name));
  const wanted = roomOf(withRacks, room);
  if (!wanted.ok) return wanted;
  const units = index.snapshot.coolingUnits.map(({ name }) => name);
  const unknown = without.find((name) => !units.includes(name));
  if (unknown !== undefined) return { ok: false, reason: unknownName('cooling unit', unknown, units) };
  const dead = new Set(without);
  const figures = dead.size === 0 ? study.figures : solveAir(airHallOf(assessed, study.figures.loadCase), { dead });
  const inlets = figures.rooms.find((one) => one.room === wanted.room.name);
  if (inlets === undefined) return { ok: false, reason: `No racks stand in "${wanted.room.name}".` };
  const scene = heatMapScene(assessed, wanted.room, {
    inlets,
    words: `${study.figures.loadCase} draw${dead.size === 0 ? '' : `, without ${without.join(', ')}`}`,
    dead,
    envelope: study.envelope,
  });
  const { site, asOf, contentHash } = assessment;
  return { ok: true, svg: renderSvg(scene, { site, asOf, contentHash }) };
}
