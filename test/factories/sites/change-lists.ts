import fc from 'fast-check';
import { applyChanges, type Change } from '../../../src/domain/site/changes.js';
import type { SiteSnapshot } from '../../../src/domain/site/document.js';
import { keyOf, type Row } from '../../../src/domain/site/key.js';
import { collectionNames, collections, kindNamed, type KindName } from '../../../src/domain/site/kinds.js';
import { fieldsOf } from '../../../src/domain/site/shape.js';
import { toSnapshot } from '../../../src/domain/site/snapshot.js';
import { completed, drawDocument, drawField, drawKey, drawName, type Draw, type Rows } from './documents.js';

export interface SnapshotWithChanges {
  readonly snapshot: SiteSnapshot;
  readonly changes: readonly Change[];
}

/** A snapshot with changes that can be applied to it one after the other, renames of everything among them. */
export function changeLists(maximum = 12): fc.Arbitrary<SnapshotWithChanges> {
  return fc.noShrink(
    fc.gen().map((g) => {
      const draw: Draw = (arbitrary) => g(() => arbitrary);
      const snapshot = toSnapshot(drawDocument(draw));
      return { snapshot, changes: drawChanges(draw, snapshot, maximum) };
    }),
  );
}

function drawChanges(draw: Draw, snapshot: SiteSnapshot, maximum: number): readonly Change[] {
  const wanted = draw(fc.integer({ min: 1, max: maximum }));
  let changes: readonly Change[] = [];
  let current = snapshot;
  for (let n = 0; n < wanted; n += 1) {
    const longer = [...changes, ...drawStep(draw, current)];
    const applied = applyChanges(snapshot, longer);
    if (!applied.ok) continue;
    changes = longer;
    current = applied.snapshot;
  }
  return changes;
}

/** One change, or several that only together leave a whole site. */
function drawStep(draw: Draw, snapshot: SiteSnapshot): readonly Change[] {
  const rows: Rows = new Map(
    collectionNames.map((name) => [collections[name].name, [...(snapshot[name] as readonly Row[])]]),
  );
  const kinds = [...rows].flatMap(([kind, own]) => (own.length > 0 ? [kind] : []));
  const some = draw(fc.constantFrom<KindName>('site', ...kinds));
  const own = some === 'site' ? [snapshot.site as Row] : (rows.get(some) ?? []);
  const row = draw(fc.constantFrom(...own));
  switch (draw(fc.constantFrom('create', 'update', 'rename', 'rename', 'delete', 'swap', 'replace', 'move'))) {
    case 'create': {
      const kind = draw(fc.constantFrom(...collectionNames.map((name) => collections[name].name)));
      const key = drawKey(draw, rows, kind);
      return key === null ? [] : [{ op: 'create', kind, value: completed(draw, { kind, key, rows }) }];
    }
    case 'update':
      return [{ op: 'update', kind: some, key: keyOf(some, row), set: drawSet(draw, { kind: some, row, rows }) }];
    case 'rename': {
      const field = kindNamed(some).key.at(-1) ?? 'name';
      return [{ op: 'update', kind: some, key: keyOf(some, row), set: { [field]: drawName(draw, some) } }];
    }
    case 'delete':
      return some === 'site' ? [] : [{ op: 'delete', kind: some, key: keyOf(some, row) }];
    case 'swap':
      return swap(some, row, draw(fc.constantFrom(...own)));
    case 'replace':
      if (some === 'site') return [];
      return [
        { op: 'delete', kind: some, key: keyOf(some, row) },
        { op: 'create', kind: some, value: completed(draw, { kind: some, key: keyFields(some, row), rows }) },
      ];
    default:
      return move(draw, rows);
  }
}

function drawSet(
  draw: Draw,
  { kind, row, rows }: { readonly kind: KindName; readonly row: Row; readonly rows: Rows },
): Row {
  const fields = draw(
    fc.subarray(
      fieldsOf(kind).filter(({ name }) => name !== 'id'),
      { minLength: 1, maxLength: 4 },
    ),
  );
  return Object.fromEntries(
    fields.map((field) => {
      if (!field.required && draw(fc.boolean())) return [field.name, null];
      return [field.name, drawField(draw, { field, kind, row, rows }) ?? null];
    }),
  );
}

/** Two things change names through a third one. */
function swap(kind: KindName, one: Row, other: Row): readonly Change[] {
  const field = kindNamed(kind).key.at(-1) ?? 'name';
  const [a, b] = [String(one[field]), String(other[field])];
  const named = (row: Row, name: string): readonly string[] => keyOf(kind, { ...row, [field]: name });
  return [
    { op: 'update', kind, key: named(one, a), set: { [field]: 'between' } },
    { op: 'update', kind, key: named(other, b), set: { [field]: a } },
    { op: 'update', kind, key: named(one, 'between'), set: { [field]: b } },
  ];
}

/** A row of racks moves to another room, with the cooling zones of its old room. */
function move(draw: Draw, rows: Rows): readonly Change[] {
  const [movable, rooms] = [rows.get('row') ?? [], rows.get('room') ?? []];
  if (movable.length === 0 || rooms.length === 0) return [];
  const row = draw(fc.constantFrom(...movable));
  const room = String(draw(fc.constantFrom(...rooms))['name']);
  const zones = (rows.get('coolingZone') ?? []).filter((zone) => zone['room'] === row['room']);
  return [
    { op: 'update', kind: 'row', key: keyOf('row', row), set: { room } },
    ...zones.map((zone): Change => ({
      op: 'update',
      kind: 'coolingZone',
      key: keyOf('coolingZone', zone),
      set: { room },
    })),
  ];
}

function keyFields(kind: KindName, row: Row): Row {
  return Object.fromEntries(kindNamed(kind).key.map((field) => [field, row[field]]));
}
