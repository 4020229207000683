import { cableRoutesScene } from '../domain/drawing/cable-routes.js';
import { portMatrixScene, type MatrixBy } from '../domain/drawing/port-matrix.js';
import { nearestName } from '../domain/site/nearest-name.js';
import { renderSvg } from '../reports/svg/svg.js';
import type { CableAnalysis } from './cable-analysis.js';
import type { Drawing } from './drawing.js';

/** Trays of a room and their fill, with the way of one cable where one is asked for, as SVG. */
export function cablePictureOf(
  analysis: CableAnalysis,
  { room, cable }: { readonly room: string | null; readonly cable: string | null },
): Drawing {
  const { index, places, plan } = analysis;
  const withTrays = new Set(index.snapshot.traySegments.map((segment) => segment.room));
  const rooms = index.snapshot.rooms.map(({ name }) => name);
  const candidates = rooms.filter((name) => withTrays.has(name));
  const wanted = room ?? (candidates.length === 1 ? candidates[0] : rooms.length === 1 ? rooms[0] : undefined);
  if (wanted === undefined) return { ok: false, reason: `Say which room to draw: ${rooms.slice(0, 10).join(', ')}.` };
  const found = index.rooms.get(wanted);
  if (found === undefined) return { ok: false, reason: unknown('room', wanted, rooms) };
  if (cable !== null && !plan.cables.some((planned) => planned.cable.name === cable)) {
    return {
      ok: false,
      reason: unknown(
        'cable',
        cable,
        plan.cables.map((planned) => planned.cable.name),
      ),
    };
  }
  return {
    ok: true,
    svg: renderSvg(cableRoutesScene({ index, places, trays: plan.trays, cables: plan.cables, cable }, found), analysis),
  };
}

/** Who is cabled to whom, as SVG. */
export function portMatrixOf(
  analysis: CableAnalysis,
  { by, bundle }: { readonly by: MatrixBy; readonly bundle: string | null },
): Drawing {
  const bundles = [...new Set(analysis.index.snapshot.cables.flatMap((cable) => cable.bundle ?? []))];
  if (bundle !== null && !bundles.includes(bundle)) return { ok: false, reason: unknown('bundle', bundle, bundles) };
  return { ok: true, svg: renderSvg(portMatrixScene(analysis.index, { by, bundle }), analysis) };
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return `There is no ${what} named "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
}
