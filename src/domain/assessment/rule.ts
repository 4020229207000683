import type { Finding } from '../finding.js';
import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Figures } from './figures.js';

export type Discipline = 'capacity' | 'power' | 'cooling' | 'space' | 'floor' | 'cabling' | 'sequence' | 'site';

/** What every rule may read. Engines have run before: a rule compares, it does not calculate chains or flows. */
export interface RuleContext {
  readonly index: SiteIndex;
  readonly policy: SitePolicy;
  readonly figures: Figures;
}

/** What the page of a rule says beyond its title, basis and sentence, in Markdown. */
export interface RuleGuide {
  /** What is compared with what: the equation, its symbols with units and range, and what is taken where nothing is stated. */
  readonly method: string;
  /** A worked example with its arithmetic, the same as in the spec of the rule. */
  readonly example: string;
  /** What to do about a finding, and what makes it go away. */
  readonly remedy: string;
}

/**
 * One rule. To add one: write it in `rules/`, put it into the list in `rules.ts`, and give it a worked example in its
 * spec. The sentence is what people read; `{measured}`, `{limit}`, `{subject}` and the names of the inputs stand for
 * their values.
 */
export interface Rule extends RuleText {
  readonly evaluate: (context: RuleContext) => readonly Finding[];
}

/** A rule that judges a study of its own, such as the air of a site or its loss of cooling, instead of an assessment. */
export interface StudyRule<Study> extends RuleText {
  readonly evaluate: (study: Study) => readonly Finding[];
}

/** What a rule says of itself. */
export interface RuleText {
  readonly code: string;
  readonly title: string;
  readonly discipline: Discipline;
  readonly basis: string;
  readonly sentence: string;
  readonly guide?: RuleGuide;
}
