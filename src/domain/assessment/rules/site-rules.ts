import type { Rule } from '../rule.js';
import { assumptionOpen } from './site-assumptions.js';
import { templateProblem } from './site-template.js';

export const siteRules: readonly Rule[] = [templateProblem, assumptionOpen];
