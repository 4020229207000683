import type { TotalItem } from '../finding.js';
import { deviceDraw } from '../power/device-draw.js';
import { devicePartsOf, type SiteIndex } from '../site/site-index.js';

/** Draw of every device at maximum, W, by its name: what power hands to cooling. */
export function maximumDraws(index: SiteIndex): ReadonlyMap<string, TotalItem> {
  const draws = new Map<string, TotalItem>();
  for (const device of index.snapshot.devices) {
    const type = index.deviceTypes.get(device.type);
    if (type === undefined) continue;
    const { supplies } = devicePartsOf(index, device);
    const corded = index.cordsByDevice.has(device.name);
    draws.set(device.name, deviceDraw({ device, type, supplies, corded }).maximum);
  }
  return draws;
}
