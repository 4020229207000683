import {
  eachTarget,
  follows,
  hasTarget,
  referencesFrom,
  referencesTo,
  retargeted,
  type KeyChange,
  type ReferencePlan,
} from './check-references.js';
import { keyOf, keyText, type Key, type Row } from './key.js';
import { kinds, type KindName } from './kinds.js';

/** One thing while changes are applied. */
export interface Slot {
  readonly kind: KindName;
  /** As it was; null for what a change created. */
  readonly before: Row | null;
  /** As it is; null once it is deleted. */
  now: Row | null;
  /** The change that created it. */
  createdBy: number | null;
  /** The last change that set each field. */
  setBy: Map<string, number> | null;
  /** Lists that could not follow what they name. */
  kept: Set<string> | null;
}

interface KindState {
  readonly slots: Slot[];
  readonly byKey: Map<string, Slot>;
  readonly touched: Set<Slot>;
  /** Keys that something had, with the change that took each away. */
  readonly vacated: Map<string, number>;
}

/** What changes are applied to, kind by kind as they need it. */
export interface ChangeState {
  readonly rowsOf: (kind: KindName) => Iterable<Row>;
  readonly kinds: Map<KindName, KindState>;
  readonly referrers: Map<ReferencePlan, Map<string, Set<Slot>>>;
}

/** @param rowsOf the things of a kind to begin with; asked once, when the kind is first needed */
export function openState(rowsOf: (kind: KindName) => Iterable<Row>): ChangeState {
  return { rowsOf, kinds: new Map(), referrers: new Map() };
}

export function kindState(state: ChangeState, kind: KindName): KindState {
  const known = state.kinds.get(kind);
  if (known !== undefined) return known;
  const opened: KindState = { slots: [], byKey: new Map(), touched: new Set(), vacated: new Map() };
  state.kinds.set(kind, opened);
  for (const row of state.rowsOf(kind)) {
    const slot: Slot = { kind, before: row, now: row, createdBy: null, setBy: null, kept: null };
    opened.slots.push(slot);
    opened.byKey.set(keyText(keyOf(kind, row)), slot);
  }
  return opened;
}

export function slotAt(state: ChangeState, kind: KindName, key: string): Slot | undefined {
  return kindState(state, kind).byKey.get(key);
}

export function createSlot(
  state: ChangeState,
  { kind, row, change }: { readonly kind: KindName; readonly row: Row; readonly change: number },
): Slot {
  const own = kindState(state, kind);
  const slot: Slot = { kind, before: null, now: row, createdBy: change, setBy: null, kept: null };
  own.slots.push(slot);
  own.byKey.set(keyText(keyOf(kind, row)), slot);
  own.touched.add(slot);
  indexTargets(state, slot);
  return slot;
}

export function deleteSlot(state: ChangeState, slot: Slot, change: number): void {
  if (slot.now === null) return;
  const own = kindState(state, slot.kind);
  const key = keyText(keyOf(slot.kind, slot.now));
  own.byKey.delete(key);
  own.vacated.set(key, change);
  own.touched.add(slot);
  slot.now = null;
}

/** Puts a new state of a thing in place of the old one; where its key changes, what names it follows. */
export function updateSlot(
  state: ChangeState,
  slot: Slot,
  { row, change }: { readonly row: Row; readonly change: number },
): void {
  let moved = replace(state, slot, { row, change });
  while (moved.length > 0) {
    moved = moved.flatMap(({ kind, from, to }) =>
      referencesTo(kind).flatMap((plan) =>
        referrersOf(state, plan, keyText(from)).flatMap((referrer) => {
          const now = referrer.now ?? {};
          if (follows(plan, now, { from, to }))
            return replace(state, referrer, { row: retargeted(plan, now, { from, to }), change });
          (referrer.kept ??= new Set()).add(plan.reference.field);
          kindState(state, referrer.kind).touched.add(referrer);
          return [];
        }),
      ),
    );
  }
}

/** The things that name a key by one reference, as they are now. */
export function referrersOf(state: ChangeState, plan: ReferencePlan, target: string): readonly Slot[] {
  const slots = targetIndex(state, plan).get(target);
  if (slots === undefined) return [];
  return [...slots].filter(({ now }) => now !== null && hasTarget(plan, now, target));
}

/** The first thing that names a key, by any reference. */
export function firstReferrer(state: ChangeState, kind: KindName, target: string): Slot | undefined {
  return firstOf(state, kind, target, () => true);
}

/** The first thing that names a key and would follow what has it from there to another one. */
export function firstFollower(state: ChangeState, kind: KindName, move: KeyChange): Slot | undefined {
  return firstOf(state, kind, keyText(move.from), (plan, row) => follows(plan, row, move));
}

function firstOf(
  state: ChangeState,
  kind: KindName,
  target: string,
  isMeant: (plan: ReferencePlan, row: Row) => boolean,
): Slot | undefined {
  for (const plan of referencesTo(kind)) {
    const first = referrersOf(state, plan, target).find(({ now }) => now !== null && isMeant(plan, now));
    if (first !== undefined) return first;
  }
  return undefined;
}

/** Everything that was created, changed or deleted, in the order of the kinds. */
export function touchedSlots(state: ChangeState): readonly Slot[] {
  return kinds.flatMap(({ name }) => [...(state.kinds.get(name)?.touched ?? [])]);
}

interface Move {
  readonly kind: KindName;
  readonly from: Key;
  readonly to: Key;
}

function replace(
  state: ChangeState,
  slot: Slot,
  { row, change }: { readonly row: Row; readonly change: number },
): readonly Move[] {
  const old = slot.now;
  if (old === null || old === row) return [];
  const own = kindState(state, slot.kind);
  const from = keyOf(slot.kind, old);
  const to = keyOf(slot.kind, row);
  slot.now = row;
  own.touched.add(slot);
  indexTargets(state, slot);
  const [oldText, newText] = [keyText(from), keyText(to)];
  if (oldText === newText) return [];
  own.byKey.delete(oldText);
  own.vacated.set(oldText, change);
  own.byKey.set(newText, slot);
  return [{ kind: slot.kind, from, to }];
}

/** Who names what by one reference. Entries may be out of date, and are looked at again when they are used. */
function targetIndex(state: ChangeState, plan: ReferencePlan): Map<string, Set<Slot>> {
  const known = state.referrers.get(plan);
  if (known !== undefined) return known;
  const index = new Map<string, Set<Slot>>();
  state.referrers.set(plan, index);
  for (const slot of kindState(state, plan.reference.from).slots) addTargets(index, plan, slot);
  return index;
}

function indexTargets(state: ChangeState, slot: Slot): void {
  if (state.referrers.size === 0) return;
  for (const plan of referencesFrom(slot.kind)) {
    const index = state.referrers.get(plan);
    if (index !== undefined) addTargets(index, plan, slot);
  }
}

function addTargets(index: Map<string, Set<Slot>>, plan: ReferencePlan, slot: Slot): void {
  if (slot.now === null) return;
  eachTarget(plan, slot.now, (target) => {
    const slots = index.get(target);
    if (slots === undefined) index.set(target, new Set([slot]));
    else slots.add(slot);
  });
}
