import type { AssessedSite } from '../assessment/assessment.js';
import type { Device } from '../site/kinds/device.js';
import type { DeviceType } from '../site/kinds/device-type.js';
import { RACK_UNIT_M } from '../units.js';
import { fittingScale, grownBy, type PaperSize } from './paper.js';
import type { Point, Scene, Shape, TextShape } from './scene.js';

export type Face = 'front' | 'rear';

/** mm. */
const UNIT_MM = RACK_UNIT_M * 1000;
const RAIL_MM = 80;
const MARGIN_MM = 30;
const DEFAULT_STARTING_UNIT = 1;
/** Paper mm. */
const SIZE = { device: 1.9, unit: 1.5 } as const;
const INSET_MM = 1.2;
/** Highest share of a unit that the text of a device takes. */
const TEXT_PER_UNIT = 0.5;
/** Beyond the units of the rack, devices are drawn up to this many units outside. */
const MOST_OUTSIDE_U = 6;
export const ELEVATION_PAPER: PaperSize = { widthMm: 95, heightMm: 226 };

/** A device on one face of a rack. */
interface Mounted {
  readonly device: Device;
  readonly type: DeviceType;
  readonly fromU: number;
  readonly heightU: number;
  /** Mounted on the other face and not of full depth, or seen from behind. */
  readonly hidden: boolean;
}

/** One face of a rack: its units and what is in them. */
export function elevationScene(
  { index }: AssessedSite,
  { rack: rackName, face, scale: wanted }: { readonly rack: string; readonly face: Face; readonly scale?: number },
): Scene {
  const rack = index.racks.get(rackName);
  const type = index.rackTypes.get(rack?.type ?? '');
  const heightU = type?.heightU ?? 0;
  const widthMm = Math.max(300, type?.outerWidthMm ?? 600);
  const startingUnit = type?.startingUnit ?? DEFAULT_STARTING_UNIT;
  const isFromTop = type?.descendingUnits === true;
  const devices = index.devicesByRack.get(rackName) ?? [];
  const mounted: Mounted[] = [];
  const withoutUnit: string[] = [];
  for (const device of devices) {
    const deviceType = index.deviceTypes.get(device.type);
    if (deviceType === undefined || deviceType.heightU === 0) continue;
    if (device.unit === undefined) {
      withoutUnit.push(device.name);
      continue;
    }
    const fromU = device.unit - startingUnit;
    if (fromU > heightU + MOST_OUTSIDE_U || fromU + deviceType.heightU < -MOST_OUTSIDE_U) {
      withoutUnit.push(device.name);
      continue;
    }
    mounted.push({
      device,
      type: deviceType,
      fromU,
      heightU: deviceType.heightU,
      hidden: (device.face ?? 'front') !== face,
    });
  }
  // What is seen from behind lies under what is mounted on this face.
  mounted.sort((a, b) => Number(b.hidden) - Number(a.hidden) || a.fromU - b.fromU);

  const inner = { left: RAIL_MM, right: RAIL_MM + widthMm - 60 };
  const top = Math.max(heightU, ...mounted.map((one) => one.fromU + one.heightU)) * UNIT_MM;
  const bottom = Math.min(0, ...mounted.map((one) => one.fromU)) * UNIT_MM;
  const yOf = (unit: number) => (isFromTop ? heightU - unit : unit) * UNIT_MM;
  const extent = grownBy({ min: [0, bottom], max: [RAIL_MM + widthMm - 60 + 30, top] }, MARGIN_MM);
  const scale =
    wanted ??
    fittingScale(
      { widthMm: extent.max[0] - extent.min[0], heightMm: extent.max[1] - extent.min[1] },
      ELEVATION_PAPER,
      10,
    );

  const shapes: Shape[] = [
    {
      shape: 'polygon',
      style: 'frame',
      points: box({
        left: inner.left - 30,
        right: inner.right + 30,
        from: -MARGIN_MM / 3,
        to: heightU * UNIT_MM + MARGIN_MM / 3,
      }),
    },
  ];
  for (let unit = 0; unit < heightU; unit += 1) {
    const y = unit * UNIT_MM;
    shapes.push({ shape: 'polygon', style: 'free', points: box({ ...inner, from: y, to: y + UNIT_MM }) });
    const number = isFromTop ? heightU - 1 - unit + startingUnit : unit + startingUnit;
    shapes.push(unitNumber(number, y + UNIT_MM / 2, scale));
  }
  for (const one of mounted) {
    const [a, b] = [yOf(one.fromU), yOf(one.fromU + one.heightU)];
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    shapes.push({
      shape: 'polygon',
      style: one.hidden ? 'device-hidden' : 'device',
      points: box({ ...inner, from, to }),
    });
  }
  shapes.push(...deviceTexts(mounted, { inner, yOf, scale }));
  return {
    title: `Rack ${rackName}, ${face}`,
    unit: 'mm',
    extent,
    scale,
    northDeg: null,
    shapes,
    notes:
      withoutUnit.length === 0
        ? []
        : [
            `Not drawn, no unit in the rack is stated: ${withoutUnit.slice(0, 8).join(', ')}${withoutUnit.length > 8 ? ` and ${String(withoutUnit.length - 8)} more` : ''}`,
          ],
  };
}

function box({ left, right, from, to }: { left: number; right: number; from: number; to: number }): readonly Point[] {
  return [
    [left, from],
    [right, from],
    [right, to],
    [left, to],
  ];
}

function unitNumber(number: number, y: number, scale: number): TextShape {
  return {
    shape: 'text',
    style: 'unit',
    at: [RAIL_MM - 36, y],
    text: String(number),
    size: Math.min(SIZE.unit * scale, UNIT_MM * TEXT_PER_UNIT),
    anchor: 'end',
    rotationDeg: 0,
    maxWidth: RAIL_MM - 38,
  };
}

/** Names of devices, and their types where there is a line for them. Of devices in one another only the upper is named. */
function deviceTexts(
  mounted: readonly Mounted[],
  { inner, yOf, scale }: { inner: { left: number; right: number }; yOf: (unit: number) => number; scale: number },
): readonly Shape[] {
  const shapes: Shape[] = [];
  const named: { from: number; to: number }[] = [];
  for (const { device, type, fromU, heightU } of [...mounted].reverse()) {
    const [a, b] = [yOf(fromU), yOf(fromU + heightU)];
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    const size = Math.min(SIZE.device * scale, UNIT_MM * Math.min(1, heightU) * TEXT_PER_UNIT);
    const middle = (from + to) / 2;
    const isTwoLines = to - from >= size * 4.2;
    const half = isTwoLines ? size * 1.75 : size * 0.75;
    if (named.some((other) => middle - half < other.to && other.from < middle + half)) continue;
    named.push({ from: middle - half, to: middle + half });
    const width = inner.right - inner.left - 2 * INSET_MM * scale;
    const line = (text: string, y: number, at: number, maxWidth: number, style: 'device' | 'unit'): TextShape => ({
      shape: 'text',
      style,
      at: [at, y],
      text,
      size,
      anchor: 'start',
      rotationDeg: 0,
      maxWidth,
    });
    const left = inner.left + INSET_MM * scale;
    const model = `${type.manufacturer} ${type.model}`;
    if (isTwoLines) {
      shapes.push(line(device.name, middle + size * 0.95, left, width, 'device'));
      shapes.push(line(model, middle - size * 0.95, left, width, 'unit'));
    } else {
      shapes.push(line(device.name, middle, left, width * 0.48, 'device'));
      shapes.push(line(model, middle, left + width * 0.52, width * 0.48, 'unit'));
    }
  }
  return shapes;
}
