import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import { elementLimits } from './allowed-load.js';
import { undisturbed } from './chain-state.js';
import { deratingFactor } from './derating.js';
import type { DeviceDraw } from './device-draw.js';
import { loadFlow, type LoadFlow } from './load-flow.js';
import type { ElementLimits, FlowCase } from './power-figures.js';
import { powerLoads, type PowerLoads } from './power-loads.js';
import { powerNetwork, type PowerNetwork } from './power-network.js';
import { practiceOf, tripLimit, type Practice, type TripLimit } from './practice.js';
import { siteDraws } from './site-draws.js';
import { normalPower, type NormalPower } from './tap-power.js';

/** The power chain of a site in one load case, solved with everything live, banks of rack PDUs as elements. */
export interface PowerModel {
  readonly index: SiteIndex;
  readonly policy: SitePolicy;
  readonly practice: Practice;
  readonly loadCase: FlowCase;
  readonly draws: ReadonlyMap<string, DeviceDraw>;
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly normal: NormalPower;
  readonly flow: LoadFlow;
  /** By node. */
  readonly limits: readonly ElementLimits[];
  readonly trips: readonly (TripLimit | null)[];
}

/** Builds and solves the chain of a site. */
export function powerModel(
  index: SiteIndex,
  policy: SitePolicy,
  { loadCase = 'maximum', withBanks = true }: { readonly loadCase?: FlowCase; readonly withBanks?: boolean } = {},
): PowerModel {
  const draws = siteDraws(index);
  const network = powerNetwork(index, { withBanks });
  const loads = powerLoads({ index, network, policy, draws, loadCase });
  const normal = normalPower(loads);
  const practice = practiceOf(index.snapshot.site);
  const limits = network.nodes.map(({ element, pduType, phases, voltageV }) =>
    elementLimits({
      element,
      pduType,
      policy,
      phases,
      voltageV,
      deratingFactor: deratingFactor(element, policy.altitudeM),
    }),
  );
  return {
    index,
    policy,
    practice,
    loadCase,
    draws,
    network,
    loads,
    normal,
    flow: loadFlow({ network, loads, tapPower: normal.tapPower, supply: undisturbed(network) }),
    limits,
    trips: network.nodes.map(({ element }, at) => tripLimit(element, limits[at]?.ratedCurrentA ?? null, practice)),
  };
}
