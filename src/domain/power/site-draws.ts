import type { DeviceType } from '../site/kinds/device-type.js';
import { devicePartsOf, type SiteIndex } from '../site/site-index.js';
import { deviceDraw, type DeviceDraw } from './device-draw.js';

/** Draw of every device of a site in each load case, by its name. */
export function siteDraws(index: SiteIndex): ReadonlyMap<string, DeviceDraw> {
  const draws = new Map<string, DeviceDraw>();
  const ofPlainDevices = new Map<DeviceType, DeviceDraw>();
  for (const device of index.snapshot.devices) {
    const type = index.deviceTypes.get(device.type);
    if (type === undefined) continue;
    const corded = index.cordsByDevice.has(device.name);
    const isPlain =
      corded && device.modules === undefined && device.overrides === undefined && device.measuredPowerW === undefined;
    let draw = isPlain ? ofPlainDevices.get(type) : undefined;
    if (draw === undefined) {
      const { supplies } = devicePartsOf(index, device);
      draw = deviceDraw({ device, type, supplies, corded });
      if (isPlain) ofPlainDevices.set(type, draw);
    }
    draws.set(device.name, draw);
  }
  return draws;
}
