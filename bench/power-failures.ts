import type { SiteDocument } from '../src/domain/site/document.js';
import { lossSolver } from '../src/domain/power/loss-solver.js';
import { powerFailures } from '../src/domain/power/power-failures.js';
import { powerModel, type PowerModel } from '../src/domain/power/power-model.js';
import { sweepScenarios } from '../src/domain/power/failure-scenarios.js';
import { sitePolicy } from '../src/domain/site/policy.js';
import { indexSite } from '../src/domain/site/site-index.js';
import { toSnapshot } from '../src/domain/site/snapshot.js';
import { medianCpuMs, medianMs, type Measurement } from './measure.js';

/** Every single power element of a hall lost in turn, with overloads, cascades and interruptions. */
export function measurePowerFailures(hall: SiteDocument): Measurement {
  const model = modelOf(hall);
  const scenarios = sweepScenarios(model, 'elements');
  const { touched } = touchedBy(model);
  const sweepMs = medianCpuMs(5, () => powerFailures(model, scenarios));
  const modelMs = medianMs(3, () => modelOf(hall));
  return {
    claim: 'every single power failure of 1,000 racks (N-1 sweep), CPU time',
    measured: sweepMs / 1000,
    limit: 1,
    unit: 's',
    details: { failures: scenarios.length, elementsTouched: touched, modelMs },
  };
}

/** Cost of one failure in a hall of ten times as many racks, for the same number of elements touched. */
export function measureFailureCost(small: SiteDocument, large: SiteDocument): Measurement {
  const models = [modelOf(small), modelOf(large)] as const;
  // The first round only warms up what both run.
  for (const model of models) breakerLossUs(model);
  const [a, b] = [breakerLossUs(models[0]), breakerLossUs(models[1])];
  return {
    claim: 'one breaker lost in a hall of ten times the racks, against a tenth of it',
    measured: b.perLossUs / a.perLossUs,
    limit: 2,
    unit: '×',
    details: { smallUs: a.perLossUs, largeUs: b.perLossUs, smallTouched: a.touched, largeTouched: b.touched },
  };
}

function modelOf(hall: SiteDocument): PowerModel {
  const index = indexSite(toSnapshot(hall), '2027-01-01');
  return powerModel(index, sitePolicy(index.snapshot.site).policy);
}

function touchedBy(model: PowerModel): { readonly touched: number } {
  const solver = lossSolver(model);
  let touched = 0;
  model.network.nodes.forEach((_, at) => (touched += solver.lose([at]).changed.length));
  return { touched };
}

function breakerLossUs(model: PowerModel): { readonly perLossUs: number; readonly touched: number } {
  const solver = lossSolver(model);
  const breakers = model.network.nodes
    .flatMap(({ element }, at) => (element.kind === 'breaker' ? [at] : []))
    .slice(0, 200);
  let touched = 0;
  const ms = medianMs(25, () => {
    touched = 0;
    for (const at of breakers) touched += solver.lose([at]).changed.length;
  });
  return { perLossUs: (1000 * ms) / breakers.length, touched: touched / breakers.length };
}
