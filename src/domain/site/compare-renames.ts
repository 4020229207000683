import type { Change, UpdateChange } from './changes.js';
import { applyInOrder } from './changes-apply.js';
import { firstReferrer, kindState, referrersOf, slotAt, type ChangeState, type Slot } from './changes-state.js';
import { inBrief } from './check-row.js';
import { referencesTo } from './check-references.js';
import type { SiteSnapshot } from './document.js';
import { keyOf, keyText, type Key, type Row } from './key.js';
import { collectionOf, kindNamed, kinds, type KindName } from './kinds.js';
import type { Rename } from './renames.js';

/**
 * Applies renames to a state, those of things that others are named within first: rows follow their room. An entry of
 * the catalog keeps its name where another one of the site has the new name: other sites know both.
 *
 * @returns the changes that do it
 */
export function applyRenames(state: ChangeState, after: SiteSnapshot, renames: readonly Rename[]): readonly Change[] {
  const changes: Change[] = [];
  for (const kind of kindsInOrder()) {
    const own = renames.filter((rename) => rename.kind === kind);
    if (kind === 'site' || own.length === 0) continue;
    const rows = after[collectionOf(kind)] as readonly Row[];
    const work: Work = { state, kind, later: new Set(rows.map((row) => keyText(keyOf(kind, row)))), changes };
    renameAll(work, wantedOf(work, own));
  }
  return changes;
}

interface Work {
  readonly state: ChangeState;
  readonly kind: KindName;
  /** Keys of the kind in the second snapshot. */
  readonly later: ReadonlySet<string>;
  readonly changes: Change[];
}

/** Every kind after the kinds that the fields of its key name. */
function kindsInOrder(): readonly KindName[] {
  const isNamedWithin = (kind: KindName) =>
    kinds.some(
      ({ name, key }) =>
        name !== kind &&
        referencesTo(kind).some(({ reference }) => reference.from === name && key.includes(reference.field)),
    );
  const names = kinds.map(({ name }) => name).filter((name) => name !== 'site');
  return [...names.filter(isNamedWithin), ...names.filter((name) => !isNamedWithin(name))];
}

function wantedOf({ state, kind, later }: Work, renames: readonly Rename[]): ReadonlyMap<Slot, Key> {
  const originals = new Map<string, Slot>();
  for (const slot of kindState(state, kind).slots)
    if (slot.before !== null) originals.set(keyText(keyOf(kind, slot.before)), slot);
  const isShared = kindNamed(kind).scope === 'catalog';
  const wanted = new Map<Slot, Key>();
  for (const { from, to } of renames) {
    const slot = originals.get(keyText(from));
    if (slot !== undefined && later.has(keyText(to)) && !(isShared && originals.has(keyText(to)))) wanted.set(slot, to);
  }
  return wanted;
}

/** Renames each thing after the one that holds its new key; a ring is opened with a temporary name. */
function renameAll(work: Work, wanted: ReadonlyMap<Slot, Key>): void {
  const waiting = new Map(wanted);
  for (const start of wanted.keys()) {
    const chain = [start];
    for (let slot = chain.at(-1); slot !== undefined; slot = chain.at(-1)) {
      const to = waiting.get(slot);
      const holder = to === undefined ? undefined : slotAt(work.state, work.kind, keyText(to));
      if (to === undefined || holder === undefined || holder === slot) {
        if (to !== undefined) rename(work, slot, to);
        waiting.delete(slot);
        chain.pop();
      } else if (!waiting.has(holder)) clear(work, holder);
      else if (chain.includes(holder)) rename(work, holder, temporaryKey(work, holder));
      else chain.push(holder);
    }
  }
}

/** Takes its key from a thing that is not in the second snapshot. */
function clear(work: Work, slot: Slot): void {
  const { kind, now } = slot;
  if (now === null) return;
  const key = keyOf(kind, now);
  if (firstReferrer(work.state, kind, keyText(key)) === undefined) apply(work, { op: 'delete', kind, key });
  else rename(work, slot, temporaryKey(work, slot));
}

function rename(work: Work, slot: Slot, to: Key): void {
  const { kind, now } = slot;
  if (now === null) return;
  const key = keyOf(kind, now);
  const fields = kindNamed(kind).key;
  const set = Object.fromEntries(fields.flatMap((field, i) => (key[i] === to[i] ? [] : [[field, to[i]]])));
  if (Object.keys(set).length === 0) return;
  for (const change of lettingGo(work.state, { kind, from: key, to })) apply(work, change);
  apply(work, { op: 'update', kind, key, set });
}

/** Lists that cannot follow a thing out of what they are named within give it up first; the comparison completes them. */
function lettingGo(state: ChangeState, { kind, from, to }: Rename): readonly UpdateChange[] {
  return referencesTo(kind).flatMap((plan) => {
    const leaves = plan.holders.some((holder, i) => holder !== null && from[i] !== to[i]);
    const { field, column } = plan.reference;
    if (!leaves) return [];
    return referrersOf(state, plan, keyText(from)).flatMap((referrer): readonly UpdateChange[] => {
      const row = referrer.now ?? {};
      const items: unknown = row[field];
      if (!Array.isArray(items)) return [];
      const name = from.at(-1);
      const left = items.filter((item: unknown) => (column === null ? item : (item as Row)[column]) !== name);
      return [{ op: 'update', kind: referrer.kind, key: keyOf(referrer.kind, row), set: { [field]: left } }];
    });
  });
}

function temporaryKey({ state, later }: Work, { kind, now }: Slot): Key {
  const key = keyOf(kind, now ?? {});
  for (let n = 1; ; n += 1) {
    const candidate = [...key.slice(0, -1), `tmp-${String(n)}`];
    const text = keyText(candidate);
    if (!later.has(text) && slotAt(state, kind, text) === undefined) return candidate;
  }
}

function apply(work: Work, change: Change): void {
  const { defects } = applyInOrder(work.state, [change], { explain: inBrief, createdIsChecked: false });
  const [defect] = defects;
  if (defect !== undefined) throw new RangeError(`a rename cannot be done: ${defect.found} is not ${defect.allowed}`);
  work.changes.push(change);
}
