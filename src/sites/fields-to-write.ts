import { eachTarget, referencesFrom, type ReferencePlan } from '../domain/site/check-references.js';
import { kindState, type ChangeState, type Slot } from '../domain/site/changes-state.js';
import { keyOf, keyText, type Row } from '../domain/site/key.js';
import type { KindName } from '../domain/site/kinds.js';

/** Where what was stored under a key is afterwards; undefined where nothing was, or where it is gone. */
export type KeyAfter = (kind: KindName, key: string) => string | undefined;

export function keysAfter(state: ChangeState): KeyAfter {
  const known = new Map<KindName, ReadonlyMap<string, string>>();
  return (kind, key) => {
    let keys = known.get(kind);
    if (keys === undefined) {
      keys = new Map(
        kindState(state, kind).slots.flatMap(({ before, now }) =>
          before === null || now === null ? [] : [[keyText(keyOf(kind, before)), keyText(keyOf(kind, now))] as const],
        ),
      );
      known.set(kind, keys);
    }
    return keys.get(key);
  };
}

/**
 * The fields of a stored thing that must be written: those that changes set, and those names that do not come to be what
 * they are by following what they named before. The database lets names follow by itself.
 */
export function fieldsToWrite({ kind, before, now, setBy, kept }: Slot, keyAfter: KeyAfter): ReadonlySet<string> {
  const fields = new Set([...(setBy?.keys() ?? []), ...(kept ?? [])]);
  if (before === null || now === null) return fields;
  for (const plan of referencesFrom(kind)) {
    const { field } = plan.reference;
    if (fields.has(field) || before[field] === now[field]) continue;
    if (!followsByItself(plan, { before, now }, keyAfter)) {
      fields.add(field);
      for (const holder of plan.holders) if (holder !== null) fields.add(holder);
    }
  }
  return fields;
}

function followsByItself(
  plan: ReferencePlan,
  { before, now }: { readonly before: Row; readonly now: Row },
  keyAfter: KeyAfter,
): boolean {
  const expected = targetsOf(plan, before).map((key) => keyAfter(plan.reference.to, key) ?? key);
  const actual = targetsOf(plan, now);
  return expected.length === actual.length && expected.every((key, i) => key === actual[i]);
}

function targetsOf(plan: ReferencePlan, row: Row): readonly string[] {
  const keys: string[] = [];
  eachTarget(plan, row, (key) => {
    keys.push(key);
  });
  return keys;
}
