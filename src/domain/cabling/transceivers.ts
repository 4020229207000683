import type { Cable } from '../site/kinds/cable.js';

/** A transceiver in a port of a device. */
export interface PluggedTransceiver {
  readonly device: string;
  readonly port: string;
  readonly slug: string;
  /** Of the first cable that is plugged into it. */
  readonly status: Cable['status'];
}

/** Transceivers of a site, one for each port that a cable end names with one: the sub-ports of a cage share theirs. */
export function transceiversOf(cables: readonly Cable[]): readonly PluggedTransceiver[] {
  const plugged = new Map<string, PluggedTransceiver>();
  for (const { ends, status } of cables) {
    for (const { device, port, transceiver: slug } of ends) {
      if (slug === undefined) continue;
      const key = `${device}\u0000${port}\u0000${slug}`;
      if (!plugged.has(key)) plugged.set(key, { device, port, slug, status });
    }
  }
  return [...plugged.values()];
}
