import type { KindDefinition } from './definition.js';
import { artifact } from './kinds/artifact.js';
import { assumption } from './kinds/assumption.js';
import { cable } from './kinds/cable.js';
import { cableType } from './kinds/cable-type.js';
import { calendar } from './kinds/calendar.js';
import { coolingUnit } from './kinds/cooling-unit.js';
import { coolingUnitType } from './kinds/cooling-unit-type.js';
import { coolingZone } from './kinds/cooling-zone.js';
import { cord } from './kinds/cord.js';
import { deployment } from './kinds/deployment.js';
import { device } from './kinds/device.js';
import { deviceType } from './kinds/device-type.js';
import { floorRoute } from './kinds/floor-route.js';
import { heatRejection } from './kinds/heat-rejection.js';
import { itemType } from './kinds/item-type.js';
import { moduleType } from './kinds/module-type.js';
import { obstacle } from './kinds/obstacle.js';
import { pduType } from './kinds/pdu-type.js';
import { phase } from './kinds/phase.js';
import { pod } from './kinds/pod.js';
import { podTemplate } from './kinds/pod-template.js';
import { portMap } from './kinds/port-map.js';
import { powerElement } from './kinds/power-element.js';
import { rack } from './kinds/rack.js';
import { rackReservation } from './kinds/rack-reservation.js';
import { rackType } from './kinds/rack-type.js';
import { reading } from './kinds/reading.js';
import { resource } from './kinds/resource.js';
import { room } from './kinds/room.js';
import { row } from './kinds/row.js';
import { site } from './kinds/site.js';
import { spare } from './kinds/spare.js';
import { stagingArea } from './kinds/staging-area.js';
import { task } from './kinds/task.js';
import { traySegment } from './kinds/tray-segment.js';
import { transceiverType } from './kinds/transceiver-type.js';
import { waterLoop } from './kinds/water-loop.js';
import { workload } from './kinds/workload.js';

/** Every array of the document, in the order in which a reader meets them. */
export const collections = {
  rackTypes: rackType,
  deviceTypes: deviceType,
  moduleTypes: moduleType,
  pduTypes: pduType,
  coolingUnitTypes: coolingUnitType,
  cableTypes: cableType,
  transceiverTypes: transceiverType,
  itemTypes: itemType,
  podTemplates: podTemplate,
  rooms: room,
  stagingAreas: stagingArea,
  obstacles: obstacle,
  floorRoutes: floorRoute,
  rows: row,
  pods: pod,
  racks: rack,
  devices: device,
  rackReservations: rackReservation,
  powerElements: powerElement,
  cords: cord,
  coolingZones: coolingZone,
  coolingUnits: coolingUnit,
  waterLoops: waterLoop,
  heatRejections: heatRejection,
  readings: reading,
  traySegments: traySegment,
  portMaps: portMap,
  cables: cable,
  spares: spare,
  artifacts: artifact,
  workloads: workload,
  deployments: deployment,
  calendars: calendar,
  resources: resource,
  phases: phase,
  tasks: task,
  assumptions: assumption,
} as const;

export type CollectionName = keyof typeof collections;
export type KindName = 'site' | (typeof collections)[CollectionName]['name'];

export const collectionNames = Object.keys(collections) as readonly CollectionName[];

/** Every kind, the site first. */
export const kinds: readonly KindDefinition<KindName>[] = [site, ...Object.values(collections)];

const byName = new Map<string, KindDefinition<KindName>>(kinds.map((kind) => [kind.name, kind]));

/** The definition of a kind by its name in changes and findings. */
export function kindNamed(name: KindName): KindDefinition<KindName> {
  const kind = byName.get(name);
  if (kind === undefined) throw new RangeError(`no kind is named ${name}`);
  return kind;
}

export function isKindName(name: string): name is KindName {
  return byName.has(name);
}

/** The array of the document that holds a kind. */
export function collectionOf(name: Exclude<KindName, 'site'>): CollectionName {
  return kindNamed(name).plural as CollectionName;
}
