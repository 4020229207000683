import type { Rule } from '../rule.js';
import { frontClearance, rearClearance } from './floor-aisles.js';
import { inObstacle, obstacleClearance, outsideWall, rackOverlap } from './floor-conflicts.js';
import { floorLoad, pointLoad, rackWeight } from './floor-loads.js';
import { slotBeyondRow, slotTaken, tileAlignment } from './floor-rows.js';
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
  unplacedRack,
  unplacedEquipment,
  crossedOutline,
];
