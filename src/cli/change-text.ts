import type { Change } from '../domain/site/changes.js';
import { keyLabel, keyOf } from '../domain/site/key.js';
import { showValue } from '../exchange/document/text-display.js';

/** One change in a line, such as `update rack A02: serial = "S-1"`. */
export function changeLine(change: Change): string {
  const what = `${change.op} ${change.kind} ${keyLabel(keyOfChange(change))}`;
  if (change.op !== 'update') return what;
  const fields = Object.entries(change.set).map(([field, value]) =>
    value === null ? `${field} removed` : `${field} = ${showValue(value)}`,
  );
  return `${what}: ${fields.join(', ')}`;
}

/** One change for `--format json`. */
export function changeView(change: Change) {
  const set = change.op === 'update' ? { set: change.set } : {};
  return { op: change.op, kind: change.kind, key: keyLabel(keyOfChange(change)), ...set };
}

export function changesSum(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing changes.';
  const { create, update, delete: deleted } = countsOf(changes);
  return `${String(create)} created · ${String(update)} changed · ${String(deleted)} deleted`;
}

export function countsOf(changes: readonly Change[]) {
  const count = (op: Change['op']) => changes.filter((change) => change.op === op).length;
  return { create: count('create'), update: count('update'), delete: count('delete') };
}

function keyOfChange(change: Change) {
  return change.op === 'create' ? keyOf(change.kind, change.value) : change.key;
}
