import type { StudyRule } from '../rule.js';
import type { AirContext } from '../air-study.js';
import { aisleDirection, openUnits } from './air-direction.js';
import { measuredInlet, modelError, rateOfChange } from './air-measured.js';
import { aisleStarved, bypass, contained, tilePressure, unitRating, unitShort } from './air-supply.js';
import {
  hotSpot,
  implausibleRise,
  noSteadyState,
  unknownAltitude,
  unknownRackAir,
  unknownSupply,
} from './air-inlets.js';
import { circuitShort, uncooledLiquid, unknownCircuit } from './liquid-circuits.js';
import { approach, dewPoint, liquidFlow, unknownLiquid } from './liquid-units.js';

/** Rules that judge the air of a site; see {@link AirContext}. */
export const airRules: readonly StudyRule<AirContext>[] = [
  noSteadyState,
  hotSpot,
  unitShort,
  unitRating,
  aisleStarved,
  contained,
  bypass,
  tilePressure,
  aisleDirection,
  openUnits,
  implausibleRise,
  measuredInlet,
  modelError,
  rateOfChange,
  dewPoint,
  approach,
  circuitShort,
  uncooledLiquid,
  liquidFlow,
  unknownAltitude,
  unknownSupply,
  unknownRackAir,
  unknownCircuit,
  unknownLiquid,
];
