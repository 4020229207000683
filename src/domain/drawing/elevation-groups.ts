import type { AssessedSite } from '../assessment/assessment.js';
import { compareText } from '../site/key.js';
import type { Face } from './elevation.js';

/** Racks that look the same from both sides, and the faces that are worth drawing. */
export interface ElevationGroup {
  /** The first of them is drawn. */
  readonly racks: readonly string[];
  /** The rear too where it shows something else. */
  readonly faces: readonly Face[];
}

/** Racks grouped by what an elevation shows of them: their type, and type, unit and face of every device. */
export function elevationGroups({ index }: AssessedSite): readonly ElevationGroup[] {
  const groups = new Map<string, { racks: string[]; faces: readonly Face[] }>();
  for (const rack of index.snapshot.racks) {
    const devices = (index.devicesByRack.get(rack.name) ?? []).filter(
      (device) => (index.deviceTypes.get(device.type)?.heightU ?? 0) > 0,
    );
    const contents = devices
      .map(({ type, unit, face, role }) => JSON.stringify([type, unit ?? null, face ?? 'front', role ?? null]))
      .sort(compareText);
    const key = JSON.stringify([rack.type, contents]);
    const group = groups.get(key);
    if (group !== undefined) {
      group.racks.push(rack.name);
      continue;
    }
    const hasRear = devices.some(
      (device) => device.face === 'rear' || index.deviceTypes.get(device.type)?.fullDepth === false,
    );
    groups.set(key, { racks: [rack.name], faces: hasRear ? ['front', 'rear'] : ['front'] });
  }
  return [...groups.values()];
}
