import type { Subject } from '../finding.js';
import { grouped } from '../site/grouping.js';
import { keyLabel } from '../site/key.js';
import type { Obstacle } from '../site/kinds/obstacle.js';
import type { Room } from '../site/kinds/room.js';
import type { SiteIndex } from '../site/site-index.js';
import type { PlanPoint, RackPlacement, UnplacedEquipment } from './floor-figures.js';
import { isSimplePolygon, orientedRectangle, type Polygon, type Rectangle } from './geometry.js';

const M_PER_MM = 0.001;

/** Something that stands on the floor of a room. */
export interface FloorThing {
  readonly subject: Subject;
  readonly rectangle: Rectangle;
}

export interface FloorObstacle {
  readonly subject: Subject;
  readonly kind: Obstacle['kind'];
  readonly outline: Polygon;
  readonly clearanceM: number;
}

/** A room with everything that has a place in it. */
export interface RoomThings {
  readonly room: Room;
  readonly outline: Polygon;
  /** Racks first, then cooling units and power elements. */
  readonly things: readonly FloorThing[];
  readonly obstacles: readonly FloorObstacle[];
}

/** The rooms of a site with what stands in them, and what could not be placed or judged. */
export interface FloorThings {
  /** Rooms with a simple outline. */
  readonly rooms: readonly RoomThings[];
  readonly unplacedEquipment: readonly UnplacedEquipment[];
  readonly crossedOutlines: readonly Subject[];
}

/** Everything that has a place on the floor, by room. Obstacles whose outline crosses itself are left out and named. */
export function floorThings(index: SiteIndex, placements: ReadonlyMap<string, RackPlacement>): FloorThings {
  const equipment = equipmentByRoom(index);
  const racks = grouped(placements.values(), ({ room }) => room);
  const obstacles = grouped(index.snapshot.obstacles, ({ room }) => room);
  const crossedOutlines: Subject[] = [];
  const rooms: RoomThings[] = [];
  for (const room of index.snapshot.rooms) {
    const { outline } = room;
    const isSimple = isSimplePolygon(outline);
    if (!isSimple) crossedOutlines.push({ kind: 'room', name: room.name });
    const standing: FloorObstacle[] = [];
    for (const obstacle of obstacles.get(room.name) ?? []) {
      const subject = { kind: 'obstacle', name: keyLabel([room.name, obstacle.name]) };
      const { kind, outline: footprint, clearanceM = 0 } = obstacle;
      if (!isSimplePolygon(footprint)) crossedOutlines.push(subject);
      else standing.push({ subject, kind, outline: footprint, clearanceM });
    }
    if (!isSimple) continue;
    rooms.push({
      room,
      outline,
      things: [...(racks.get(room.name) ?? []).map(thingOfRack), ...(equipment.placed.get(room.name) ?? [])],
      obstacles: standing,
    });
  }
  return { rooms, unplacedEquipment: equipment.unplaced, crossedOutlines };
}

function thingOfRack({ rack, corners }: RackPlacement): FloorThing {
  return { subject: { kind: 'rack', name: rack }, rectangle: corners };
}

interface Equipment {
  readonly subject: Subject;
  readonly room: string;
  readonly position: PlanPoint | undefined;
  readonly bearingDeg: number | undefined;
  readonly widthMm: number | undefined;
  readonly depthMm: number | undefined;
}

function equipmentByRoom(index: SiteIndex): {
  placed: ReadonlyMap<string, readonly FloorThing[]>;
  unplaced: readonly UnplacedEquipment[];
} {
  const placed = new Map<string, FloorThing[]>();
  const unplaced: UnplacedEquipment[] = [];
  for (const { subject, room, position, bearingDeg, widthMm, depthMm } of equipmentOf(index)) {
    if (position === undefined || widthMm === undefined || depthMm === undefined) {
      unplaced.push({ room, thing: subject });
      continue;
    }
    const rectangle = orientedRectangle({
      centre: position,
      widthM: widthMm * M_PER_MM,
      depthM: depthMm * M_PER_MM,
      frontBearingDeg: bearingDeg ?? 0,
    });
    const things = placed.get(room) ?? [];
    placed.set(room, things);
    things.push({ subject, rectangle });
  }
  return { placed, unplaced };
}

/** Cooling units that hang on no rack, and power elements of which a room and a position or a size are given. */
function* equipmentOf(index: SiteIndex): Generator<Equipment> {
  for (const unit of index.snapshot.coolingUnits) {
    if (unit.rack !== undefined) continue;
    const type = index.coolingUnitTypes.get(unit.type);
    yield {
      subject: { kind: 'coolingUnit', name: unit.name },
      room: unit.room,
      position: unit.position,
      bearingDeg: unit.frontBearingDeg,
      widthMm: type?.widthMm,
      depthMm: type?.depthMm,
    };
  }
  for (const element of index.snapshot.powerElements) {
    const { room, position, widthMm, depthMm } = element;
    const hasFootprint = position !== undefined || (widthMm !== undefined && depthMm !== undefined);
    if (room === undefined || element.rack !== undefined || !hasFootprint) continue;
    yield {
      subject: { kind: 'powerElement', name: element.name },
      room,
      position,
      bearingDeg: element.frontBearingDeg,
      widthMm,
      depthMm,
    };
  }
}
