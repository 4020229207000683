import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import type { HeatRejection } from '../site/kinds/heat-rejection.js';
import { altitudeFactor } from './unit-capacity.js';

/** What a water loop must carry away, and what is left that can. */
export interface LoopBalance {
  readonly loop: string;
  /** Heat that cooling units put into it in the steady state, W; null where a unit's duty is not known. */
  readonly loadW: number | null;
  /** Capacity of running chillers and coolers at design ambient and altitude, W; null where one states none, or none is stated. */
  readonly capacityW: number | null;
  /** Flow of running pumps, L/min; null where none is stated, or one states none. */
  readonly pumpLPerMin: number | null;
  /** Design flow of the loop, else what its units ask for, L/min. */
  readonly neededLPerMin: number | null;
  readonly lost: readonly string[];
}

/** Kinds that move heat out; a pump only moves water. */
export function isRejecting({ kind }: HeatRejection): boolean {
  return kind !== 'pump';
}

/**
 * Capacity of a chiller or cooler at the design ambient of the site and at its altitude, W: less a stated share for each
 * kelvin above the ambient of its rating. Dry coolers, towers and condensers move air, of which thinner air carries less
 * (times p/p_rated); a chiller is not derated by altitude here.
 *
 * @returns null where it states no capacity
 */
export function rejectionCapacityW(
  { kind, capacityW, ambientC, capacityLossPerK = 0, ratedAltitudeM = 0 }: HeatRejection,
  { designAmbientC, altitudeM }: { readonly designAmbientC: number | undefined; readonly altitudeM: number },
): number | null {
  if (capacityW === undefined) return null;
  const aboveK = designAmbientC === undefined || ambientC === undefined ? 0 : Math.max(0, designAmbientC - ambientC);
  const byAir = kind === 'dry-cooler' || kind === 'cooling-tower' || kind === 'condenser';
  return (
    capacityW * Math.max(0, 1 - capacityLossPerK * aboveK) * (byAir ? altitudeFactor({ altitudeM, ratedAltitudeM }) : 1)
  );
}

/** Capacity and flow that a loop has with some of its plant out. Load is added by who knows the duties. */
export function loopPlant(
  index: SiteIndex,
  { loop, policy, dead }: { readonly loop: string; readonly policy: SitePolicy; readonly dead: ReadonlySet<string> },
): Omit<LoopBalance, 'loadW'> {
  const plant = index.snapshot.heatRejections.filter((one) => one.loop === loop);
  const running = plant.filter(({ name }) => !dead.has(name));
  const place = { designAmbientC: index.snapshot.site.designAmbientC, altitudeM: policy.altitudeM };
  const sumOrNull = (values: readonly (number | null | undefined)[]) =>
    values.reduce<number | null>(
      (sum, value) => (sum === null || value === null || value === undefined ? null : sum + value),
      0,
    );
  const isRejected = plant.some(isRejecting);
  const isPumped = plant.some((one) => !isRejecting(one));
  const stated = index.snapshot.waterLoops.find(({ name }) => name === loop)?.flowLPerMin;
  const asked = sumOrNull(
    index.snapshot.coolingUnits
      .filter((unit) => unit.loop === loop)
      .map(({ type }) => index.coolingUnitTypes.get(type)?.waterFlowLPerMin),
  );
  return {
    loop,
    capacityW: isRejected ? sumOrNull(running.filter(isRejecting).map((one) => rejectionCapacityW(one, place))) : null,
    pumpLPerMin: isPumped
      ? sumOrNull(running.filter((one) => !isRejecting(one)).map(({ flowLPerMin }) => flowLPerMin))
      : null,
    neededLPerMin: stated ?? asked,
    lost: plant.filter(({ name }) => dead.has(name)).map(({ name }) => name),
  };
}
