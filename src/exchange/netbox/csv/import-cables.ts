import type { Row } from '../../../domain/site/key.js';
import { nearestName } from '../../../domain/site/nearest-name.js';
import { plainText, stated } from '../entry-facts.js';
import { keptCells } from './custom-cells.js';
import { bracketless, portKey, type ComponentTable, type DeviceComponents } from './import-components.js';
import { cell, note, numberIn, refuse, tagsIn, type ImportContext } from './import-context.js';
import { withStatus } from './import-cells.js';
import { feedKey, type ImportedFeed } from './import-power.js';
import type { ReadRow } from './read-tables.js';
import { cableMedium } from './words.js';

/** Metres of one unit of NetBox. */
const METRES: Readonly<Record<string, number>> = { km: 1000, m: 1, cm: 0.01, mi: 1609.344, ft: 0.3048, in: 0.0254 };

const PORT_TERMINATIONS: Readonly<Record<string, ComponentTable>> = {
  'dcim.interface': 'interfaces',
  'dcim.frontport': 'front_ports',
  'dcim.rearport': 'rear_ports',
  'dcim.consoleport': 'console_ports',
};
const TERMINATIONS = [...Object.keys(PORT_TERMINATIONS), 'dcim.poweroutlet', 'dcim.powerport', 'dcim.powerfeed'];

/** One end of a cable. */
interface End {
  readonly type: string;
  /** Device, or power panel of a feed. */
  readonly owner: string;
  /** Name of the port, outlet, supply or feed in the document. */
  readonly name: string;
}

export interface Endpoints {
  /** Every device of the tables, rack PDUs included, with its components. */
  readonly components: ReadonlyMap<string, DeviceComponents>;
  readonly pdus: ReadonlySet<string>;
  readonly feeds: ReadonlyMap<string, ImportedFeed>;
}

export interface ImportedCables {
  readonly cables: readonly Row[];
  readonly cords: readonly Row[];
  readonly cableTypes: readonly Row[];
  /** What feeds each rack PDU. */
  readonly fedBy: ReadonlyMap<string, readonly string[]>;
}

export function cablesOf(context: ImportContext, endpoints: Endpoints): ImportedCables {
  const cables: Row[] = [];
  const cords: Row[] = [];
  const types = new Map<string, Row>();
  const fedBy = new Map<string, string[]>();
  const names = new Map<string, number>();
  for (const row of context.rows.cables) {
    const [a, b] = [sideOf(context, row, 'a', endpoints), sideOf(context, row, 'b', endpoints)];
    const [first, other] = [a[0], b[0]];
    if (first === undefined || other === undefined) continue;
    const power = powerPair(first, other, endpoints);
    if ([...a, ...b].some(({ type, owner }) => PORT_TERMINATIONS[type] !== undefined && endpoints.pdus.has(owner))) {
      const detail = 'a rack PDU has outlets and no ports here, so that a cable of data cannot end at it';
      note(context, row, { is: 'left-out', code: 'cable-left-out', detail });
    } else if (power === null && [...a, ...b].every(({ type }) => PORT_TERMINATIONS[type] !== undefined)) {
      cables.push(cableOf(context, row, { ends: [...a, ...b], types, names }));
    } else if (power?.kind === 'cord') cords.push(cordOf(context, row, power));
    else if (power?.kind === 'feed') fedBy.set(power.pdu, [...(fedBy.get(power.pdu) ?? []), power.feed]);
    else {
      const detail = `a cable from ${first.type} to ${other.type} is nothing that Plenum plans`;
      note(context, row, { is: 'left-out', code: 'cable-left-out', detail });
    }
  }
  return { cables, cords, cableTypes: [...types.values()], fedBy };
}

function sideOf(context: ImportContext, row: ReadRow, side: 'a' | 'b', endpoints: Endpoints): readonly End[] {
  const type = cell(row, `side_${side}_type`) ?? '';
  const names = split(cell(row, `side_${side}_name`));
  if (!TERMINATIONS.includes(type)) {
    const nearest = nearestName(type, TERMINATIONS);
    refuse(context, row, `side_${side}_type`, { code: 'range', allowed: `one of ${TERMINATIONS.join(', ')}`, nearest });
    return [];
  }
  const column = type === 'dcim.powerfeed' ? `side_${side}_power_panel` : `side_${side}_device`;
  const owners = split(cell(row, column));
  if (owners.length !== 1 && owners.length !== names.length) {
    refuse(context, row, column, { code: 'format', allowed: 'one name, or one for each of the terminations' });
    return [];
  }
  return names.flatMap((name, i) => {
    const owner = owners.length === 1 ? (owners[0] ?? '') : (owners[i] ?? '');
    const found = nameOf(endpoints, { type, owner, name });
    if (found !== null) return [{ type, owner, name: found }];
    const nearest = nearestName(name, namesAt(endpoints, { type, owner }));
    const allowed = `a termination of this type that ${owner} has`;
    refuse(context, row, `side_${side}_name`, { code: 'unresolved-reference', allowed, nearest });
    return [];
  });
}

function split(written: string | undefined): readonly string[] {
  return (written ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function nameOf(endpoints: Endpoints, { type, owner, name }: End): string | null {
  if (type === 'dcim.powerfeed') return endpoints.feeds.get(feedKey(owner, name))?.name ?? null;
  const parts = endpoints.components.get(owner);
  const table = PORT_TERMINATIONS[type];
  if (table !== undefined) return parts?.portNames.get(portKey(table, name)) ?? null;
  return namesAt(endpoints, { type, owner }).includes(bracketless(name)) ? bracketless(name) : null;
}

function namesAt(endpoints: Endpoints, { type, owner }: Pick<End, 'type' | 'owner'>): readonly string[] {
  const parts = endpoints.components.get(owner);
  if (type === 'dcim.poweroutlet') return (parts?.outlets ?? []).map(({ name }) => name);
  if (type === 'dcim.powerport') return (parts?.supplies ?? []).map(({ name }) => name);
  const prefix = `${PORT_TERMINATIONS[type] ?? ''} `;
  return [...(parts?.portNames.keys() ?? [])].flatMap((key) =>
    key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
  );
}

type PowerPair =
  | {
      readonly kind: 'cord';
      readonly device: string;
      readonly supply: string;
      readonly pdu: string;
      readonly outlet: string;
    }
  | { readonly kind: 'feed'; readonly pdu: string; readonly feed: string };

/** An outlet of a rack PDU with the inlet of a device, or a feed with the inlet of a rack PDU. */
function powerPair(first: End, other: End, { pdus }: Endpoints): PowerPair | null {
  const inlet = [first, other].find(({ type }) => type === 'dcim.powerport');
  const source = [first, other].find(({ type }) => type === 'dcim.poweroutlet' || type === 'dcim.powerfeed');
  if (inlet === undefined || source === undefined) return null;
  if (source.type === 'dcim.powerfeed') {
    return pdus.has(inlet.owner) ? { kind: 'feed', pdu: inlet.owner, feed: source.name } : null;
  }
  if (!pdus.has(source.owner) || pdus.has(inlet.owner)) return null;
  return { kind: 'cord', device: inlet.owner, supply: inlet.name, pdu: source.owner, outlet: source.name };
}

const ENDS = ['a', 'b'].flatMap((side) =>
  ['site', 'device', 'power_panel', 'type', 'name'].map((column) => `side_${side}_${column}`),
);
const READ = [...ENDS, 'type', 'status', 'bundle', 'label', 'length', 'length_unit', 'description', 'tags'];

function cableOf(
  context: ImportContext,
  row: ReadRow,
  {
    ends,
    types,
    names,
  }: { readonly ends: readonly End[]; readonly types: Map<string, Row>; readonly names: Map<string, number> },
): Row {
  const label = cell(row, 'label');
  const [first] = ends;
  const wanted = label ?? `${first?.owner ?? ''}:${first?.name ?? ''}`;
  const count = (names.get(wanted) ?? 0) + 1;
  names.set(wanted, count);
  const word = cell(row, 'type') ?? 'cat6';
  if (cell(row, 'type') === undefined) {
    const detail = 'the cable names no type; taken as cat6 until stated';
    note(context, row, { is: 'reading', code: 'cable-type-default', field: 'type', detail });
  }
  const type = `netbox-${word}`;
  types.set(type, { slug: type, manufacturer: 'Unknown', model: word, medium: cableMedium(word) });
  return {
    name: (count === 1 ? wanted : `${wanted} (${String(count)})`).slice(0, 200),
    type,
    ends: ends.map(({ owner, name }) => ({ device: owner, port: name })),
    ...stated({
      label,
      bundle: cell(row, 'bundle'),
      lengthM: lengthIn(context, row),
      description: plainText(cell(row, 'description')),
    }),
    ...tagsIn(row),
    ...withStatus(context, row, { table: 'cable', kept: keptCells(row.cells, { read: READ }) }),
  };
}

function cordOf(
  context: ImportContext,
  row: ReadRow,
  { device, supply, pdu, outlet }: Extract<PowerPair, { kind: 'cord' }>,
): Row {
  const read = READ.filter((column) => column !== 'label' && column !== 'bundle');
  return {
    device,
    supply,
    pdu,
    outlet,
    ...stated({ lengthM: lengthIn(context, row), description: plainText(cell(row, 'description')) }),
    ...tagsIn(row),
    ...withStatus(context, row, { table: 'cable', kept: keptCells(row.cells, { read }) }),
  };
}

function lengthIn(context: ImportContext, row: ReadRow): number | undefined {
  const length = numberIn(context, row, 'length');
  if (length === undefined) return undefined;
  const unit = METRES[cell(row, 'length_unit') ?? ''];
  if (unit === undefined) {
    refuse(context, row, 'length_unit', { code: 'range', allowed: `one of ${Object.keys(METRES).join(', ')}` });
    return undefined;
  }
  return Math.round(length * unit * 1e4) / 1e4;
}
