import { compareText } from '../site/key.js';
import type { SiteIndex } from '../site/site-index.js';
import type { BomLine, CableScheduleRow } from './bom.js';
import { cableLengthM, orderedCable } from './requirements.js';

/** Every cable with both ends to rack, unit and port, and the line of the bill that orders it. */
export function cableScheduleOf(index: SiteIndex, lines: readonly BomLine[]): readonly CableScheduleRow[] {
  const lineOfCable = new Map(
    lines.flatMap((line) =>
      line.uses.filter(({ kind }) => kind === 'cable').map(({ name }) => [name, line.number] as const),
    ),
  );
  return index.snapshot.cables
    .map((cable): CableScheduleRow => {
      const type = index.cableTypes.get(cable.type);
      const lengthM = cableLengthM(cable);
      return {
        cable: cable.name,
        label: cable.label ?? null,
        type: cable.type,
        bundle: cable.bundle ?? null,
        status: cable.status ?? 'planned',
        ends: cable.ends.map(({ device: name, port, subPort }) => {
          const device = index.devices.get(name);
          return {
            device: name,
            rack: device?.rack ?? null,
            unit: device?.unit ?? null,
            port,
            subPort: subPort ?? null,
          };
        }),
        lengthM,
        orderLengthM: type === undefined ? null : orderedCable(type, lengthM).lengthM,
        line: lineOfCable.get(cable.name) ?? null,
      };
    })
    .sort((a, b) => compareText(a.cable, b.cable));
}
