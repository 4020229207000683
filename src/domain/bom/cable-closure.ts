import type { PlannedCable } from '../cabling/cable-plan.js';
import { isSoldByMetre, stockLengthFor } from '../cabling/stock-length.js';
import { transceiversOf } from '../cabling/transceivers.js';
import { sampleOf, type NameSample } from '../name-sample.js';
import { compareText, keyLabel } from '../site/key.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Bom } from './bom.js';
import { quantitySum } from './quantity.js';

type ClosureKind = 'cableType' | 'transceiverType' | 'deviceType' | 'itemType';

/** One thing that is ordered for the cabling: what the map needs of it and what the bill has. */
export interface ClosureRow {
  readonly kind: ClosureKind;
  readonly slug: string;
  /** m of the piece; null for what has no length. */
  readonly lengthM: number | null;
  /** Pieces or metres that the map needs. */
  readonly inMap: number;
  /** Pieces or metres that the bill uses. */
  readonly inBill: number;
  /** Spares on top, per length. */
  readonly spares: number;
}

/** Things of the map that no line of the bill uses, and why. */
export interface NotOrdered {
  readonly what: 'cable' | 'transceiver' | 'panel' | 'tray segment' | 'cord' | 'whip' | 'connector';
  readonly reason: string;
  readonly things: NameSample;
}

/** The cabling of a site against its bill, both ways. */
export interface CableClosure {
  readonly rows: readonly ClosureRow[];
  /** Rows whose two figures differ; a bill that is closed has none. */
  readonly open: readonly ClosureRow[];
  readonly notOrdered: readonly NotOrdered[];
  /** Uses of the bill that name a cable, transceiver, panel, tray or cord that the map does not have, as `kind name`. */
  readonly notInMap: readonly string[];
}

export interface ClosureGiven {
  readonly index: SiteIndex;
  /** Every cable of the map with its piece. */
  readonly cables: readonly PlannedCable[];
  /** Rack PDUs that hang on whips. */
  readonly whips: readonly string[];
  readonly bom: Pick<Bom, 'lines'>;
}

/** One thing of the map: how the bill names it, and what it takes of which line. */
interface Need {
  readonly what: NotOrdered['what'];
  readonly use: string;
  readonly name: string;
  readonly kind: ClosureKind;
  /** Null where the document does not say what is ordered for it. */
  readonly slug: string | null;
  readonly lengthM: number | null;
  readonly quantity: number;
}

const USES: ReadonlySet<string> = new Set(['cable', 'cord', 'transceiver', 'traySegment', 'device', 'whip']);

/**
 * Reconciles cables, cords, transceivers, panels, trays and whips of a site with the lines of its bill, both ways. The map
 * is counted thing by thing from the plan of the cables and the site, the bill line by line from its uses; neither is taken
 * from the other.
 */
export function cableClosureOf({ index, cables, whips, bom }: ClosureGiven): CableClosure {
  const needs = needsOf(index, cables, whips);
  const known = new Set(needs.map(({ use, name }) => `${use} ${name}`));
  const used = new Set<string>();
  const notInMap: string[] = [];
  const rows = new Map<string, ClosureRow>();
  for (const { kind, slug, lengthM, quantity } of needs) {
    if (slug === null) continue;
    const key = keyOf(kind, slug, lengthM);
    const row = rows.get(key) ?? { kind, slug, lengthM, inMap: 0, inBill: 0, spares: 0 };
    rows.set(key, { ...row, inMap: quantitySum([row.inMap, quantity]) });
  }
  for (const { kind, slug, lengthM, uses, quantitySpare } of bom.lines) {
    if (!isClosureKind(kind)) continue;
    const isPanel = kind === 'deviceType' && isPanelType(index, slug);
    const own = uses.filter((use) => USES.has(use.kind) && (use.kind !== 'device' || isPanel));
    for (const use of own) {
      const name = `${use.kind} ${use.name}`;
      used.add(name);
      if (!known.has(name)) notInMap.push(name);
    }
    const key = keyOf(kind, slug, lengthM);
    const row = rows.get(key);
    if (row === undefined && own.length === 0) continue;
    const inBill = quantitySum(own.map(({ quantity }) => quantity));
    rows.set(key, {
      kind,
      slug,
      lengthM,
      inMap: row?.inMap ?? 0,
      inBill: quantitySum([row?.inBill ?? 0, inBill]),
      spares: quantitySum([row?.spares ?? 0, quantitySpare]),
    });
  }
  const sorted = [...rows.values()].sort(
    (a, b) => compareText(a.kind, b.kind) || compareText(a.slug, b.slug) || (a.lengthM ?? 0) - (b.lengthM ?? 0),
  );
  return {
    rows: sorted,
    open: sorted.filter(({ inMap, inBill }) => Math.abs(inMap - inBill) > 1e-6),
    notOrdered: [...missing(needs, used), ...looseEnds(index, cables)],
    notInMap: notInMap.sort(compareText),
  };
}

/** Everything that the cabling of a site is built of. */
function needsOf(index: SiteIndex, cables: readonly PlannedCable[], whips: readonly string[]): readonly Need[] {
  const { snapshot, cableTypes } = index;
  const piece = (type: CableType | undefined, lengthM: number | null) => {
    const wholeM = lengthM === null ? null : millimetres(lengthM);
    if (type !== undefined && isSoldByMetre(type)) return { lengthM: null, quantity: wholeM ?? 0 };
    const stock = type === undefined || lengthM === null ? undefined : stockLengthFor(type, lengthM);
    return { lengthM: stock?.lengthM ?? wholeM, quantity: 1 };
  };
  return [
    ...cables.map(({ cable: { name, type }, lengthM, orderLengthM }): Need => {
      const order = piece(cableTypes.get(type), lengthM);
      const isByMetre = order.lengthM === null;
      const ofPlan = isByMetre || orderLengthM === null ? order.lengthM : millimetres(orderLengthM);
      return { what: 'cable', use: 'cable', name, kind: 'cableType', slug: type, ...order, lengthM: ofPlan };
    }),
    ...snapshot.cords.map(({ device, supply, cableType, lengthM }): Need => ({
      ...{ what: 'cord', use: 'cord', name: keyLabel([device, supply]), kind: 'cableType', slug: cableType ?? null },
      ...piece(cableTypes.get(cableType ?? ''), lengthM ?? null),
    })),
    ...transceiversOf(snapshot.cables).map(({ device, port, slug }): Need => ({
      ...{ what: 'transceiver', use: 'transceiver', name: `${device}:${port}`, kind: 'transceiverType', slug },
      ...ONE,
    })),
    ...snapshot.devices
      .filter(({ type }) => isPanelType(index, type))
      .map(({ name, type }): Need => ({
        ...{ what: 'panel', use: 'device', name, kind: 'deviceType', slug: type },
        ...ONE,
      })),
    ...snapshot.traySegments.map(({ name, item, from, to }): Need => ({
      ...{ what: 'tray segment', use: 'traySegment', name, kind: 'itemType', slug: item ?? null },
      lengthM: null,
      quantity: millimetres(Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2])),
    })),
    ...whips.map((name): Need => ({ what: 'whip', use: 'whip', name, kind: 'itemType', slug: null, ...ONE })),
  ];
}

const ONE = { lengthM: null, quantity: 1 } as const;

/** Things that no line uses, by what they are and why. */
function missing(needs: readonly Need[], used: ReadonlySet<string>): readonly NotOrdered[] {
  const groups = new Map<string, { what: NotOrdered['what']; reason: string; names: string[] }>();
  for (const { what, use, name, slug } of needs) {
    if (used.has(`${use} ${name}`)) continue;
    const reason = slug === null ? REASONS[what] : 'no line of the bill uses it';
    const group = groups.get(what + reason) ?? { what, reason, names: [] };
    groups.set(what + reason, group);
    group.names.push(name);
  }
  return [...groups.values()].map(({ what, reason, names }) => ({ what, reason, things: sampleOf(names) }));
}

const REASONS: Readonly<Record<NotOrdered['what'], string>> = {
  cable: 'names no cable type',
  transceiver: 'names no transceiver type',
  panel: 'names no device type',
  'tray segment': 'names no item of the catalog',
  cord: 'names no cable type',
  whip: 'the bill has no line for whips; their lengths are those of the ways over the power trays',
  connector: '',
};

/** Ends of cables cut from a drum, which bring no connectors of their own. */
function looseEnds(index: SiteIndex, cables: readonly PlannedCable[]): readonly NotOrdered[] {
  const ends = cables.flatMap(({ cable }) => {
    const type = index.cableTypes.get(cable.type);
    return type !== undefined && isSoldByMetre(type) ? cable.ends.map(({ device, port }) => `${device}:${port}`) : [];
  });
  if (ends.length === 0) return [];
  const reason = 'cut from a drum, and the catalog does not say what goes on their ends';
  return [{ what: 'connector', reason, things: sampleOf(ends) }];
}

function isPanelType(index: SiteIndex, slug: string): boolean {
  const ports = index.expandedDeviceTypes.get(slug)?.ports;
  if (ports !== undefined) for (const { kind } of ports.values()) if (kind === 'panel') return true;
  return panelRoles(index).has(slug);
}

const rolesMemory = new WeakMap<SiteIndex, ReadonlySet<string>>();

/** Types of the devices that the document calls panels. */
function panelRoles(index: SiteIndex): ReadonlySet<string> {
  const known = rolesMemory.get(index);
  if (known !== undefined) return known;
  const slugs = new Set(index.snapshot.devices.filter(({ role }) => role === 'panel').map(({ type }) => type));
  rolesMemory.set(index, slugs);
  return slugs;
}

function millimetres(lengthM: number): number {
  return Math.round(lengthM * 1000) / 1000;
}

function isClosureKind(kind: string): kind is ClosureKind {
  return kind === 'cableType' || kind === 'transceiverType' || kind === 'deviceType' || kind === 'itemType';
}

function keyOf(kind: string, slug: string, lengthM: number | null): string {
  return `${kind}\u0000${slug}\u0000${lengthM === null ? '' : String(lengthM)}`;
}
