import { compareText } from '../site/key.js';
import { transceiversOf } from '../cabling/transceivers.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Bom } from './bom.js';
import { quantitySum } from './quantity.js';

/** One thing that is ordered for the cabling: what the map needs of it and what the bill has. */
export interface ClosureRow {
  readonly kind: 'cableType' | 'transceiverType' | 'deviceType' | 'itemType';
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

/** The cabling chapter of the bill against the cable map, both ways. */
export interface CableClosure {
  readonly rows: readonly ClosureRow[];
  /** Rows whose two figures differ; a bill that is closed has none. */
  readonly open: readonly ClosureRow[];
  /** Cables of the map that no line of the bill orders. */
  readonly notOrdered: readonly string[];
}

/**
 * Reconciles cables, transceivers, panels and trays of a site with the lines of its bill. The map is counted thing by thing
 * from the schedule and the site, the bill line by line from its uses; neither is taken from the other.
 */
export function cableClosureOf(index: SiteIndex, bom: Bom): CableClosure {
  const map = new Map<string, { kind: ClosureRow['kind']; slug: string; lengthM: number | null; count: number }>();
  const need = (kind: ClosureRow['kind'], slug: string, lengthM: number | null, quantity: number) => {
    const key = keyOf(kind, slug, lengthM);
    const row = map.get(key) ?? { kind, slug, lengthM, count: 0 };
    map.set(key, { ...row, count: quantitySum([row.count, quantity]) });
  };
  const notOrdered: string[] = [];
  for (const { cable, type, orderLengthM, line } of bom.cableSchedule) {
    if (line === null) notOrdered.push(cable);
    const byMetre = index.cableTypes.get(type)?.unitOfMeasure === 'm';
    need('cableType', type, byMetre ? null : orderLengthM, byMetre ? (orderLengthM ?? 0) : 1);
  }
  for (const { slug } of transceiversOf(index.snapshot.cables)) need('transceiverType', slug, null, 1);
  for (const { role, type } of index.snapshot.devices) if (role === 'panel') need('deviceType', type, null, 1);
  for (const { item, from, to } of index.snapshot.traySegments) {
    if (item === undefined) continue;
    const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
    need('itemType', item, null, Math.round(lengthM * 1000) / 1000);
  }

  const rows = new Map<string, ClosureRow>();
  for (const [key, { count, ...row }] of map) rows.set(key, { ...row, inMap: count, inBill: 0, spares: 0 });
  for (const line of bom.lines) {
    const kind = closureKind(line.kind);
    if (kind === null) continue;
    const used = quantitySum(line.uses.filter((use) => isOfMap(use.kind)).map(({ quantity }) => quantity));
    const key = keyOf(kind, line.slug, line.lengthM);
    const row = rows.get(key);
    // Cords, racks and stock are not of the cable map.
    if (row === undefined && used === 0) continue;
    if (kind === 'deviceType' && row === undefined) continue;
    rows.set(key, {
      kind,
      slug: line.slug,
      lengthM: line.lengthM,
      inMap: row?.inMap ?? 0,
      inBill: used,
      spares: line.quantitySpare,
    });
  }
  const sorted = [...rows.values()].sort(
    (a, b) => compareText(a.kind, b.kind) || compareText(a.slug, b.slug) || (a.lengthM ?? 0) - (b.lengthM ?? 0),
  );
  return { rows: sorted, open: sorted.filter(({ inMap, inBill }) => Math.abs(inMap - inBill) > 1e-6), notOrdered };
}

function closureKind(kind: string): ClosureRow['kind'] | null {
  return kind === 'cableType' || kind === 'transceiverType' || kind === 'deviceType' || kind === 'itemType'
    ? kind
    : null;
}

function isOfMap(kind: string): boolean {
  return kind === 'cable' || kind === 'transceiver' || kind === 'device' || kind === 'traySegment';
}

function keyOf(kind: string, slug: string, lengthM: number | null): string {
  return `${kind}\u0000${slug}\u0000${lengthM === null ? '' : String(lengthM)}`;
}
