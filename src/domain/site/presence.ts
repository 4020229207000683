import type { SiteSnapshot } from './document.js';
import type { Status } from './fields.js';

interface Life {
  readonly status?: Status | undefined;
  readonly availableFrom?: string | undefined;
  readonly retiredFrom?: string | undefined;
}

/** Whether a thing is part of the hall on a day: not before `availableFrom`, not from `retiredFrom` on. */
export function isPresentOn(thing: Life, asOf: string): boolean {
  if (thing.availableFrom !== undefined && thing.availableFrom > asOf) return false;
  return thing.retiredFrom === undefined || thing.retiredFrom > asOf;
}

/** Whether a thing is still wanted on a day: not retired by then. */
export function isWantedOn(thing: Life, asOf: string): boolean {
  return thing.retiredFrom === undefined || thing.retiredFrom > asOf;
}

/**
 * The part of a site that passes a test of presence. What hangs on something that is left out is left out with it:
 * the devices of a rack, the cords of a device, the cables of a port.
 */
export function snapshotWhere(snapshot: SiteSnapshot, isThere: (thing: Life) => boolean): SiteSnapshot {
  const racks = snapshot.racks.filter(isThere);
  const rackNames = new Set(racks.map(({ name }) => name));
  const stands = (thing: { readonly rack?: string | undefined }) =>
    thing.rack === undefined || rackNames.has(thing.rack);
  const devices = snapshot.devices.filter((device) => isThere(device) && stands(device));
  const powerElements = snapshot.powerElements.filter((element) => isThere(element) && stands(element));
  const deviceNames = new Set(devices.map(({ name }) => name));
  const elementNames = new Set(powerElements.map(({ name }) => name));
  return {
    ...snapshot,
    racks,
    devices,
    powerElements,
    pods: snapshot.pods.filter(isThere),
    obstacles: snapshot.obstacles.filter(isThere),
    cords: snapshot.cords.filter((cord) => isThere(cord) && deviceNames.has(cord.device) && elementNames.has(cord.pdu)),
    coolingUnits: snapshot.coolingUnits.filter((unit) => isThere(unit) && stands(unit)),
    waterLoops: snapshot.waterLoops.filter(isThere),
    heatRejections: snapshot.heatRejections.filter(isThere),
    traySegments: snapshot.traySegments.filter(isThere),
    cables: snapshot.cables.filter(
      (cable) => isThere(cable) && cable.ends.every(({ device }) => deviceNames.has(device)),
    ),
    deployments: snapshot.deployments.filter(isThere),
  };
}
