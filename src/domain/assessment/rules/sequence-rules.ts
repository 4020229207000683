import type { Rule } from '../rule.js';
import { needBy, taskCircle, unknownDuration } from './sequence-network.js';
import { notSequenced, orderOverdue, orderUnknown } from './sequence-orders.js';

export const sequenceRules: readonly Rule[] = [
  taskCircle,
  unknownDuration,
  needBy,
  orderOverdue,
  orderUnknown,
  notSequenced,
];
