import { lineLoad } from '../../src/domain/power/line-load.js';
import { VECTOR_LENGTH } from '../../src/domain/power/line-vector.js';
import { reportedFlow } from '../../src/domain/power/load-flow.js';
import { lossSolver } from '../../src/domain/power/loss-solver.js';
import type { PowerFigures } from '../../src/domain/power/power-figures.js';
import { powerModel, type PowerModel } from '../../src/domain/power/power-model.js';
import { solvePower } from '../../src/domain/power/power-solver.js';
import type { SitePolicy } from '../../src/domain/site/policy.js';
import type { SiteIndex } from '../../src/domain/site/site-index.js';
import { expectConserved } from './conservation.js';

/**
 * The solved chain of a hall, after Kirchhoff's current law and the power of every element were checked on it: with
 * nothing failed, after the loss of every single element, and after the loss of every feed. Specs build their models with it.
 */
export function conservedModel(
  index: SiteIndex,
  policy: SitePolicy,
  options: Parameters<typeof powerModel>[2] = {},
): PowerModel {
  const model = powerModel(index, policy, options);
  expectConserved(model, model.flow, model.normal.tapPower);
  const solver = lossSolver(model);
  const { nodes, feeds } = model.network;
  const ofFeed = feeds.map((lost) => nodes.flatMap(({ feed }, at) => (feed === lost ? [at] : [])));
  for (const failed of [...nodes.map((_, at) => [at]), ...ofFeed]) {
    const { flow, tapPower } = solver.lose(failed);
    expectConserved(model, flow, tapPower);
  }
  return model;
}

/**
 * The figures of a hall, after its chain was checked as {@link conservedModel} does, with banks as elements and without, and
 * after every load that they report was found to be the one of that chain.
 */
export function conservedPower(index: SiteIndex, policy: SitePolicy): PowerFigures {
  const figures = solvePower(index, policy);
  conservedModel(index, policy);
  const { network, flow } = conservedModel(index, policy, { withBanks: false });
  figures.elements.forEach(({ element, normal }, at) => {
    const node = network.nodes[at];
    if (node === undefined || node.name !== element) throw new Error(`${element} is not in the chain`);
    if (normal === null) return;
    const { vectors, uncertainVa } = reportedFlow(node.element, flow);
    const { phases, voltageV } = node;
    const load = lineLoad({ vectors, at: at * VECTOR_LENGTH, phases, voltageV, uncertainVa: uncertainVa[at] ?? 0 });
    if (JSON.stringify(normal) !== JSON.stringify(load)) throw new Error(`${element}: figures are not of its chain`);
  });
  return figures;
}
