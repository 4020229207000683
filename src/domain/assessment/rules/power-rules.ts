import type { Rule } from '../rule.js';
import { chainCycle, chainGap, unfedRack } from './power-chain.js';
import { cordConnector, outletTwice, unknownOutlet, unknownSupply } from './power-cords.js';
import { imbalance } from './power-imbalance.js';
import { breakerLoad, feedLoss, openLoad, pduLoad } from './power-load.js';
import { bankLoad, outletLoad } from './power-pdu-parts.js';
import { coordinationStudy, cordPhases, deratingOpen, elementLegs, interruptingRating } from './power-protection.js';
import { rackDraw } from './power-rack-draw.js';
import { serviceAfterLoss, singleFed } from './power-service.js';
import { unknownDraw, unknownRating } from './power-unknowns.js';
import { outletLegs, phaseMismatch, voltageMismatch } from './power-voltage.js';
import { unknownVoltageDrop, voltageDrop } from './power-voltage-drop.js';

/** Rules about the power chain, from the rack upwards, then about what is missing or wrong in its description. */
export const powerRules: readonly Rule[] = [
  rackDraw,
  pduLoad,
  bankLoad,
  outletLoad,
  breakerLoad,
  feedLoss,
  serviceAfterLoss,
  singleFed,
  imbalance,
  voltageDrop,
  openLoad,
  unknownVoltageDrop,
  unknownDraw,
  unknownRating,
  chainCycle,
  chainGap,
  unfedRack,
  voltageMismatch,
  phaseMismatch,
  outletLegs,
  outletTwice,
  unknownOutlet,
  unknownSupply,
  cordConnector,
  cordPhases,
  elementLegs,
  interruptingRating,
  deratingOpen,
  coordinationStudy,
];
