import { portText } from '../../domain/site/expansion/port-claims.js';
import type { Cable } from '../../domain/site/kinds/cable.js';
import { showText } from '../document/text-display.js';
import type { ReportCell } from './schedule-draft.js';

type CableEnd = Cable['ends'][number];

/** Ends of a cable as a row gives them, and which of them are at another port than before. */
export interface DraftedEnds {
  readonly cable: string;
  readonly ends: readonly CableEnd[];
  readonly isMoved: readonly boolean[];
  readonly report: ReportCell;
}

/** Whether two ends are at the same port, or at the same part of it. */
export function isSameEnd(a: CableEnd, b: CableEnd | undefined): boolean {
  return a.device === b?.device && a.port === b.port && a.subPort === b.subPort;
}

/**
 * Reports every end that a row moves to a port which, with all rows taken together, another end has too; the port of a
 * cable that moves away is free. A port that is used whole has no sub-port left.
 *
 * @param cables those that stay, as they are today
 * @param lines of the schedule by cable
 */
export function portsTwice(
  drafted: readonly DraftedEnds[],
  { cables, lines }: { readonly cables: readonly Cable[]; readonly lines: ReadonlyMap<string, number> },
): void {
  const movedTo = new Set<string>();
  for (const { ends, isMoved } of drafted) ends.forEach((end, k) => isMoved[k] === true && movedTo.add(portKey(end)));
  if (movedTo.size === 0) return;
  const draftOf = new Map(drafted.map((one) => [one.cable, one.ends]));
  const uses = new Map<string, { readonly cable: string; readonly end: CableEnd }[]>();
  const use = (cable: string, end: CableEnd) => {
    const key = portKey(end);
    if (!movedTo.has(key)) return;
    const known = uses.get(key);
    if (known === undefined) uses.set(key, [{ cable, end }]);
    else known.push({ cable, end });
  };
  for (const { name, ends } of cables) if (!draftOf.has(name)) for (const end of ends) use(name, end);
  for (const { cable, ends } of drafted) for (const end of ends) use(cable, end);
  for (const { cable, ends, isMoved, report } of drafted) {
    ends.forEach((end, k) => {
      if (isMoved[k] !== true) return;
      const other = uses.get(portKey(end))?.find((one) => one.end !== end && overlaps(one.end, end));
      if (other === undefined) return;
      const line = lines.get(other.cable);
      const where = line === undefined ? '' : `, line ${String(line)}`;
      report(`${k === 0 ? 'A' : 'B'} port`, {
        code: 'conflict',
        found: showText(portText(end)),
        allowed: other.cable === cable ? 'a port for each end' : `a free port: ${other.cable}${where}, has this one`,
      });
    });
  }
}

function overlaps(a: CableEnd, b: CableEnd): boolean {
  return a.subPort === undefined || b.subPort === undefined || a.subPort === b.subPort;
}

function portKey({ device, port }: CableEnd): string {
  return `${device}\u0000${port}`;
}
