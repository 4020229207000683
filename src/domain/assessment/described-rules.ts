import { failureRules } from './failure-findings.js';
import { meterRules } from './meter-findings.js';
import type { RuleText } from './rule.js';
import { rules } from './rules.js';
import { airRules } from './rules/air-rules.js';
import { coolingLossRules } from './rules/cooling-loss-rules.js';

/** Every rule: of the assessment, and of studies of their own; one that judges both comes once. */
export const describedRules: readonly RuleText[] = [
  ...new Map(
    [...rules, ...airRules, ...coolingLossRules, ...failureRules, ...meterRules].map(
      ({ evaluate: _evaluate, ...text }) => [text.code, text] as const,
    ),
  ).values(),
];
