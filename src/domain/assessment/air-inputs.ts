import type { TotalItem } from '../finding.js';
import type { AirLoadCase, Draws } from '../cooling/air-loads.js';
import type { OtherHeat } from '../cooling/air-plan.js';
import type { AirInput } from '../cooling/air-solver.js';
import type { RackPlace } from '../cooling/rack-places.js';
import type { FloorFigures } from '../floor/floor-figures.js';
import { exactly } from '../finding.js';
import { deviceDraw } from '../power/device-draw.js';
import type { PowerFigures } from '../power/power-figures.js';
import type { SitePolicy } from '../site/policy.js';
import { devicePartsOf, type SiteIndex } from '../site/site-index.js';

/** Heat of a person at light work, W. Source: APC White Paper 25. */
const PERSON_W = 100;
/** Kinds of power elements that lose heat where they stand; rack PDUs lose theirs in their rack. */
const LOSING: ReadonlySet<string> = new Set(['transformer', 'ups', 'static-switch', 'switchboard', 'panel', 'busway']);
/** Of these, kinds whose losses are too large to be left out unsaid. */
const LOSSY: ReadonlySet<string> = new Set(['transformer', 'ups']);

/** What the air model of a site starts from in a load case. */
export function airInput(
  index: SiteIndex,
  {
    policy,
    floor,
    power,
    loadCase,
  }: {
    readonly policy: SitePolicy;
    readonly floor: FloorFigures;
    readonly power: PowerFigures;
    readonly loadCase: AirLoadCase;
  },
): AirInput {
  return {
    policy,
    loadCase,
    draws: drawsOf(index, loadCase),
    places: rackPlaces(floor),
    otherHeat: otherHeatOf(index, power, loadCase),
  };
}

/** Draw of every device in a load case, W: what power hands to cooling. */
export function drawsOf(index: SiteIndex, loadCase: AirLoadCase): Draws {
  const draws = new Map<string, TotalItem>();
  for (const device of index.snapshot.devices) {
    const type = index.deviceTypes.get(device.type);
    if (type === undefined) continue;
    const { supplies } = devicePartsOf(index, device);
    const corded = index.cordsByDevice.has(device.name);
    draws.set(device.name, deviceDraw({ device, type, supplies, corded })[loadCase]);
  }
  return draws;
}

/** Where racks stand and what lies before and behind them: what the floor hands to cooling. */
export function rackPlaces({
  placements,
  clearances,
}: Pick<FloorFigures, 'placements' | 'clearances'>): readonly RackPlace[] {
  const places: RackPlace[] = [];
  for (const { rack, frontM, rearM, frontEndsAt, rearEndsAt } of clearances) {
    const placement = placements.get(rack);
    if (placement === undefined) continue;
    const { room, centre, widthM, depthM, frontBearingDeg } = placement;
    places.push({ rack, room, centre, widthM, depthM, frontBearingDeg, frontM, rearM, frontEndsAt, rearEndsAt });
  }
  return places;
}

/**
 * Heat of everything in rooms that is no rack: losses of power elements at their load, lighting and people where stated.
 * Losses in other load cases than the maximum scale with the draw of the site. Where a draw behind an element, or of the
 * site in that case, is not known, the loss has bounds and no value.
 */
export function otherHeatOf(index: SiteIndex, power: PowerFigures, loadCase: AirLoadCase): readonly OtherHeat[] {
  const { maximum, [loadCase]: drawn } = power.site;
  const isScaled = loadCase !== 'maximum' && maximum.knownSum > 0;
  const shareOf = (drawW: number) => (isScaled ? drawW / maximum.knownSum : 1);
  const loads = new Map(power.elements.map((load) => [load.element, load]));
  const heat: OtherHeat[] = [];
  for (const element of index.snapshot.powerElements) {
    const { name, kind, room, fixedLossW, proportionalLossFraction } = element;
    if (room === undefined || !LOSING.has(kind)) continue;
    const isStated = fixedLossW !== undefined || proportionalLossFraction !== undefined;
    if (!isStated && !LOSSY.has(kind)) continue;
    const load = loads.get(name);
    const normalW = load?.normal?.powerW ?? 0;
    const lossW = (share: number) => (fixedLossW ?? 0) + (proportionalLossFraction ?? 0) * normalW * share;
    const leastW = lossW(shareOf(drawn.lower));
    const isLoadKnown =
      isStated && load !== undefined && load.normal !== null && load.coverage.known === load.coverage.total;
    if (isLoadKnown && (!isScaled || (exactly(drawn) !== null && exactly(maximum) !== null))) {
      heat.push({ room, source: name, heatW: { value: leastW } });
    } else {
      const most = isLoadKnown && exactly(maximum) !== null ? drawn.upper : null;
      const upper = most === null ? {} : { upper: lossW(shareOf(most)) };
      heat.push({ room, source: name, heatW: { value: null, lower: leastW, ...upper } });
    }
  }
  for (const { name, lightingW, occupants } of index.snapshot.rooms) {
    if (lightingW !== undefined) heat.push({ room: name, source: 'lighting', heatW: { value: lightingW } });
    if (occupants !== undefined) heat.push({ room: name, source: 'people', heatW: { value: occupants * PERSON_W } });
  }
  return heat;
}
