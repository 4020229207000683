import { analyseSite } from '../analysis/site-analysis.js';
import { drawingOf } from '../analysis/drawing.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readSnapshotFile } from './input.js';
import { writeText } from './output.js';
import type { SvgFlags } from './program.js';
import { today } from '../analysis/today.js';

/** `plenum svg`: the plan of a room, or the elevation of a rack. */
export async function svgCommand(file: string, flags: SvgFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const assessed = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const drawing = drawingOf(assessed, { room: flags.room ?? null, rack: flags.rack ?? null, face: flags.face });
  if (!drawing.ok) throw new Refused([`${file}: ${drawing.reason}`]);
  await writeText(flags.output, drawing.svg);
  return EXIT_DONE;
}
