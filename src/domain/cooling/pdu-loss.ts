import type { TotalItem } from '../finding.js';
import type { PowerElement } from '../site/kinds/power-element.js';
import type { Rack } from '../site/kinds/rack.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Draws } from './air-loads.js';

const NOT_KNOWN: TotalItem = { value: null };

/**
 * Heat of the rack PDUs of a rack: what they lose without load, and their loss fraction of what the devices of the rack
 * draw. Where the fractions differ, that loss lies between those of the best and of the worst.
 */
export function pduLossW(index: SiteIndex, rack: Rack, draws: Draws): readonly TotalItem[] {
  const pdus = index.pdusByRack.get(rack.name) ?? [];
  const fixedW = pdus.reduce((sumW, { fixedLossW = 0 }) => sumW + fixedLossW, 0);
  const fixed = fixedW === 0 ? [] : [{ value: fixedW }];
  const fractions = pdus.map((pdu) => lossFractionOf(index, pdu) ?? 0);
  const most = Math.max(0, ...fractions);
  if (most === 0) return fixed;
  const least = Math.min(...fractions);
  let [lowerW, upperW, isKnown] = [0, 0 as number | undefined, true];
  for (const device of index.devicesByRack.get(rack.name) ?? []) {
    const { value, lower, upper } = draws.get(device.name) ?? NOT_KNOWN;
    if (value === null) isKnown = false;
    lowerW += value ?? lower ?? 0;
    const mostW = value ?? upper;
    upperW = upperW === undefined || mostW === undefined ? undefined : upperW + mostW;
  }
  if (isKnown && least === most) return [...fixed, { value: lowerW * most }];
  return [...fixed, { value: null, lower: lowerW * least, ...(upperW === undefined ? {} : { upper: upperW * most }) }];
}

/** Loss per unit of load that a rack PDU or its type states. */
export function lossFractionOf(
  index: SiteIndex,
  { proportionalLossFraction, pduType }: PowerElement,
): number | undefined {
  return proportionalLossFraction ?? (pduType === undefined ? undefined : index.pduTypes.get(pduType)?.lossFraction);
}
