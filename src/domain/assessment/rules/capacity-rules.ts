import type { Rule } from '../rule.js';
import { ethernetPath, expansionWithoutCompile, windowInPolicy } from './capacity-practice.js';
import { bucketGap, bucketOverlap } from './capacity-buckets.js';
import { shapesNotCompiled } from './capacity-recompile.js';
import { capsBeyondShapes, longPromptsDominate, unbucketedTail } from './capacity-shapes.js';
import {
  capacityUnknown,
  deploymentShort,
  promiseAfterLoss,
  promiseBroken,
  utilizationAbovePromise,
} from './capacity-promise.js';

export const capacityRules: readonly Rule[] = [
  promiseBroken,
  promiseAfterLoss,
  deploymentShort,
  capacityUnknown,
  utilizationAbovePromise,
  capsBeyondShapes,
  longPromptsDominate,
  unbucketedTail,
  ethernetPath,
  expansionWithoutCompile,
  shapesNotCompiled,
  bucketOverlap,
  bucketGap,
  windowInPolicy,
];
