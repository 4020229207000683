import type { Change } from '../../domain/site/changes.js';
import { SCHEDULE_COLUMNS } from '../../domain/cabling/schedule-columns.js';
import type { Schedule, ScheduleRow } from '../../domain/cabling/schedule.js';
import type { LocatedDefect } from '../../domain/defect.js';
import type { Cable } from '../../domain/site/kinds/cable.js';
import type { SiteIndex } from '../../domain/site/site-index.js';
import { showText } from '../document/text-display.js';
import { draftOf, knownNames, type Cells, type ReportCell } from './schedule-draft.js';
import { isSameEnd, portsTwice, type DraftedEnds } from './schedule-ports.js';
import { placeDefects, withEndsInPlace } from './schedule-sides.js';

/** A schedule as it was read, from whichever format. */
export interface ReadSchedule {
  readonly header: readonly string[];
  readonly records: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export type ScheduleChanges =
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      /** Line of the schedule that each change comes from; null of a deletion. */
      readonly lines: readonly (number | null)[];
      /** Cables that have no row any more and stay: those of patterns always, others where deletions are not asked for. */
      readonly withheld: readonly string[];
    }
  | { readonly ok: false; readonly defects: readonly LocatedDefect[] };

/** A row of the schedule with the cable that it makes. */
interface DraftedRow {
  readonly line: number;
  readonly name: string;
  readonly draft: Omit<Cable, 'name'>;
}

/**
 * What an edited schedule changes, cable by cable: cells that differ from the schedule as it would be written today. A cable
 * of a pattern that is changed is written out, with the devices of its pod template that it names; one that is not known is
 * created. A row that is left out changes nothing, or deletes its cable where deletions are asked for and no pattern makes
 * it; a row whose two ends changed places changes nothing. Every wrong cell is a defect: a computed column that was edited,
 * names of nothing, ports that a device does not have or that another cable has, numbers that are none, a cable that comes
 * twice.
 */
export function scheduleChanges(
  read: ReadSchedule,
  {
    index,
    schedule,
    stated,
    deletes = false,
  }: {
    readonly index: SiteIndex;
    readonly schedule: Schedule;
    readonly stated: ReadonlySet<string>;
    readonly deletes?: boolean;
  },
): ScheduleChanges {
  const today = new Map<string, ScheduleRow>();
  for (const row of schedule.rows()) today.set(row.cable, row);
  const cableOf = new Map(index.snapshot.cables.map((cable) => [cable.name, cable]));
  const defects: LocatedDefect[] = [];
  const lines = new Map<string, number>();
  const drafted: DraftedRow[] = [];
  const movedEnds: DraftedEnds[] = [];
  const names = knownNames(index);

  for (const { line, cells: texts } of read.records) {
    const asRead: Cells = new Map(
      read.header.map((name, i) => [name, { text: (texts[i] ?? '').trim(), column: i + 1 }]),
    );
    const name = asRead.get('cable')?.text ?? '';
    const row = today.get(name);
    const cells = row === undefined ? asRead : withEndsInPlace(asRead, row);
    const report: ReportCell = (column, defect) =>
      defects.push({ ...defect, path: [], line, column: cells.get(column)?.column ?? 1 });
    if (name === '') {
      report('cable', { code: 'missing', found: 'an empty cell', allowed: 'the name of a cable' });
      continue;
    }
    const before = lines.get(name);
    if (before !== undefined) {
      report('cable', { code: 'duplicate-name', found: showText(name), allowed: `once, as in line ${String(before)}` });
      continue;
    }
    lines.set(name, line);
    if (row === undefined && stated.has(name)) {
      const allowed = 'a name of its own: the document has a cable of this name that is not wanted on this day';
      report('cable', { code: 'duplicate-name', found: showText(name), allowed });
      continue;
    }
    const edited = editedColumns(cells, row);
    if (row === undefined && edited.length === 0) {
      report('cable', {
        code: 'unresolved-reference',
        found: showText(name),
        allowed: 'the name of a cable, or a new one with its type and both ends',
      });
    }
    if (edited.length === 0) continue;
    const now = cableOf.get(name);
    const draft = draftOf(cells, { before: now, edited, names, index, report });
    const moved = placeDefects(cells, { edited, row, index, report });
    for (const column of edited) {
      if (row === undefined || moved.has(column)) continue;
      if (SCHEDULE_COLUMNS.find((one) => one.name === column)?.editable === true) continue;
      report(column, {
        code: 'conflict',
        found: showText(cells.get(column)?.text ?? ''),
        allowed: 'what was there: this column is computed',
      });
    }
    if (draft === null) continue;
    drafted.push({ line, name, draft });
    const isMoved = draft.ends.map((end, k) => !isSameEnd(end, now?.ends[k]));
    movedEnds.push({ cable: name, ends: draft.ends, isMoved, report });
  }
  const isGone = (name: string) => deletes && stated.has(name) && !lines.has(name);
  const staying = index.snapshot.cables.filter(({ name }) => !isGone(name));
  portsTwice(movedEnds, { cables: staying, lines });
  if (defects.length > 0) return { ok: false, defects: defects.sort((a, b) => a.line - b.line) };

  const { changes, changedBy } = changesOf(drafted, { index, stated, cableOf });
  const withheld: string[] = [];
  for (const name of today.keys()) {
    if (lines.has(name)) continue;
    if (!isGone(name)) withheld.push(name);
    else {
      changes.push({ op: 'delete', kind: 'cable', key: [name] });
      changedBy.push(null);
    }
  }
  return { ok: true, changes, lines: changedBy, withheld };
}

/** Updates of stated cables; cables that are new, or that a pattern made until now, with the devices that they name. */
function changesOf(
  drafted: readonly DraftedRow[],
  {
    index,
    stated,
    cableOf,
  }: {
    readonly index: SiteIndex;
    readonly stated: ReadonlySet<string>;
    readonly cableOf: ReadonlyMap<string, Cable>;
  },
): { readonly changes: Change[]; readonly changedBy: (number | null)[] } {
  const changes: Change[] = [];
  const changedBy: (number | null)[] = [];
  const written = new Set<string>();
  const change = (line: number, made: Change) => {
    changes.push(made);
    changedBy.push(line);
  };
  for (const { line, name, draft } of drafted) {
    const set = differences(cableOf.get(name), draft);
    if (Object.keys(set).length === 0) continue;
    if (stated.has(name)) {
      change(line, { op: 'update', kind: 'cable', key: [name], set });
      continue;
    }
    for (const { device } of draft.ends) {
      const template = index.origin.devices.get(device);
      const value = index.devices.get(device);
      if (template === undefined || value === undefined || written.has(device)) continue;
      written.add(device);
      change(line, { op: 'create', kind: 'device', value });
    }
    change(line, { op: 'create', kind: 'cable', value: { ...draft, name } });
  }
  return { changes, changedBy };
}

/** Columns whose cell is not what the schedule says today; of a new cable all that are filled. */
function editedColumns(cells: Cells, row: ScheduleRow | undefined): readonly string[] {
  return SCHEDULE_COLUMNS.filter(({ name, value }) => {
    const cell = cells.get(name);
    if (cell === undefined || name === 'cable') return false;
    if (row === undefined) return cell.text !== '';
    const said = value(row);
    if (said === null) return cell.text !== '';
    if (typeof said === 'number') return cell.text === '' || Number(cell.text) !== said;
    return cell.text !== said.trim();
  }).map(({ name }) => name);
}

/** Fields of a cable that differ, each with its new value, or null where it has none any more. */
function differences(before: Cable | undefined, after: Omit<Cable, 'name'>): Readonly<Record<string, unknown>> {
  const old = (before ?? {}) as Readonly<Record<string, unknown>>;
  const now = after as Readonly<Record<string, unknown>>;
  const set: Record<string, unknown> = {};
  for (const field of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (field === 'name' || field === 'id') continue;
    if (JSON.stringify(old[field]) !== JSON.stringify(now[field])) set[field] = now[field] ?? null;
  }
  return set;
}
