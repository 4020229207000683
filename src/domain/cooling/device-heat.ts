import type { TotalItem } from '../finding.js';
import type { Device } from '../site/kinds/device.js';
import type { DeviceType } from '../site/kinds/device-type.js';
import { airDeltaTK, requiredAirflowM3PerH } from './air.js';
import type { Amount, DeviceAir } from './cooling-figures.js';

/** Heat and air of one device at maximum draw. */
export type HeatAndAir = Pick<DeviceAir, 'heatW' | 'airflowM3PerH' | 'airflowFrom' | 'deltaTK'>;

/**
 * Heat that a device gives to the air, and the air that it takes, at maximum draw.
 *
 * Heat is the larger of the draw and the heat for which its type wants to be planned (a draw that the device itself
 * states takes the place of both), less the share that liquid takes. Air is what the device or its type states, else what
 * its heat needs at the design temperature rise, else unknown: then at least what the highest allowed rise needs.
 *
 * @param maximumDrawW - draw at maximum, or its bounds
 * @param densityKgPerM3 - of the air at the inlet, above 0
 */
export function heatAndAir({
  device,
  type,
  maximumDrawW,
  densityKgPerM3,
}: {
  readonly device: Device;
  readonly type: DeviceType;
  readonly maximumDrawW: TotalItem;
  readonly densityKgPerM3: number;
}): HeatAndAir {
  const heatW = scaled(wholeHeat({ device, type, maximumDrawW }), 1 - (type.liquidHeatFraction ?? 0));
  const statedM3PerH = device.overrides?.maximumAirflowM3PerH ?? type.maximumAirflowM3PerH;
  if (statedM3PerH !== undefined) {
    return {
      heatW,
      airflowM3PerH: known(statedM3PerH),
      airflowFrom: 'stated',
      deltaTK:
        heatW.value === null ? null : airDeltaTK({ heatW: heatW.value, airflowM3PerH: statedM3PerH, densityKgPerM3 }),
    };
  }
  const airflowAt = (watt: number, deltaTK: number) => requiredAirflowM3PerH({ heatW: watt, deltaTK, densityKgPerM3 });
  if (heatW.value === 0) return { heatW, airflowM3PerH: known(0), airflowFrom: 'design', deltaTK: null };
  const { designDeltaTK, maximumDeltaTK } = type;
  if (designDeltaTK !== undefined) {
    const airflowM3PerH = {
      value: heatW.value === null ? null : airflowAt(heatW.value, designDeltaTK),
      lower: airflowAt(heatW.lower, designDeltaTK),
      upper: heatW.upper === null ? null : airflowAt(heatW.upper, designDeltaTK),
    };
    return { heatW, airflowM3PerH, airflowFrom: 'design', deltaTK: null };
  }
  const lower = maximumDeltaTK === undefined ? 0 : airflowAt(heatW.lower, maximumDeltaTK);
  return { heatW, airflowM3PerH: { value: null, lower, upper: null }, airflowFrom: 'unknown', deltaTK: null };
}

/**
 * Heat that a device gives to liquid, W: the share that its type states of the same heat as {@link heatAndAir}; none where
 * its type states no share.
 */
export function liquidHeat(of: WholeHeat): Amount {
  return scaled(wholeHeat(of), of.type.liquidHeatFraction ?? 0);
}

interface WholeHeat {
  readonly device: Device;
  readonly type: DeviceType;
  readonly maximumDrawW: TotalItem;
}

function wholeHeat({ device, type, maximumDrawW }: WholeHeat): Amount {
  const plannedW = device.overrides?.maximumPowerW === undefined ? (type.maximumHeatW ?? null) : null;
  return atLeast(amountOf(maximumDrawW), plannedW);
}

/** An amount that is known. */
export function known(value: number): Amount {
  return { value, lower: value, upper: value };
}

/** An item of a total as an amount with all its bounds. */
export function amountOf({ value, lower, upper }: TotalItem): Amount {
  return value === null ? { value, lower: lower ?? 0, upper: upper ?? null } : known(value);
}

/** An amount as an item of a total. */
export function itemOf({ value, lower, upper }: Amount): TotalItem {
  return { value, lower, ...(upper === null ? {} : { upper }) };
}

function scaled({ value, lower, upper }: Amount, factor: number): Amount {
  if (factor === 0) return known(0);
  return {
    value: value === null ? null : value * factor,
    lower: lower * factor,
    upper: upper === null ? null : upper * factor,
  };
}

/** The planned heat stands for a draw that is not known, unless that is surely more: then the draw stays unknown. */
function atLeast(amount: Amount, plannedW: number | null): Amount {
  if (plannedW === null || (amount.value === null && amount.lower > plannedW)) return amount;
  return known(Math.max(plannedW, amount.value ?? plannedW));
}
