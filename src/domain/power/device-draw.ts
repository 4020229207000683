import type { TotalItem } from '../finding.js';
import type { Device } from '../site/kinds/device.js';
import type { DeviceType, PowerSupply } from '../site/kinds/device-type.js';
import type { LoadCase } from './power-figures.js';

/** Draw of one device in each load case, W. */
export type DeviceDraw = Readonly<Record<LoadCase, TotalItem>>;

/** Draw with its bounds closed: what a load flow adds. */
export interface BoundedDraw {
  readonly value: number | null;
  /** What is counted: the least that is known; of a load fitted to meters, the estimate. */
  readonly lowerW: number;
  /** Infinite where nothing bounds the draw from above. */
  readonly upperW: number;
}

const NOTHING: DeviceDraw = { typical: { value: 0 }, maximum: { value: 0 }, nameplate: { value: 0 } };

/**
 * What a device draws in each load case, W: the override of the device, else the figure of its type. A case that
 * neither states stays unknown, between what the other cases say:
 * - typical: at most the maximum, else the nameplate, else what its supplies can deliver together;
 * - maximum: at least the typical and any measured draw; at most the nameplate, else what its supplies can deliver;
 * - nameplate: at least the maximum, else the typical or measured draw; nothing bounds it from above.
 *
 * A device that cannot draw draws nothing, which is known: its type states neither a draw nor supplies, no cord leads to
 * it, and it is a panel (its role), passive (its airflow), or has panel ports only.
 *
 * @param corded - whether any cord leads to the device
 */
export function deviceDraw({
  device,
  type,
  supplies,
  corded,
}: {
  readonly device: Device;
  readonly type: DeviceType;
  readonly supplies: readonly PowerSupply[];
  readonly corded: boolean;
}): DeviceDraw {
  const typicalW = device.overrides?.typicalPowerW ?? type.typicalPowerW;
  const maximumW = device.overrides?.maximumPowerW ?? type.maximumPowerW;
  const nameplateW = device.overrides?.nameplatePowerW ?? type.nameplatePowerW;
  const stated = typicalW !== undefined || maximumW !== undefined || nameplateW !== undefined;
  if (!stated && !corded && supplies.length === 0 && isPassive(device, type)) return NOTHING;

  const leastW = largest(typicalW, device.measuredPowerW);
  const mostW = nameplateW ?? ratingsTogetherW(supplies);
  return {
    typical: drawOf(typicalW, undefined, maximumW ?? mostW),
    maximum: drawOf(maximumW, leastW, mostW),
    nameplate: drawOf(nameplateW, maximumW ?? leastW, undefined),
  };
}

/** The bounds of a draw as numbers; a known draw bounds itself. */
export function boundedDraw({ value, lower, upper }: TotalItem): BoundedDraw {
  if (value !== null) return { value, lowerW: value, upperW: value };
  return { value, lowerW: lower ?? 0, upperW: upper ?? Infinity };
}

function isPassive(device: Device, type: DeviceType): boolean {
  if (device.role === 'panel' || type.airflowDirection === 'passive') return true;
  const ports = type.ports ?? [];
  return ports.length > 0 && ports.every(({ kind }) => kind === 'panel');
}

/** Statements that contradict each other (a nameplate below the typical draw) leave the bound that is the higher. */
function drawOf(value: number | undefined, lower: number | undefined, upper: number | undefined): TotalItem {
  if (value !== undefined) return { value };
  return {
    value: null,
    ...(lower === undefined ? {} : { lower }),
    ...(upper === undefined ? {} : { upper: Math.max(upper, lower ?? 0) }),
  };
}

function largest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}

function ratingsTogetherW(supplies: readonly PowerSupply[]): number | undefined {
  let sumW = 0;
  for (const { maximumPowerW } of supplies) {
    if (maximumPowerW === undefined) return undefined;
    sumW += maximumPowerW;
  }
  return supplies.length === 0 ? undefined : sumW;
}
