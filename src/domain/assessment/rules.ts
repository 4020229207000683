import type { Rule } from './rule.js';
import { cablingRules } from './rules/cabling-rules.js';
import { capacityRules } from './rules/capacity-rules.js';
import { coolingRules } from './rules/cooling-rules.js';
import { floorRules } from './rules/floor-rules.js';
import { powerRules } from './rules/power-rules.js';
import { sequenceRules } from './rules/sequence-rules.js';
import { siteRules } from './rules/site-rules.js';
import { spaceRules } from './rules/space-rules.js';

/** Every rule, run in this order. A new rule goes into the list of its discipline. */
export const rules: readonly Rule[] = [
  ...siteRules,
  ...capacityRules,
  ...powerRules,
  ...coolingRules,
  ...spaceRules,
  ...floorRules,
  ...cablingRules,
  ...sequenceRules,
];
