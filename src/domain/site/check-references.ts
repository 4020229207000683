import type { Key, Row } from './key.js';
import { keyText } from './key.js';
import { kindNamed, type KindName } from './kinds.js';
import { references, type ReferenceShape } from './shape.js';

/** A reference with the places of the target's key: the field of the referring row that holds each, null for the name. */
export interface ReferencePlan {
  readonly reference: ReferenceShape;
  readonly holders: readonly (string | null)[];
}

/** One name that a row gives, with its steps inside the row and the key that it means. */
export interface NamedTarget {
  readonly steps: readonly (string | number)[];
  readonly name: string;
  readonly target: string;
}

const plansFrom = new Map<KindName, readonly ReferencePlan[]>();
const plansTo = new Map<KindName, readonly ReferencePlan[]>();
let everyPlan: readonly ReferencePlan[] | null = null;

/** References that things of a kind make. */
export function referencesFrom(kind: KindName): readonly ReferencePlan[] {
  return remembered(plansFrom, kind, ({ from }) => from === kind);
}

/** References that name things of a kind. */
export function referencesTo(kind: KindName): readonly ReferencePlan[] {
  return remembered(plansTo, kind, ({ to }) => to === kind);
}

/** Calls back for every name that a row gives by one reference; what is no text is passed over. */
export function eachTarget(
  plan: ReferencePlan,
  row: Row,
  visit: (target: string, name: string, item: number) => void,
): void {
  const { field, column } = plan.reference;
  const value = row[field];
  if (value === undefined || value === null) return;
  if (typeof value === 'string') {
    visit(targetOf(plan, row, value), value, -1);
    return;
  }
  if (!Array.isArray(value)) return;
  for (let item = 0; item < value.length; item += 1) {
    const entry: unknown = value[item];
    const name = column === null ? entry : isRow(entry) ? entry[column] : undefined;
    if (typeof name === 'string') visit(targetOf(plan, row, name), name, item);
  }
}

/** The steps inside a row to a name that `eachTarget` told. */
export function stepsTo({ reference: { field, column } }: ReferencePlan, item: number): readonly (string | number)[] {
  if (item < 0) return [field];
  return column === null ? [field, item] : [field, item, column];
}

export function hasTarget(plan: ReferencePlan, row: Row, target: string): boolean {
  let found = false;
  eachTarget(plan, row, (candidate) => {
    if (candidate === target) found = true;
  });
  return found;
}

export interface KeyChange {
  readonly from: Key;
  readonly to: Key;
}

/**
 * Whether a row that names a thing goes on naming it under its new key. A list whose names are unique only within a field
 * of the row cannot follow a thing that leaves that field's value.
 */
export function follows(plan: ReferencePlan, row: Row, { from, to }: KeyChange): boolean {
  return (
    !Array.isArray(row[plan.reference.field]) || plan.holders.every((holder, i) => holder === null || from[i] === to[i])
  );
}

/** A row that follows, after the thing that it names got another key. */
export function retargeted(plan: ReferencePlan, row: Row, { from, to }: KeyChange): Row {
  const { field, column } = plan.reference;
  const oldName = from.at(-1);
  const newName = to.at(-1) ?? '';
  const value = row[field];
  if (!Array.isArray(value)) {
    const moved: Record<string, unknown> = { ...row, [field]: newName };
    plan.holders.forEach((holder, i) => {
      if (holder !== null) moved[holder] = to[i];
    });
    return moved;
  }
  const items = value.map((item: unknown) => {
    if (column === null) return item === oldName ? newName : item;
    return isRow(item) && item[column] === oldName ? { ...item, [column]: newName } : item;
  });
  return { ...row, [field]: items };
}

/** The key that a name means, as `keyText` writes it. */
export function targetOf({ holders }: ReferencePlan, row: Row, name: string): string {
  if (holders.length === 1) return name;
  return keyText(holders.map((holder) => (holder === null ? name : String(row[holder]))));
}

function remembered(
  memory: Map<KindName, readonly ReferencePlan[]>,
  kind: KindName,
  wanted: (reference: ReferenceShape) => boolean,
): readonly ReferencePlan[] {
  const known = memory.get(kind);
  if (known !== undefined) return known;
  const plans = allPlans().filter(({ reference }) => wanted(reference));
  memory.set(kind, plans);
  return plans;
}

/** One plan for each reference, the same object wherever it is met. */
function allPlans(): readonly ReferencePlan[] {
  everyPlan ??= references().map((reference) => ({
    reference,
    holders: kindNamed(reference.to).key.map((field) => reference.within[field] ?? null),
  }));
  return everyPlan;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
