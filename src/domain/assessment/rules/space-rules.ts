import type { Rule } from '../rule.js';
import { beyondRack, unitMissing, unitOverlap } from './space-units.js';

export const spaceRules: readonly Rule[] = [unitOverlap, beyondRack, unitMissing];
