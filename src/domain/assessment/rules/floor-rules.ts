import type { Rule } from '../rule.js';
import { frontClearance, rearClearance } from './floor-aisles.js';
import { inObstacle, obstacleClearance, outsideWall, rackOverlap } from './floor-conflicts.js';
import { headroom, trayInRack, unknownHeadroom, unknownWorkingSpace, workingSpace } from './floor-heights.js';
import { floorLoad, pointLoad, rackWeight } from './floor-loads.js';
import { slotBeyondRow, slotTaken, tileAlignment } from './floor-rows.js';
import { noRoute, routeHeight, routeLoad, routeTurn, routeWidth, unknownRoute } from './floor-routes.js';
import { deadEnd, doorSwing, rowEnd, rowLength, staging } from './floor-ways.js';
import { crossedOutline, unknownFloorLimit, unknownWeight, unplacedEquipment, unplacedRack } from './floor-unknowns.js';

export const floorRules: readonly Rule[] = [
  rackWeight,
  floorLoad,
  pointLoad,
  unknownFloorLimit,
  unknownWeight,
  rackOverlap,
  inObstacle,
  obstacleClearance,
  outsideWall,
  frontClearance,
  rearClearance,
  slotTaken,
  slotBeyondRow,
  tileAlignment,
  rowEnd,
  rowLength,
  deadEnd,
  workingSpace,
  doorSwing,
  routeWidth,
  routeTurn,
  routeLoad,
  routeHeight,
  staging,
  headroom,
  trayInRack,
  noRoute,
  unknownRoute,
  unknownWorkingSpace,
  unknownHeadroom,
  unplacedRack,
  unplacedEquipment,
  crossedOutline,
];
