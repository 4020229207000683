import type { Rule } from '../domain/assessment/rule.js';
import { rules } from '../domain/assessment/rules.js';
import { ruleIndexPage, rulePage } from '../reports/markdown/rule-page.js';

/** The documentation of every rule, by its path in the repository. */
export function rulePages(): Readonly<Record<string, string>> {
  return {
    'docs/rules/README.md': ruleIndexPage(rules),
    ...Object.fromEntries(rules.map((rule) => [`docs/rules/${rule.code}.md`, rulePage(rule)])),
  };
}

/** What a rule says of itself, without what evaluates it. */
export type RuleView = Omit<Rule, 'evaluate'>;

export const ruleViews: readonly RuleView[] = rules.map(({ evaluate: _evaluate, ...view }) => view);
