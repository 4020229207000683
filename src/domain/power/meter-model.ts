import type { Reading } from '../site/kinds/reading.js';
import { SQRT_3 } from '../units.js';
import { lineLoad } from './line-load.js';
import { carriedOnLineW, magnitudes, VECTOR_LENGTH } from './line-vector.js';
import { reportedFlow } from './load-flow.js';
import type { MeterQuantity } from './meter-values.js';
import type { PowerModel } from './power-model.js';
import type { PowerNode } from './power-network.js';

/** What the model expects a meter to read: at least, and at most with all that unknown draws may add. */
export interface MeterModel {
  readonly least: number;
  /** Null where nothing bounds it. */
  readonly most: number | null;
}

/**
 * Why nothing can be compared: what is metered is not there on the day or carries no load of the model; the line does not
 * exist on it; a current of a three-phase element without its line; no voltage to get a current from.
 */
export type MeterProblem = 'not-there' | 'no-such-line' | 'line-not-named' | 'voltage-unknown' | 'not-modelled';

type Metered = Pick<Reading, 'powerElement' | 'device' | 'line'> & { readonly quantity: MeterQuantity };

/** What a model says where a meter hangs: of a rack PDU at its plug, of everything else at its output. */
export function modelAtMeter(model: PowerModel, reading: Metered): MeterModel | { readonly problem: MeterProblem } {
  const { powerElement, device, quantity } = reading;
  const at = powerElement === undefined ? undefined : model.network.byName.get(powerElement);
  if (powerElement !== undefined && at === undefined) return { problem: 'not-there' };
  if (device !== undefined) return deviceAtMeter(model, { device, at, quantity });
  const node = at === undefined ? undefined : model.network.nodes[at];
  if (at === undefined || node === undefined) return { problem: 'not-there' };
  if (node.inCycle) return { problem: 'not-modelled' };
  return elementAtMeter(model, { node, at, reading });
}

/** Lines that there are on an element; of a single-phase one those that it names, else whichever its meter names. */
function hasLine({ element, pduType, phases }: PowerNode, line: NonNullable<Reading['line']>): boolean {
  if (phases === 3) return line !== 'N' || (element.wiring ?? pduType?.wiring) !== 'delta';
  return element.legs === undefined || element.legs.split('-').includes(line);
}

function elementAtMeter(
  { flow }: PowerModel,
  {
    node,
    at,
    reading: { quantity, line },
  }: { readonly node: PowerNode; readonly at: number; readonly reading: Metered },
): MeterModel | { readonly problem: MeterProblem } {
  const { phases, voltageV } = node;
  if (line !== undefined && !hasLine(node, line)) return { problem: 'no-such-line' };
  if (quantity === 'voltage-v') {
    if (voltageV === null) return { problem: 'voltage-unknown' };
    const nominalV = phases === 3 && line !== undefined ? voltageV / SQRT_3 : voltageV;
    return { least: nominalV, most: nominalV };
  }
  const { vectors, uncertainVa } = reportedFlow(node.element, flow);
  const begin = at * VECTOR_LENGTH;
  const openVa = uncertainVa[at] ?? 0;
  const load = lineLoad({ vectors, at: begin, phases, voltageV, uncertainVa: openVa });
  const between = (least: number, openShare: number): MeterModel => ({
    least,
    most: openVa === Infinity ? null : least + openShare * openVa,
  });
  const k = line === undefined || line === 'N' ? -1 : ['L1', 'L2', 'L3'].indexOf(line);
  if (quantity === 'current-a') {
    if (phases === 3 && line === undefined) return { problem: 'line-not-named' };
    if (voltageV === null) return { problem: 'voltage-unknown' };
    const ampere =
      phases === 1 ? load.busiestCurrentA : line === 'N' ? load.neutralCurrentA : (load.lineCurrentsA[k] ?? null);
    // At worst all of what is unknown hangs between this line and neutral: S / (V/√3).
    return between(ampere ?? 0, (phases === 3 ? SQRT_3 : 1) / voltageV);
  }
  if (phases === 1 || line === undefined) {
    return between(quantity === 'power-w' ? load.powerW : load.apparentPowerVa, 1);
  }
  if (line === 'N') return { problem: 'no-such-line' };
  if (quantity === 'power-w') return between(carriedOnLineW(vectors, begin, k), 1);
  return between((magnitudes(vectors, begin).lines[k] ?? 0) / SQRT_3, 1);
}

function deviceAtMeter(
  { loads, normal, network }: PowerModel,
  {
    device,
    at,
    quantity,
  }: { readonly device: string; readonly at: number | undefined; readonly quantity: MeterQuantity },
): MeterModel | { readonly problem: MeterProblem } {
  const load = loads.loads.find(({ name, isDevice }) => isDevice && name === device);
  if (load === undefined) return { problem: 'not-there' };
  if (quantity === 'current-a' || quantity === 'voltage-v') return { problem: 'not-modelled' };
  const own = at === undefined ? null : new Set([at, ...(network.banks.get(at)?.values() ?? [])]);
  let least = 0;
  let most = 0;
  let taps = 0;
  for (let tap = load.firstTap; tap < load.firstTap + load.terms.tapCount; tap++) {
    if (own !== null && !own.has(loads.taps.node[tap] ?? -1)) continue;
    taps += 1;
    const powerFactor = loads.units[loads.taps.unit[tap] ?? 0]?.powerFactor ?? 1;
    const servedW = normal.tapPower.servedW[tap] ?? 0;
    const openVa = normal.tapPower.uncertainVa[tap] ?? 0;
    least += quantity === 'power-w' ? servedW : servedW / powerFactor;
    most += quantity === 'power-w' ? servedW + openVa * powerFactor : servedW / powerFactor + openVa;
  }
  return taps === 0 ? { problem: 'not-modelled' } : { least, most: most === Infinity ? null : most };
}
