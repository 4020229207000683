import type { Rule } from '../rule.js';
import { deviceDeltaT, unknownDeltaT } from './cooling-delta-t.js';
import { airflowDirection, unknownDirection } from './cooling-direction.js';
import { deviceInlet, inletClass, inletMoisture, unknownInlet } from './cooling-inlet.js';
import { roomAirflow, roomCapacity, unitLoss, unknownCapacity } from './cooling-rooms.js';
import { unknownAirflow, unknownHeat, unplacedHeat } from './cooling-unknowns.js';

export const coolingRules: readonly Rule[] = [
  deviceDeltaT,
  unknownDeltaT,
  deviceInlet,
  inletClass,
  inletMoisture,
  unknownInlet,
  roomCapacity,
  roomAirflow,
  unitLoss,
  unknownCapacity,
  unknownHeat,
  unknownAirflow,
  unplacedHeat,
  airflowDirection,
  unknownDirection,
];
