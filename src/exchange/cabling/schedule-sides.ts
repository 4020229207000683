import type { ScheduleEnd, ScheduleRow } from '../../domain/cabling/schedule.js';
import type { SiteIndex } from '../../domain/site/site-index.js';
import { showText } from '../document/text-display.js';
import type { Cells, ReportCell } from './schedule-draft.js';

/** Columns that say where the end of a cable is; the rest of its columns follow it. */
const PLACE = ['device', 'port', 'sub-port'] as const;
const FOLLOWING = ['rack', 'unit', 'transceiver', 'label'] as const;

/**
 * The cells of a row with its ends as they stand today: where somebody wrote the same cable from its other end, the cells
 * of both sides change places again. Columns that were left as they stood stay.
 */
export function withEndsInPlace(cells: Cells, row: ScheduleRow): Cells {
  const [a, b] = row.ends;
  if (row.ends.length !== 2 || a === undefined || b === undefined) return cells;
  const says = (side: 'A' | 'B', part: string, value: string | number | null) => {
    const cell = cells.get(`${side} ${part}`);
    return cell === undefined || cell.text === (value === null ? '' : String(value).trim());
  };
  if (!cells.has('A device') || !cells.has('A port') || !cells.has('B device') || !cells.has('B port')) return cells;
  const isAt = (side: 'A' | 'B', end: ScheduleEnd) => PLACE.every((part) => says(side, part, valueOf(end, part)));
  if (!isAt('A', b) || !isAt('B', a) || isAt('A', a)) return cells;
  const turned = new Map(cells);
  for (const part of [...PLACE, ...FOLLOWING]) {
    const isPlace = (PLACE as readonly string[]).includes(part);
    if (!isPlace && says('A', part, valueOf(a, part)) && says('B', part, valueOf(b, part))) continue;
    const [near, far] = [cells.get(`A ${part}`), cells.get(`B ${part}`)];
    if (near === undefined || far === undefined) continue;
    turned.set(`A ${part}`, far).set(`B ${part}`, near);
  }
  return turned;
}

function valueOf(end: ScheduleEnd, part: (typeof PLACE | typeof FOLLOWING)[number]): string | number | null {
  return part === 'sub-port' ? end.subPort : end[part];
}

/**
 * Judges the rack and unit of ends that a row moves or adds: they may say where the device stands, or what stood there
 * before; everything else is reported.
 *
 * @returns the columns that this has judged
 */
export function placeDefects(
  cells: Cells,
  {
    edited,
    row,
    index,
    report,
  }: {
    readonly edited: readonly string[];
    readonly row: ScheduleRow | undefined;
    readonly index: SiteIndex;
    readonly report: ReportCell;
  },
): ReadonlySet<string> {
  const judged = new Set<string>();
  for (const side of ['A', 'B'] as const) {
    const isMoved = row === undefined || edited.includes(`${side} device`);
    const device = index.devices.get(cells.get(`${side} device`)?.text ?? '');
    if (!isMoved || device === undefined) continue;
    for (const part of ['rack', 'unit'] as const) {
      const column = `${side} ${part}`;
      if (!edited.includes(column)) continue;
      judged.add(column);
      const { text = '' } = cells.get(column) ?? {};
      const stands = device[part];
      if (text === (stands === undefined ? '' : String(stands))) continue;
      report(column, {
        code: 'conflict',
        found: showText(text),
        allowed:
          stands === undefined ? 'nothing: this column is computed' : `${String(stands)}, where ${device.name} stands`,
      });
    }
  }
  return judged;
}
