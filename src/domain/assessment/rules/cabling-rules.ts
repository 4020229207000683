import type { Rule } from '../rule.js';
import { connectorMismatch, portsNotStated, portTwice, unknownPort } from './cabling-ports.js';
import { labelContradiction } from './cabling-labels.js';
import { optics } from './cabling-link-fit.js';
import { portMapDeviation, portMapProblem } from './cabling-port-map.js';
import { reach, unknownReach } from './cabling-reach.js';
import {
  noRoute,
  noStockLength,
  routeMedium,
  shortCable,
  shortCord,
  shortSlack,
  tightBend,
  traysApart,
} from './cabling-routes.js';
import { trayFill, trayLoad, trayUnknown } from './cabling-trays.js';

export const cablingRules: readonly Rule[] = [
  portTwice,
  unknownPort,
  portsNotStated,
  connectorMismatch,
  reach,
  unknownReach,
  portMapProblem,
  portMapDeviation,
  noRoute,
  traysApart,
  shortCable,
  shortSlack,
  noStockLength,
  routeMedium,
  tightBend,
  trayFill,
  trayLoad,
  trayUnknown,
  shortCord,
  optics,
  labelContradiction,
];
