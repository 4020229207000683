import { compareText } from '../site/key.js';
import type { Cable } from '../site/kinds/cable.js';
import type { SiteIndex } from '../site/site-index.js';
import type { BomLine, CableScheduleRow } from './bom.js';
import type { ComputedLengths } from '../cabling/cable-lengths.js';
import { isSoldByMetre } from '../cabling/stock-length.js';
import { cableLengthM, cableOrder } from './order-length.js';

/** Every cable with its ends to rack, unit and port, and the line of the bill that orders it. */
export function cableScheduleOf(
  index: SiteIndex,
  lines: readonly BomLine[],
  computed: ComputedLengths,
): readonly CableScheduleRow[] {
  const lineOfCable = new Map<string, number>();
  for (const { number, uses } of lines) {
    for (const { kind, name } of uses) if (kind === 'cable') lineOfCable.set(name, number);
  }
  return index.snapshot.cables
    .map((cable): CableScheduleRow => ({
      cable: cable.name,
      label: cable.label ?? null,
      type: cable.type,
      bundle: cable.bundle ?? null,
      status: cable.status ?? 'planned',
      ends: cable.ends.map(({ device: name, port, subPort }) => {
        const device = index.devices.get(name);
        return { device: name, rack: device?.rack ?? null, unit: device?.unit ?? null, port, subPort: subPort ?? null };
      }),
      lengthM: cableLengthM(cable, computed),
      orderLengthM: orderLengthM(index, cable, computed),
      line: lineOfCable.get(cable.name) ?? null,
    }))
    .sort((a, b) => compareText(a.cable, b.cable));
}

function orderLengthM(index: SiteIndex, cable: Cable, computed: ComputedLengths): number | null {
  const type = index.cableTypes.get(cable.type);
  const order = type === undefined ? null : cableOrder(type, cableLengthM(cable, computed));
  if (type === undefined || order === null) return null;
  return isSoldByMetre(type) ? order.quantity : order.lengthM;
}
