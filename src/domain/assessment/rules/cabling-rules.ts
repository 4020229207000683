import type { Rule } from '../rule.js';
import { connectorMismatch, portsNotStated, portTwice, unknownPort } from './cabling-ports.js';
import { portMapDeviation, portMapProblem } from './cabling-port-map.js';
import { reach, unknownReach } from './cabling-reach.js';

export const cablingRules: readonly Rule[] = [
  portTwice,
  unknownPort,
  portsNotStated,
  connectorMismatch,
  reach,
  unknownReach,
  portMapProblem,
  portMapDeviation,
];
