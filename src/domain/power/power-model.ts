import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import { elementLimits } from './allowed-load.js';
import { undisturbed } from './chain-state.js';
import { deratingFactor } from './derating.js';
import type { DeviceDraw } from './device-draw.js';
import { loadFlow, type LoadFlow } from './load-flow.js';
import { measuredPower, type MeasuredPower } from './measured-power.js';
import { ALL_READINGS, meterReadings, metersAt, type MeterWindow } from './meter-values.js';
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
  /** How loads were fitted to meters; null in other cases than the measured one. */
  readonly measured: Pick<MeasuredPower, 'balances' | 'coverage' | 'fitted' | 'at' | 'stale'> | null;
}

/** Builds and solves the chain of a site. */
export function powerModel(
  index: SiteIndex,
  policy: SitePolicy,
  {
    loadCase = 'maximum',
    withBanks = true,
    meters = ALL_READINGS,
  }: { readonly loadCase?: FlowCase; readonly withBanks?: boolean; readonly meters?: MeterWindow } = {},
): PowerModel {
  const draws = siteDraws(index);
  const network = powerNetwork(index, { withBanks });
  const stated = powerLoads({ index, network, policy, draws, loadCase });
  const measured =
    loadCase === 'measured' ? measuredOf({ index, network, loads: stated, draws, policy, meters }) : null;
  const { loads, normal } = measured ?? { loads: stated, normal: normalPower(stated) };
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
    measured,
    trips: network.nodes.map(({ element }, at) => tripLimit(element, limits[at]?.ratedCurrentA ?? null, practice)),
  };
}

function measuredOf({
  index,
  network,
  loads,
  draws,
  policy,
  meters,
}: Pick<PowerModel, 'index' | 'network' | 'loads' | 'draws' | 'policy'> & {
  readonly meters: MeterWindow;
}): MeasuredPower {
  const read = metersAt(meterReadings(index.snapshot.readings, meters), meters);
  return measuredPower({ index, network, loads, draws, meters: read, powerFactor: policy.powerFactor });
}
