import { describedRules } from '../domain/assessment/described-rules.js';
import type { RuleText } from '../domain/assessment/rule.js';
import { ruleIndexPage, rulePage } from '../reports/markdown/rule-page.js';

/** The documentation of every rule, by its path in the repository. */
export function rulePages(): Readonly<Record<string, string>> {
  return {
    'docs/rules/README.md': ruleIndexPage(describedRules),
    ...Object.fromEntries(describedRules.map((rule) => [`docs/rules/${rule.code}.md`, rulePage(rule)])),
  };
}

/** What a rule says of itself. */
export type RuleView = RuleText;

export const ruleViews: readonly RuleView[] = describedRules;
