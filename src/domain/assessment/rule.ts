import type { Finding } from '../finding.js';
import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Figures } from './figures.js';

export type Discipline = 'capacity' | 'power' | 'cooling' | 'space' | 'floor' | 'cabling' | 'site';

/** What every rule may read. Engines have run before: a rule compares, it does not calculate chains or flows. */
export interface RuleContext {
  readonly index: SiteIndex;
  readonly policy: SitePolicy;
  readonly figures: Figures;
}

/**
 * One rule. To add one: write it in `rules/`, put it into the list in `rules.ts`, and give it a worked example in its
 * spec. The sentence is what people read; `{measured}`, `{limit}`, `{subject}` and the names of the inputs stand for
 * their values.
 */
export interface Rule {
  readonly code: string;
  readonly title: string;
  readonly discipline: Discipline;
  readonly basis: string;
  readonly sentence: string;
  readonly evaluate: (context: RuleContext) => readonly Finding[];
}
