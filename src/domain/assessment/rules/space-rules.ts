import type { Rule } from '../rule.js';
import { bayTwice, baysNotStated, unknownBay } from './space-bays.js';
import { reservedUnits } from './space-reserved.js';
import { beyondRack, unitMissing, unitOverlap } from './space-units.js';

export const spaceRules: readonly Rule[] = [
  unitOverlap,
  beyondRack,
  unitMissing,
  reservedUnits,
  unknownBay,
  bayTwice,
  baysNotStated,
];
