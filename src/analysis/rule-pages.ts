import type { RuleText } from '../domain/assessment/rule.js';
import { airRules } from '../domain/assessment/rules/air-rules.js';
import { rules } from '../domain/assessment/rules.js';
import { ruleIndexPage, rulePage } from '../reports/markdown/rule-page.js';

/** Every rule: of the assessment, and of studies of their own. */
const documented: readonly RuleText[] = [...rules, ...airRules].map(({ evaluate: _evaluate, ...text }) => text);

/** The documentation of every rule, by its path in the repository. */
export function rulePages(): Readonly<Record<string, string>> {
  return {
    'docs/rules/README.md': ruleIndexPage(documented),
    ...Object.fromEntries(documented.map((rule) => [`docs/rules/${rule.code}.md`, rulePage(rule)])),
  };
}

/** What a rule says of itself, without what evaluates it. */
export type RuleView = RuleText;

export const ruleViews: readonly RuleView[] = documented;
