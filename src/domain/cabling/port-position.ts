import type { Assumption } from '../finding.js';
import type { SiteIndex } from '../site/site-index.js';
import type { SpacePoint, TrayExit } from './tray-graph.js';

/** Where a rack stands on the plan, as the floor places it. */
export interface RackPlace {
  readonly rack: string;
  readonly room: string;
  readonly centre: readonly [xM: number, yM: number];
  readonly depthM: number;
  /** ° clockwise from the y axis of the plan. */
  readonly frontBearingDeg: number;
}

export type RackSide = 'front' | 'rear';
export type RackEnd = 'top' | 'bottom';

/** Where a cable is plugged, in its rack. */
export interface PortPosition {
  readonly rack: string;
  readonly side: RackSide;
  /** m above the floor. */
  readonly heightM: number;
}

export type UnknownPosition = 'not in a rack' | 'unit not stated' | 'rack not placed';

/** One rack unit in m. Source: IEC 60297-3-100, 44.45 mm. */
export const RACK_UNIT_M = 0.04445;
/** m by which a cabinet is higher than its units, where its height is not stated. */
const FRAME_M = 0.12;
/** m from the door to the plane in which cables run down. */
const DOOR_GAP_M = 0.1;

/** Heights of a rack in m: where its units begin, and its top. */
interface RackHeights {
  readonly firstUnitM: number;
  readonly topM: number;
}

/** Finds ports and exits of racks, and remembers what it had to assume. */
export interface PortPositions {
  readonly portAt: (device: string, port: string) => PortPosition | UnknownPosition;
  /** The same for a supply of a device, which is on its rear. */
  readonly supplyAt: (device: string) => PortPosition | UnknownPosition;
  readonly topM: (rack: string) => number;
  readonly depthM: (rack: string) => number;
  readonly firstUnitM: (rack: string) => number;
  readonly exitOf: (rack: string, side: RackSide, end: RackEnd) => TrayExit;
  readonly assumptions: () => readonly Assumption[];
}

/**
 * Positions of the ports of a hall. A port is at the middle of the units of its device, on the side that the type states,
 * turned where the device is mounted on the rear; on the rear where the type states none. Units stand in the middle of
 * the height of their rack. Cables leave a rack at its top or bottom, 0.1 m inside the door on the side of their port.
 */
export function portPositions(index: SiteIndex, places: ReadonlyMap<string, RackPlace>): PortPositions {
  const heights = new Map<string, RackHeights>();
  const assumedHeights = new Set<string>();
  const assumedSides = new Set<string>();

  const heightsOf = (rack: string): RackHeights => {
    const known = heights.get(rack);
    if (known !== undefined) return known;
    const type = index.rackTypes.get(index.racks.get(rack)?.type ?? '');
    const unitsM = (type?.heightU ?? 0) * RACK_UNIT_M;
    if (type !== undefined && type.outerHeightMm === undefined) assumedHeights.add(type.slug);
    const topM = type?.outerHeightMm === undefined ? unitsM + FRAME_M : Math.max(unitsM, type.outerHeightMm / 1000);
    const found = { topM, firstUnitM: (topM - unitsM) / 2 };
    heights.set(rack, found);
    return found;
  };

  const positionOf = (name: string, statedSide: RackSide | undefined): PortPosition | UnknownPosition => {
    const device = index.devices.get(name);
    const rack = device?.rack;
    if (device === undefined || rack === undefined) return 'not in a rack';
    if (device.unit === undefined) return 'unit not stated';
    if (!places.has(rack)) return 'rack not placed';
    const rackType = index.rackTypes.get(index.racks.get(rack)?.type ?? '');
    const heightU = index.deviceTypes.get(device.type)?.heightU ?? 0;
    const above = device.unit - (rackType?.startingUnit ?? 1) + heightU / 2;
    const fromBottomU = rackType?.descendingUnits === true ? rackType.heightU - above : above;
    const side = statedSide ?? 'rear';
    return {
      rack,
      side: device.face === 'rear' ? opposite(side) : side,
      heightM: heightsOf(rack).firstUnitM + fromBottomU * RACK_UNIT_M,
    };
  };

  return {
    portAt: (name, port) => {
      const type = index.devices.get(name)?.type ?? '';
      const side = index.expandedDeviceTypes.get(type)?.ports.get(port)?.side;
      if (side === undefined) assumedSides.add(type);
      return positionOf(name, side);
    },
    supplyAt: (name) => positionOf(name, 'rear'),
    topM: (rack) => heightsOf(rack).topM,
    firstUnitM: (rack) => heightsOf(rack).firstUnitM,
    depthM: (rack) => places.get(rack)?.depthM ?? 0,
    exitOf: (rack, side, end) => {
      const place = places.get(rack);
      const at: SpacePoint =
        place === undefined ? [0, 0, 0] : [...sidePoint(place, side), end === 'top' ? heightsOf(rack).topM : 0];
      return { key: exitKey(rack, side, end), at, room: place?.room ?? null };
    },
    assumptions: () => [
      ...(assumedHeights.size === 0
        ? []
        : [
            {
              parameter: 'rackType.outerHeightMm',
              value: FRAME_M,
              unit: 'm',
              source: 'assumption: a cabinet is 0.12 m higher than its units',
              count: assumedHeights.size,
            },
          ]),
      ...(assumedSides.size === 0
        ? []
        : [
            {
              parameter: 'deviceType.ports.side',
              value: 'rear',
              unit: null,
              source: 'assumption: ports whose side is not stated are on the rear',
              count: assumedSides.size,
            },
          ]),
    ],
  };
}

export function exitKey(rack: string, side: RackSide, end: RackEnd): string {
  return `${rack}\u0000${side}\u0000${end}`;
}

/** Rack of an exit by its key. */
export function rackOfExit(key: string): string {
  return key.slice(0, key.indexOf('\u0000'));
}

function opposite(side: RackSide): RackSide {
  return side === 'front' ? 'rear' : 'front';
}

function sidePoint({ centre, depthM, frontBearingDeg }: RackPlace, side: RackSide): readonly [number, number] {
  const aheadM = (side === 'front' ? 1 : -1) * Math.max(0, depthM / 2 - DOOR_GAP_M);
  const radians = (frontBearingDeg * Math.PI) / 180;
  return [centre[0] + aheadM * Math.sin(radians), centre[1] + aheadM * Math.cos(radians)];
}
