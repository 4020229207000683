import type { Change } from '../../domain/site/changes.js';
import { LIST_SEPARATOR, SCHEDULE_COLUMNS } from '../../domain/cabling/schedule-columns.js';
import type { Schedule, ScheduleRow } from '../../domain/cabling/schedule.js';
import type { LocatedDefect } from '../../domain/defect.js';
import { STATUSES } from '../../domain/site/fields.js';
import type { Cable } from '../../domain/site/kinds/cable.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import type { SiteIndex } from '../../domain/site/site-index.js';
import { showText } from '../document/text-display.js';

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

type CableEnd = Cable['ends'][number];
type Cells = ReadonlyMap<string, { readonly text: string; readonly column: number }>;

/**
 * What an edited schedule changes, cable by cable: cells that differ from the schedule as it would be written today. A cable
 * of a pattern that is changed is written out, with the devices of its pod template that it names; one that is not known is
 * created. A row that is left out changes nothing, or deletes its cable where deletions are asked for and no pattern makes
 * it. Every wrong cell is a defect: a computed column that was edited, names of nothing, numbers that are none, a cable that
 * comes twice.
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
  const changes: Change[] = [];
  const changedBy: (number | null)[] = [];
  const change = (line: number | null, made: Change) => {
    changes.push(made);
    changedBy.push(line);
  };
  const lines = new Map<string, number>();
  const written = new Set<string>();
  const names = {
    type: [...index.cableTypes.keys()],
    device: [...index.devices.keys()],
    segment: index.snapshot.traySegments.map(({ name }) => name),
    transceiver: [...index.transceiverTypes.keys()],
    status: STATUSES as readonly string[],
  };
  const known = {
    type: new Set(names.type),
    device: new Set(names.device),
    segment: new Set(names.segment),
    transceiver: new Set(names.transceiver),
    status: new Set(names.status),
  };

  for (const { line, cells: texts } of read.records) {
    const cells: Cells = new Map(
      read.header.map((name, i) => [name, { text: (texts[i] ?? '').trim(), column: i + 1 }]),
    );
    const report = (column: string, defect: Pick<LocatedDefect, 'code' | 'found' | 'allowed'> & { nearest?: string }) =>
      defects.push({ ...defect, path: [], line, column: cells.get(column)?.column ?? 1 });
    const name = cells.get('cable')?.text ?? '';
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
    const row = today.get(name);
    const edited = editedColumns(cells, row);
    if (row === undefined && edited.length === 0) {
      report('cable', {
        code: 'unresolved-reference',
        found: showText(name),
        allowed: 'the name of a cable, or a new one with its type and both ends',
      });
    }
    for (const column of edited) {
      if (SCHEDULE_COLUMNS.find((one) => one.name === column)?.editable === true || row === undefined) continue;
      report(column, {
        code: 'conflict',
        found: showText(cells.get(column)?.text ?? ''),
        allowed: 'what was there: this column is computed',
      });
    }
    if (edited.length === 0) continue;
    const draft = draftOf(cells, { before: cableOf.get(name), edited, known, names, report });
    if (draft === null) continue;
    if (stated.has(name)) {
      const set = differences(cableOf.get(name), draft);
      if (Object.keys(set).length > 0) change(line, { op: 'update', kind: 'cable', key: [name], set });
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
  const withheld: string[] = [];
  for (const name of today.keys()) {
    if (lines.has(name)) continue;
    if (deletes && stated.has(name)) change(null, { op: 'delete', kind: 'cable', key: [name] });
    else withheld.push(name);
  }
  return defects.length > 0 ? { ok: false, defects } : { ok: true, changes, lines: changedBy, withheld };
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

interface DraftGiven {
  readonly before: Cable | undefined;
  readonly edited: readonly string[];
  readonly known: Readonly<Record<'type' | 'device' | 'segment' | 'transceiver' | 'status', ReadonlySet<string>>>;
  readonly names: Readonly<Record<'type' | 'device' | 'segment' | 'transceiver' | 'status', readonly string[]>>;
  readonly report: (
    column: string,
    defect: Pick<LocatedDefect, 'code' | 'found' | 'allowed'> & { nearest?: string },
  ) => unknown;
}

/** The cable with its edited cells; null where one of them is wrong. */
function draftOf(cells: Cells, { before, edited, known, names, report }: DraftGiven): Omit<Cable, 'name'> | null {
  let faults = 0;
  const textOf = (column: string) => {
    const text = cells.get(column)?.text ?? '';
    return text === '' ? undefined : text;
  };
  const wrong = (column: string, defect: Parameters<DraftGiven['report']>[1]) => {
    faults += 1;
    report(column, defect);
  };
  const named = (column: string, what: keyof DraftGiven['known'], text = textOf(column)) => {
    if (text === undefined || known[what].has(text)) return text;
    const nearest = nearestName(text, names[what]);
    wrong(column, {
      code: 'unresolved-reference',
      found: showText(text),
      allowed: `the name of a ${what === 'type' ? 'cable type' : what}`,
      ...(nearest === undefined ? {} : { nearest }),
    });
    return undefined;
  };
  const number = (column: string) => {
    const text = textOf(column);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (value > 0 && value <= 100_000) return value;
    wrong(column, {
      code: Number.isNaN(value) ? 'type' : 'range',
      found: showText(text),
      allowed: 'a length in m above 0, with a point',
    });
    return undefined;
  };
  const isEdited = (column: string) => edited.includes(column);
  const { name: _name, ...rest } = before ?? { name: '', type: '', ends: [] };
  const draft: { -readonly [Field in keyof Omit<Cable, 'name'>]: Omit<Cable, 'name'>[Field] } = { ...rest };
  const put = <Field extends keyof typeof draft>(field: Field, value: (typeof draft)[Field] | undefined) => {
    if (value === undefined) Reflect.deleteProperty(draft, field);
    else draft[field] = value;
  };
  const required = (column: string, value: string | undefined) => {
    if (value === undefined && faults === 0 && textOf(column) === undefined)
      wrong(column, { code: 'missing', found: 'an empty cell', allowed: 'a value: a cable must have one' });
    return value ?? '';
  };
  if (isEdited('type') || before === undefined) draft.type = required('type', named('type', 'type'));
  if (isEdited('bundle')) put('bundle', textOf('bundle'));
  if (isEdited('status')) put('status', named('status', 'status') as Cable['status']);
  if (isEdited('A label')) put('label', textOf('A label'));
  if (isEdited('planned m')) put('lengthM', number('planned m'));
  if (isEdited('as built m')) put('asBuiltLengthM', number('as built m'));
  if (isEdited('route')) {
    const segments = textOf('route')
      ?.split(LIST_SEPARATOR.trim())
      .map((one) => one.trim());
    put(
      'route',
      segments?.flatMap((segment) => named('route', 'segment', segment) ?? []),
    );
  }
  const sides = ['A', 'B'] as const;
  if (
    before === undefined ||
    sides.some((side) => ['device', 'port', 'sub-port', 'transceiver'].some((part) => isEdited(`${side} ${part}`)))
  ) {
    const ends = sides.map((side): CableEnd => {
      const subPort = textOf(`${side} sub-port`);
      const transceiver = named(`${side} transceiver`, 'transceiver');
      return {
        device: required(`${side} device`, named(`${side} device`, 'device')),
        port: required(`${side} port`, textOf(`${side} port`)),
        ...(subPort === undefined ? {} : { subPort }),
        ...(transceiver === undefined ? {} : { transceiver }),
      };
    });
    draft.ends = [...ends, ...(before?.ends.slice(2) ?? [])];
  }
  return faults === 0 ? draft : null;
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
