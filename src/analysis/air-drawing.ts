import type { AirStudy } from '../domain/assessment/air-study.js';
import type { AssessedSite } from '../domain/assessment/assessment.js';
import { heatMapScene } from '../domain/drawing/heat-map.js';
import { renderSvg } from '../reports/svg/svg.js';
import { roomOf, type Drawing } from './drawing.js';

/** The heat map of a room as SVG: the same for the command line and the service. */
export function heatMapOf(assessed: AssessedSite, study: AirStudy, room: string | null): Drawing {
  const { assessment, index } = assessed;
  const withRacks = index.snapshot.rooms.filter(({ name }) => study.figures.rooms.some((one) => one.room === name));
  const wanted = roomOf(withRacks, room);
  if (!wanted.ok) return wanted;
  const inlets = study.figures.rooms.find((one) => one.room === wanted.room.name);
  if (inlets === undefined) return { ok: false, reason: `No racks stand in "${wanted.room.name}".` };
  const scene = heatMapScene(assessed, wanted.room, {
    inlets,
    words: `${study.figures.loadCase} draw`,
    dead: new Set(),
    envelope: study.envelope,
  });
  const { site, asOf, contentHash } = assessment;
  return { ok: true, svg: renderSvg(scene, { site, asOf, contentHash }) };
}
