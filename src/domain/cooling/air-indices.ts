import type { SitePolicy } from '../site/policy.js';
import type { AirIndices, RackInlet } from './air-figures.js';
import type { RoomPlan } from './air-plan.js';
import { thermalEnvelope } from './ashrae.js';
import { rackCoolingIndexHigh, rackCoolingIndexLow, returnTemperatureIndex } from './indices.js';
import type { RoomState } from './room-model.js';
import { capacityAtW } from './unit-capacity.js';

/** Heat that capacity is set against: the load and 10 % for lighting, people and envelope. Source: Upsite, cooling capacity factor. */
const CCF_LOAD_FACTOR = 1.1;

/**
 * Indices of a room. The rack cooling index takes one inlet for each rack, for the model knows no height: a room that is
 * good by it may still have warm tops, which three sensors a rack would show.
 */
export function airIndices({
  policy,
  plan,
  state,
  racks,
}: {
  readonly policy: SitePolicy;
  readonly plan: RoomPlan;
  readonly state: RoomState;
  readonly racks: readonly RackInlet[];
}): AirIndices {
  const inletTempsC = racks.flatMap(({ inletC, airflowM3PerH }) =>
    inletC === null || airflowM3PerH.knownSum === 0 ? [] : [inletC],
  );
  const envelope = thermalEnvelope({ ashraeClass: policy.ashraeClass, altitudeM: policy.altitudeM });
  const samples =
    envelope === undefined || inletTempsC.length === 0 || envelope.allowableC.max <= envelope.recommendedC.max
      ? null
      : { inletTempsC, ...envelope };
  const moving = state.racks.filter(({ flowWPerK, inletC }) => flowWPerK > 0 && inletC !== null);
  const flow = moving.reduce((sum, { flowWPerK }) => sum + flowWPerK, 0);
  const riseK = flow === 0 ? 0 : moving.reduce((sum, { heatW }) => sum + heatW, 0) / flow;
  const units = state.units.filter((unit) => unit !== null);
  const unitFlow = units.reduce((sum, { flowWPerK }) => sum + flowWPerK, 0);
  const isSteady = units.length > 0 && state.returnC !== null && units.every(({ supplyC }) => supplyC !== null);
  const supplyC = isSteady
    ? units.reduce((sum, { flowWPerK, supplyC: c }) => sum + flowWPerK * (c ?? 0), 0) / unitFlow
    : null;
  const inAbove = moving.reduce((sum, { flowWPerK, inletC, supplyC: c }) => sum + flowWPerK * ((inletC ?? 0) - c), 0);
  const outAbove = inAbove + moving.reduce((sum, { heatW }) => sum + heatW, 0);
  const runningW = plan.units.reduce<number | null>((sum, { capacity }, k) => {
    if (state.units[k] === null) return sum;
    return sum === null || capacity === null || state.returnC === null
      ? null
      : sum + capacityAtW(capacity, state.returnC);
  }, 0);
  return {
    rciHigh: samples === null ? null : rackCoolingIndexHigh(samples),
    rciLow: samples === null ? null : rackCoolingIndexLow(samples),
    returnTemperatureIndex:
      supplyC === null || state.returnC === null || riseK <= 0
        ? null
        : returnTemperatureIndex({ returnTempC: state.returnC, supplyTempC: supplyC, equipmentDeltaTK: riseK }),
    supplyHeatIndex: outAbove <= 0 ? null : inAbove / outAbove,
    coolingCapacityFactor:
      runningW === null || state.heatW <= 0 || units.length === 0 ? null : runningW / (CCF_LOAD_FACTOR * state.heatW),
  };
}
