import type { Rule } from '../rule.js';
import { noSteadyStateAtMaximum } from './air-inlets.js';
import { deviceDeltaT, unknownDeltaT } from './cooling-delta-t.js';
import { airflowDirection, unknownDirection } from './cooling-direction.js';
import { deviceInlet, inletClass, unknownInlet } from './cooling-inlet.js';
import { inletMoisture } from './cooling-moisture.js';
import { roomAirflow, roomCapacity, unitLoss, unknownCapacity } from './cooling-rooms.js';
import { unknownAirflow, unknownHeat, unplacedHeat } from './cooling-unknowns.js';

export const coolingRules: readonly Rule[] = [
  deviceDeltaT,
  unknownDeltaT,
  deviceInlet,
  inletClass,
  inletMoisture,
  unknownInlet,
  noSteadyStateAtMaximum,
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
