import { requireCount, requirePositive, requireWithin } from '../range.js';
import { wholeUnits } from '../units.js';

/**
 * How UPS systems stand in for one another.
 * - `n`: no reserve.
 * - `n+1`: modules in parallel, of which one is the reserve; `modules` counts all of them (at least 2).
 * - `2n`: two systems, each able to carry everything.
 * - `distributed`: each of `systems` (at least 2) carries load and a share of a lost one. Three are "3N/2": three
 *   systems for two N of load, not three loads on two systems; four are "4N/3".
 * - `block-redundant`: `active` systems (at least 1) and one idle catcher that can carry one block.
 */
export type UpsScheme =
  | { readonly kind: 'n' }
  | { readonly kind: 'n+1'; readonly modules: number }
  | { readonly kind: '2n' }
  | { readonly kind: 'distributed'; readonly systems: number }
  | { readonly kind: 'block-redundant'; readonly active: number };

/**
 * The fraction of all installed UPS capacity that may be loaded so that the loss of one module or system is carried.
 *
 * Equation: (n − 1)/n of n equal parts. For distributed systems this assumes loads spread evenly over all pairs.
 * Sources: Schneider Electric UPS types (N+1); Microsoft Flex, ISCA 2021 (4N/3: reserve use gives a third more servers).
 *
 * @returns above 0 up to 1; the continuous fraction of the breakers comes on top
 * @throws RangeError naming the count out of range
 */
export function upsUsableFraction(scheme: UpsScheme): number {
  switch (scheme.kind) {
    case 'n':
      return 1;
    case 'n+1':
      requireCount(2, { modules: scheme.modules });
      return (scheme.modules - 1) / scheme.modules;
    case '2n':
      return 1 / 2;
    case 'distributed':
      requireCount(2, { systems: scheme.systems });
      return (scheme.systems - 1) / scheme.systems;
    case 'block-redundant':
      requireCount(1, { active: scheme.active });
      return scheme.active / (scheme.active + 1);
  }
}

/** Modules for a load with one in reserve. */
export interface UpsModules {
  /** n: modules that carry the load within the cap. */
  readonly needed: number;
  /** n + 1. */
  readonly installed: number;
  /** Load on each module while all run, as a fraction of its rating. */
  readonly normalFraction: number;
  /** Load on each module after the loss of one, as a fraction of its rating. */
  readonly afterLossFraction: number;
}

/**
 * How many UPS modules carry a load with one in reserve: n = ⌈load / (module·cap)⌉, installed n + 1.
 *
 * Example: 100 kVA on 40 kVA modules capped at 80 % is ⌈100/32⌉ = 4, installed 5; after a loss 4 carry 62.5 % each.
 * The same scenario is printed with "~31 %" after the loss on calcpanel.com, which contradicts its own 62.5 %.
 *
 * @param loadVa - VA, above 0
 * @param moduleVa - rating of one module, VA, above 0
 * @param capFraction - highest allowed load on a module, above 0 up to 1
 * @throws RangeError naming the parameter out of range
 */
export function upsModulesForLoad({
  loadVa,
  moduleVa,
  capFraction,
}: {
  readonly loadVa: number;
  readonly moduleVa: number;
  readonly capFraction: number;
}): UpsModules {
  requirePositive({ loadVa, moduleVa, capFraction });
  requireWithin({ min: 0, max: 1 }, { capFraction });
  const needed = wholeUnits({ required: loadVa, perUnit: moduleVa * capFraction });
  return {
    needed,
    installed: needed + 1,
    normalFraction: loadVa / ((needed + 1) * moduleVa),
    afterLossFraction: loadVa / (needed * moduleVa),
  };
}
