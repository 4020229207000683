import type { Rule } from '../rule.js';
import { connectorMismatch, portsNotStated, portTwice, unknownPort } from './cabling-ports.js';
import { reach, unknownReach } from './cabling-reach.js';

export const cablingRules: readonly Rule[] = [
  portTwice,
  unknownPort,
  portsNotStated,
  connectorMismatch,
  reach,
  unknownReach,
];
