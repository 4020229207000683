import type { DevicePort } from '../../domain/site/kinds/device-type.js';
import { connectorOf, hasJack, interfaceFacts } from './connectors.js';
import { stated } from './entry-facts.js';
import type { DeviceTypeFile, ModuleTypeFile } from './library-schemas.js';
import { nameRuns } from './name-runs.js';
import type { FieldNote } from './read-library-file.js';

type Components = Pick<
  DeviceTypeFile & ModuleTypeFile,
  'interfaces' | 'console-ports' | 'console-server-ports' | 'front-ports' | 'rear-ports'
>;
type ListName = keyof Components;

/** What a port whose name another list has already is called: names of ports are unique in a device. */
const APART: Readonly<Record<ListName, string>> = {
  interfaces: ' (interface)',
  'front-ports': ' (front)',
  'rear-ports': ' (rear)',
  'console-ports': ' (console)',
  'console-server-ports': ' (console server)',
};

/** Name of a port of a list whose name another list has too. */
export function nameApart(name: string, list: ListName): string {
  return `${name}${APART[list]}`;
}

/**
 * The ports of a type, neighbours alike written as one pattern. Virtual and radio interfaces are no ports. A name that an
 * earlier list has already gets the list behind it: ` (rear)`.
 */
export function portsOf(file: Components): {
  readonly ports: readonly DevicePort[];
  readonly notes: readonly FieldNote[];
} {
  const notes: FieldNote[] = [];
  const taken = new Set<string>();
  const ports: DevicePort[] = [];
  for (const list of Object.keys(APART) as ListName[]) {
    (file[list] ?? []).forEach((item, i) => {
      if (list === 'interfaces' && !hasJack(item.type ?? '')) {
        notes.push({
          class: 'left-out',
          code: 'interface-without-jack',
          path: [list, i],
          detail: `an interface of type ${item.type ?? 'none'} takes no cable`,
        });
        return;
      }
      const plain = plainName(item.name, [list, i, 'name'], notes);
      const name = taken.has(plain) ? nameApart(plain, list) : plain;
      if (taken.has(name)) {
        const detail = `the name ${name} is given twice; the second one is left out`;
        notes.push({ class: 'left-out', code: 'name-given-twice', path: [list, i, 'name'], detail });
        return;
      }
      if (name !== plain) {
        const detail = `another port has this name already; it is called like "${name}"`;
        notes.push({ class: 'reading', code: 'port-renamed', path: [list, i, 'name'], detail });
      }
      taken.add(name);
      ports.push({ name, ...factsOf(list, item) });
    });
  }
  return { ports: compact(ports), notes };
}

/** A name in which no bracket is taken for a pattern. */
export function plainName(name: string, path: FieldNote['path'], notes: FieldNote[]): string {
  const trimmed = name.trim();
  if (!/[[\]]/.test(trimmed)) return trimmed;
  const detail = 'square brackets stand for patterns of names; they are written as parentheses';
  notes.push({ class: 'reading', code: 'name-with-brackets', path, detail });
  return trimmed.replaceAll('[', '(').replaceAll(']', ')');
}

interface Component {
  readonly type?: string | undefined;
  readonly mgmt_only?: boolean | undefined;
}

function factsOf(list: ListName, { type, mgmt_only: isManagement }: Component): Omit<DevicePort, 'name'> {
  if (list === 'interfaces') {
    const facts = interfaceFacts(type ?? '');
    return isManagement === true ? { ...facts, kind: 'management' } : facts;
  }
  const connector = connectorOf(type);
  const told = connector === undefined ? {} : { connector };
  if (list === 'front-ports') return { kind: 'panel', ...told, side: 'front' };
  if (list === 'rear-ports') return { kind: 'panel', ...told, side: 'rear' };
  return { kind: 'console', ...told };
}

/** Neighbours that differ in their name only as patterns. */
export function compact<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  const result: T[] = [];
  for (let i = 0; i < items.length;) {
    const first = items[i];
    if (first === undefined) break;
    const facts = factsText(first);
    let end = i + 1;
    for (let next = items[end]; next !== undefined && factsText(next) === facts; next = items[end]) end += 1;
    const names = nameRuns(items.slice(i, end).map(({ name }) => name));
    result.push(...names.map((name) => ({ ...first, name })));
    i = end;
  }
  return result;
}

function factsText(item: { readonly name: string }): string {
  return JSON.stringify(stated({ ...item, name: undefined }));
}
