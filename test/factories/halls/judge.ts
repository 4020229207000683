import { drawsOf, rackPlaces } from '../../../src/domain/assessment/air-inputs.js';
import { orderFiguresOf } from '../../../src/domain/assessment/order-figures.js';
import type { Rule, RuleContext } from '../../../src/domain/assessment/rule.js';
import { sentenceOf } from '../../../src/domain/assessment/sentence.js';
import { solveCabling } from '../../../src/domain/cabling/cabling-solver.js';
import { airHall, solveAir } from '../../../src/domain/cooling/air-solver.js';
import { solveCooling } from '../../../src/domain/cooling/cooling-solver.js';
import type { Finding } from '../../../src/domain/finding.js';
import { solveFloor } from '../../../src/domain/floor/floor-solver.js';
import { solveSpace } from '../../../src/domain/floor/space.js';
import { solveHallCapacity } from '../../../src/domain/capacity/hall-capacity.js';
import type { PowerFigures } from '../../../src/domain/power/power-figures.js';
import { solveSequence } from '../../../src/domain/sequencing/sequence-solver.js';
import { sitePolicy } from '../../../src/domain/site/policy.js';
import type { SiteIndex } from '../../../src/domain/site/site-index.js';
import { expectHallConserved } from '../../support/conserved-air.js';
import { hallIndex, type HallParts } from './hall.js';

/** What the rules on air, floor, space, cabling and site read. They read no power: that throws. */
export function contextOf(index: SiteIndex): RuleContext {
  const { policy } = sitePolicy(index.snapshot.site);
  const floor = solveFloor(index);
  const hall = airHall(index, {
    policy,
    loadCase: 'maximum',
    draws: drawsOf(index, 'maximum'),
    places: rackPlaces(floor),
    otherHeat: [],
  });
  expectHallConserved(hall);
  const air = solveAir(hall);
  return {
    index,
    policy,
    figures: {
      cooling: solveCooling(hall, air),
      air,
      floor,
      space: solveSpace(index),
      cabling: solveCabling(index, floor.placements),
      sequence: solveSequence(index.snapshot, index.asOf),
      orders: orderFiguresOf(index.snapshot, index.asOf),
      capacity: solveHallCapacity(index),
      get power(): PowerFigures {
        throw new Error('a rule on something else reads power');
      },
    },
  };
}

/** What a rule finds in a hall. A finding that does not fill its sentence throws. */
export function judge(rule: Rule, parts: HallParts): readonly Finding[] {
  return findingsIn(rule, contextOf(hallIndex(parts)));
}

/** What a rule finds; a finding that does not fill its sentence, or that carries another code, throws. */
export function findingsIn(rule: Rule, context: RuleContext): readonly Finding[] {
  return rule.evaluate(context).map((finding) => {
    const sentence = sentenceOf(rule.sentence, finding);
    if (/[{}]/.test(sentence)) throw new Error(`${rule.code} leaves a gap in "${sentence}"`);
    if (finding.code !== rule.code) throw new Error(`${rule.code} found ${finding.code}`);
    return finding;
  });
}
