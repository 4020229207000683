import { lossSolver } from './loss-solver.js';
import type { PowerModel } from './power-model.js';

/** The model as it stands with elements taken out for maintenance: what was lost with them is its normal state. */
export function takenOut(model: PowerModel, out: readonly string[]): PowerModel {
  const { network, loads, normal, flow } = model;
  const failed = out.flatMap((name) => network.byName.get(name) ?? []);
  if (failed.length === 0) return model;
  const lost = lossSolver({ network, loads, normal, flow, recharges: false }).lose(failed);
  const services = [...normal.services];
  lost.loads.forEach((at, i) => {
    const service = lost.services[i];
    if (service !== undefined) services[at] = service;
  });
  // The solver is left to itself, so that its arrays are this state's own.
  return { ...model, flow: lost.flow, normal: { ...normal, services, tapPower: lost.tapPower } };
}
