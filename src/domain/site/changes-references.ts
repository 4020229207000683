import type { Defect, DocumentPath } from '../defect.js';
import { allowedNames } from './check-names.js';
import { eachTarget, referencesFrom, referencesTo, stepsTo, type ReferencePlan } from './check-references.js';
import { nearestSearch, shown } from './check-words.js';
import { kindState, referrersOf, slotAt, touchedSlots, type ChangeState, type Slot } from './changes-state.js';
import { keyLabel, keyOf, type Row } from './key.js';
import { kindNamed, type KindName } from './kinds.js';

/** What is known beyond the state: whether a key exists, and the keys to propose where one does not. */
export interface Surroundings {
  readonly has: (kind: KindName, key: string) => boolean;
  readonly keys: (kind: KindName) => readonly string[];
}

/** Keys that touched things name and that the state itself neither holds nor has seen go: to be looked up elsewhere. */
export function unknownTargets(state: ChangeState): ReadonlyMap<KindName, ReadonlySet<string>> {
  const unknown = new Map<KindName, Set<string>>();
  eachTouchedTarget(state, ({ plan, target }) => {
    const kind = plan.reference.to;
    if (isHere(state, kind, target) !== undefined) return;
    const keys = unknown.get(kind) ?? new Set();
    unknown.set(kind, keys);
    keys.add(target);
  });
  return unknown;
}

/** Names of nothing after all changes: where a change gave one, and where a change took away what others name. */
export function danglingReferences(state: ChangeState, surroundings: Surroundings): readonly Defect[] {
  return [...namesGiven(state, surroundings), ...namesTakenAway(state)].sort(byChange);
}

interface TouchedTarget {
  readonly slot: Slot;
  readonly row: Row;
  readonly plan: ReferencePlan;
  readonly target: string;
  readonly name: string;
  readonly item: number;
}

function eachTouchedTarget(state: ChangeState, visit: (found: TouchedTarget) => void): void {
  for (const slot of touchedSlots(state)) {
    const row = slot.now;
    if (row === null) continue;
    for (const plan of referencesFrom(slot.kind)) {
      eachTarget(plan, row, (target, name, item) => {
        visit({ slot, row, plan, target, name, item });
      });
    }
  }
}

/** True: the state has it. False: it had it, and no longer has. Undefined: the state does not know. */
function isHere(state: ChangeState, kind: KindName, key: string): boolean | undefined {
  if (slotAt(state, kind, key) !== undefined) return true;
  return kindState(state, kind).vacated.has(key) ? false : undefined;
}

function namesGiven(state: ChangeState, surroundings: Surroundings): readonly Defect[] {
  const nearest = nearestSearch();
  const beside = new Map<string, readonly string[]>();
  const defects: Defect[] = [];
  eachTouchedTarget(state, ({ slot, plan, target, name, item }) => {
    const kind = plan.reference.to;
    if (isHere(state, kind, target) ?? surroundings.has(kind, target)) return;
    const path = placeOf(slot, plan, item);
    if (path === null) return;
    const within = target.slice(0, target.length - name.length);
    const group = `${kind} ${within}`;
    const names = beside.get(group) ?? namesWithin(surroundings.keys(kind), within);
    beside.set(group, names);
    const closest = nearest(name, names);
    defects.push({
      code: 'unresolved-reference',
      path,
      found: shown(name),
      allowed: allowedNames(kind, names),
      ...(closest === undefined ? {} : { nearest: closest }),
    });
  });
  return defects;
}

/** Names that stand beside a name: those whose keys begin with the same further parts. */
function namesWithin(keys: readonly string[], within: string): readonly string[] {
  return within === '' ? keys : keys.filter((key) => key.startsWith(within)).map((key) => key.slice(within.length));
}

/** Where a change gave the name, or what the name is looked up within; null where no change did. */
function placeOf(slot: Slot, plan: ReferencePlan, item: number): DocumentPath | null {
  const field = plan.reference.field;
  const own = slot.setBy?.get(field);
  if (own !== undefined) return ['changes', own, 'set', ...stepsTo(plan, item)];
  const holder = plan.holders.find((name) => name !== null && slot.setBy?.has(name));
  if (holder) return ['changes', slot.setBy?.get(holder) ?? 0, 'set', holder];
  return slot.createdBy === null ? null : ['changes', slot.createdBy, 'value', ...stepsTo(plan, item)];
}

function namesTakenAway(state: ChangeState): readonly Defect[] {
  return [...state.kinds].flatMap(([kind, { vacated, byKey }]) =>
    [...vacated].flatMap(([key, change]) => {
      if (byKey.has(key)) return [];
      const left = referencesTo(kind).flatMap((plan) =>
        referrersOf(state, plan, key).filter((slot) => placeOf(slot, plan, -1) === null),
      );
      const [first] = left;
      if (!first?.now) return [];
      const label = `${kindNamed(first.kind).title.toLowerCase()} ${shown(keyLabel(keyOf(first.kind, first.now)))}`;
      const others = left.length > 1 ? ` and ${String(left.length - 1)} more do` : ' does';
      return [
        {
          code: 'conflict' as const,
          path: ['changes', change, 'key'],
          found: shown(key.replaceAll('\u0000', ' / ')),
          allowed: `a ${kindNamed(kind).title.toLowerCase()} that nothing names any more; ${label}${others}`,
        },
      ];
    }),
  );
}

function byChange(a: Defect, b: Defect): number {
  return Number(a.path[1]) - Number(b.path[1]);
}
