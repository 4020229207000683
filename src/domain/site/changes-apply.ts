import type { Defect, DocumentPath } from '../defect.js';
import { checkRow, type Explain } from './check-row.js';
import { nearestSearch, shown, type NearestSearch } from './check-words.js';
import type { Change, CreateChange, DeleteChange, RecordedChange, UpdateChange } from './changes.js';
import {
  createSlot,
  deleteSlot,
  firstFollower,
  kindState,
  slotAt,
  updateSlot,
  type ChangeState,
  type Slot,
} from './changes-state.js';
import { sameValue } from './compare-values.js';
import { keyLabel, keyOf, keyText, type Key, type Row } from './key.js';
import { isKindName, kindNamed } from './kinds.js';
import { fieldsOf } from './shape.js';

export interface Progress extends Checking {
  readonly state: ChangeState;
  readonly nearest: NearestSearch;
  readonly defects: Defect[];
  readonly recorded: RecordedChange[];
  readonly slots: Map<number, Slot>;
}

/** How values are checked. */
export interface Checking {
  readonly explain: Explain;
  /** What is created has passed the check of its kind already, as part of a document. */
  readonly createdIsChecked: boolean;
}

/**
 * Applies changes one after the other to a state, which it alters. What names nothing is not looked for: that is known
 * only at the end.
 *
 * @returns what had an effect, what is wrong with single changes, and what each creation and update was about
 */
export function applyInOrder(
  state: ChangeState,
  changes: readonly Change[],
  checking: Checking,
): {
  readonly defects: readonly Defect[];
  readonly recorded: readonly RecordedChange[];
  readonly slots: ReadonlyMap<number, Slot>;
} {
  const progress: Progress = {
    state,
    ...checking,
    nearest: nearestSearch(),
    defects: [],
    recorded: [],
    slots: new Map(),
  };
  changes.forEach((change, index) => {
    applyOne(progress, change, index);
  });
  return progress;
}

function applyOne(progress: Progress, change: Change, index: number): void {
  const at: DocumentPath = ['changes', index];
  if (!isKindName(change.kind)) {
    progress.defects.push({
      code: 'range',
      path: [...at, 'kind'],
      found: shown(String(change.kind)),
      allowed: 'the name of a kind',
    });
    return;
  }
  const makesSite = change.op === 'create' && kindState(progress.state, 'site').slots.length === 0;
  if (change.kind === 'site' && change.op !== 'update' && !makesSite) {
    const allowed = 'update: a document is of one site';
    progress.defects.push({ code: 'conflict', path: [...at, 'op'], found: change.op, allowed });
    return;
  }
  if (change.op === 'create') applyCreate(progress, change, index);
  else if (change.op === 'update') applyUpdate(progress, change, index);
  else applyDelete(progress, change, index);
}

function applyCreate(progress: Progress, { kind, value }: CreateChange, index: number): void {
  const { state, defects, recorded } = progress;
  const row = givenFields(value);
  if (!progress.createdIsChecked) {
    defects.push(...checkRow(kind, row, progress.explain).map((defect) => placed(defect, ['changes', index, 'value'])));
  }
  if (!hasKey(kind, row)) return;
  const key = keyOf(kind, row);
  const existing = slotAt(state, kind, keyText(key));
  if (existing?.now) {
    const isSameEntry = kindNamed(kind).scope === 'catalog' && sameValue(existing.now, row);
    if (isSameEntry) progress.slots.set(index, existing);
    else defects.push(duplicate(kind, { key, holder: existing, path: ['changes', index, 'value'] }));
    return;
  }
  progress.slots.set(index, createSlot(state, { kind, row, change: index }));
  recorded.push({ op: 'create', kind, key, before: null, after: row });
}

function applyUpdate(progress: Progress, { kind, key, set }: UpdateChange, index: number): void {
  const { state, defects, recorded } = progress;
  const slot = foundSlot(progress, { kind, key }, index);
  if (!slot?.now) return;
  progress.slots.set(index, slot);
  const path: DocumentPath = ['changes', index, 'set'];
  if ('id' in set) {
    defects.push({ code: 'unknown-key', path: [...path, 'id'], found: shown('id'), allowed: fieldWords(kind) });
  }
  const wrong = checkRow(kind, merged(slot.now, set), progress.explain);
  defects.push(...wrong.map((defect) => placed(defect, path)));
  // What is wrong is told once, and what comes after is judged without it.
  const { row, before, after } = effectOf(slot.now, wrong.length === 0 ? set : soundFields(kind, set, wrong));
  if (Object.keys(after).length === 0) return;
  const newKey = keyOf(kind, row);
  if (keyText(newKey) !== keyText(key) && !mayTake(progress, { kind, slot, key, newKey }, path)) return;
  slot.setBy ??= new Map();
  for (const field of Object.keys(after)) slot.setBy.set(field, index);
  updateSlot(state, slot, { row, change: index });
  recorded.push({ op: 'update', kind, key, before, after });
}

function merged(row: Row, set: Row): Row {
  const fields = Object.entries(set).filter(([field, value]) => field !== 'id' && value !== undefined);
  const removed = new Set(fields.flatMap(([field, value]) => (value === null ? [field] : [])));
  const kept = Object.entries(row).filter(([field]) => !removed.has(field));
  return Object.fromEntries([...kept, ...fields.filter(([, value]) => value !== null)]);
}

function soundFields(kind: Slot['kind'], set: Row, wrong: readonly Defect[]): Row {
  const unsound = new Set(wrong.map(({ path }) => path[0]));
  const known = new Set(fieldsOf(kind).map(({ name }) => name));
  return Object.fromEntries(Object.entries(set).filter(([field]) => known.has(field) && !unsound.has(field)));
}

/** A row with fields set, and of those that differ the old and the new values. */
function effectOf(old: Row, set: Row): { readonly row: Row; readonly before: Row; readonly after: Row } {
  const changed = Object.entries(set).filter(
    ([field, value]) => field !== 'id' && value !== undefined && !sameValue(old[field] ?? null, value),
  );
  if (changed.length === 0) return { row: old, before: {}, after: {} };
  const after = Object.fromEntries(changed);
  const before = Object.fromEntries(changed.map(([field]) => [field, old[field] ?? null]));
  return { row: merged(old, after), before, after };
}

function applyDelete(progress: Progress, { kind, key }: DeleteChange, index: number): void {
  const slot = foundSlot(progress, { kind, key }, index);
  if (!slot?.now) return;
  progress.recorded.push({ op: 'delete', kind, key, before: slot.now, after: null });
  deleteSlot(progress.state, slot, index);
}

function foundSlot(
  progress: Progress,
  { kind, key }: { readonly kind: Slot['kind']; readonly key: Key },
  index: number,
): Slot | undefined {
  const slot = slotAt(progress.state, kind, keyText(key));
  if (slot !== undefined) return slot;
  const known = [...kindState(progress.state, kind).byKey.values()].map(({ now }) =>
    now === null ? '' : keyLabel(keyOf(kind, now)),
  );
  const nearest = progress.nearest(keyLabel(key), known);
  progress.defects.push({
    code: 'unresolved-reference',
    path: ['changes', index, 'key'],
    found: shown(keyLabel(key)),
    allowed: `the name of a ${kindNamed(kind).title.toLowerCase()}`,
    ...(nearest === undefined ? {} : { nearest }),
  });
  return undefined;
}

/**
 * A new key must be free, and nothing may still name what had it: that would silently name another thing, and could not be
 * told apart when the change is undone.
 */
function mayTake(
  { state, defects }: Progress,
  {
    kind,
    slot,
    key,
    newKey,
  }: { readonly kind: Slot['kind']; readonly slot: Slot; readonly key: Key; readonly newKey: Key },
  path: DocumentPath,
): boolean {
  const holder = slotAt(state, kind, keyText(newKey));
  if (holder !== undefined && holder !== slot) {
    defects.push(duplicate(kind, { key: newKey, holder, path }));
    return false;
  }
  const referrer = firstFollower(state, kind, { from: newKey, to: key });
  if (referrer?.now) {
    const label = `${kindNamed(referrer.kind).title.toLowerCase()} ${shown(keyLabel(keyOf(referrer.kind, referrer.now)))}`;
    const allowed = `a name that nothing uses any more; ${label} still names what had it`;
    defects.push({ code: 'conflict', path: [...path, nameField(kind)], found: shown(keyLabel(newKey)), allowed });
    return false;
  }
  return true;
}

function duplicate(
  kind: Slot['kind'],
  { key, holder, path }: { readonly key: Key; readonly holder: Slot; readonly path: DocumentPath },
): Defect {
  const other = holder.createdBy ?? holder.setBy?.get(nameField(kind));
  return {
    code: 'duplicate-name',
    path: [...path, nameField(kind)],
    found: shown(keyLabel(key)),
    allowed: `a name that no other ${kindNamed(kind).title.toLowerCase()} has`,
    ...(other === undefined ? {} : { alsoAt: ['changes', other] }),
  };
}

function hasKey(kind: Slot['kind'], row: Row): boolean {
  return kindNamed(kind).key.every((field) => typeof row[field] === 'string');
}

function nameField(kind: Slot['kind']): string {
  return kindNamed(kind).key.at(-1) ?? 'name';
}

function fieldWords(kind: Slot['kind']): string {
  return fieldsOf(kind)
    .map(({ name }) => name)
    .filter((name) => name !== 'id')
    .join(', ');
}

function placed(defect: Defect, path: DocumentPath): Defect {
  return { ...defect, path: [...path, ...defect.path] };
}

/** The fields that are given, without the identity. */
function givenFields(value: Row): Row {
  if (!('id' in value) && Object.values(value).every((field) => field !== undefined)) return value;
  return Object.fromEntries(Object.entries(value).filter(([field, given]) => field !== 'id' && given !== undefined));
}
