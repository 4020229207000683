import { holderOf, claimPort, type PortClaims } from '../site/expansion/port-claims.js';
import { expandNames } from '../site/name-pattern.js';
import { compareText } from '../site/key.js';
import type { SiteIndex } from '../site/site-index.js';

/** How the ports of one entry of a device type are used in one rack. */
export interface PortUsage {
  /** Null for devices in no rack. */
  readonly rack: string | null;
  readonly deviceType: string;
  /** Ports of the entry, as the device type writes them. */
  readonly ports: string;
  readonly devices: number;
  readonly total: number;
  /** Of these, with a cable in them or in one of their sub-ports. */
  readonly used: number;
  /** Kept for growth, and free of cables. */
  readonly reserved: number;
  readonly free: number;
}

type Open = {
  -readonly [Field in keyof PortUsage]: PortUsage[Field];
};

/** Every port of the hall as used, reserved or free: rack by rack, device type by device type, entry by entry. */
export function portUsageOf(index: SiteIndex): readonly PortUsage[] {
  const cables: PortClaims<object> = new Map();
  for (const cable of index.snapshot.cables) for (const end of cable.ends) claimPort(cables, end, cable);
  const growth: PortClaims<object> = new Map();
  for (const kept of index.reserved) for (const end of kept.ends) claimPort(growth, end, kept);

  const rows = new Map<string, Open>();
  const entries = new Map(
    index.snapshot.deviceTypes.map(({ slug, ports = [] }) => [
      slug,
      ports.map(({ name }) => ({ pattern: name, names: expandNames(name) })),
    ]),
  );
  for (const { name: device, type, rack = null } of index.snapshot.devices) {
    for (const { pattern, names } of entries.get(type) ?? []) {
      const key = JSON.stringify([rack, type, pattern]);
      const row = rows.get(key) ?? {
        rack,
        deviceType: type,
        ports: pattern,
        devices: 0,
        total: 0,
        used: 0,
        reserved: 0,
        free: 0,
      };
      rows.set(key, row);
      row.devices += 1;
      row.total += names.length;
      for (const port of names) {
        if (holderOf(cables, { device, port }) !== undefined) row.used += 1;
        else if (holderOf(growth, { device, port }) !== undefined) row.reserved += 1;
        else row.free += 1;
      }
    }
  }
  return [...rows.values()].sort(
    (a, b) =>
      compareText(a.rack ?? '', b.rack ?? '') ||
      compareText(a.deviceType, b.deviceType) ||
      compareText(a.ports, b.ports),
  );
}
