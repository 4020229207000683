import type { Assumption, Coverage } from '../finding.js';
import { sampleOf, type NameSample } from '../name-sample.js';
import { dealOut } from './chain-state.js';
import { lineLoad } from './line-load.js';
import { VECTOR_LENGTH, type LineVectors } from './line-vector.js';
import { reactiveVar, UPS_INPUT_POWER_FACTOR, type LoadFlow } from './load-flow.js';
import { allowedColumns, nearestLimit, type LimitRatio } from './overload.js';
import type { FlowCase, LineLoad } from './power-figures.js';
import type { PowerModel } from './power-model.js';
import type { PowerNode } from './power-network.js';
import type { FittedDraw } from './measured-power.js';
import { upsWithoutMode } from './ups-mode.js';
import { conductorAssumptions, inputVoltage, voltageDrops, type VoltageDrop } from './voltage-drop.js';

/** Load at the input or the output of an element. */
export interface TerminalLoad extends LineLoad {
  /** V between lines; between the two conductors of a single-phase element. */
  readonly voltageV: number | null;
  /** Lagging positive. */
  readonly reactiveVar: number;
  /** Null without load. */
  readonly powerFactor: number | null;
}

/** One element of the chain in one load case: what it takes, what it gives, what it loses, and which limit is nearest. */
export interface ElementFlow {
  readonly element: string;
  readonly kind: string;
  readonly rack: string | null;
  readonly feed: string | null;
  readonly phases: 1 | 3;
  readonly state: 'live' | 'out' | 'in-cycle';
  /** What can feed it, the preferred source first. */
  readonly parents: readonly string[];
  readonly ratedCurrentA: number | null;
  readonly ratedApparentPowerVa: number | null;
  readonly ratedPowerW: number | null;
  /** What hangs on it directly, other than elements: devices (on a rack PDU or bank) and plant. */
  readonly loads: NameSample;
  /** What carries it now, with the share of each. */
  readonly fedBy: readonly { readonly element: string; readonly share: number }[];
  readonly input: TerminalLoad | null;
  readonly output: TerminalLoad | null;
  readonly lossW: number | null;
  readonly deratingFactor: number;
  /** What comes nearest to a planning limit. Null: no rating is stated. */
  readonly nearestLimit: LimitRatio | null;
  readonly voltageDrop: VoltageDrop | null;
}

export interface PowerFlow {
  readonly loadCase: FlowCase;
  readonly out: readonly string[];
  readonly practice: {
    readonly name: string;
    readonly title: string;
    readonly voltageDropGuidance: number;
    readonly branchVoltageDropGuidance: number;
  };
  /** What feeds before what is fed; elements of cycles last. */
  readonly elements: readonly ElementFlow[];
  /** What sources give, and where it goes, W. */
  readonly balance: {
    readonly sourcesW: number;
    readonly loadsW: number;
    readonly lossesW: number;
  };
  /** Loads whose draw is known in this case, of all. */
  readonly coverage: Coverage;
  /** In the measured case the loads that are estimates: parts of what a meter above them reads. */
  readonly fitted: readonly FittedDraw[];
  readonly assumptions: readonly Assumption[];
}

/** The flow through every element of a model. */
export function powerFlow(model: PowerModel, { out = [] as readonly string[] } = {}): PowerFlow {
  const { network, loads, flow, normal, practice } = model;
  const allowed = allowedColumns(model);
  const drops = voltageDrops(model);
  const inCycle = network.nodes.flatMap((node, at) => (node.inCycle ? [at] : []));
  const elements = [...network.upwards.toReversed(), ...inCycle].flatMap((at): readonly ElementFlow[] => {
    const node = network.nodes[at];
    if (node === undefined) return [];
    const isDead = flow.dead[at] === 1;
    const input =
      isDead || node.inCycle
        ? null
        : terminal(node, at, flow.input, flow.uncertainInputVa, inputVoltage(network, flow, at));
    const output =
      isDead || node.inCycle ? null : terminal(node, at, flow.output, flow.uncertainOutputVa, node.voltageV);
    const fedBy: { element: string; share: number }[] = [];
    dealOut(node, at, flow, (parent, share) => fedBy.push({ element: network.nodes[parent]?.name ?? '', share }));
    const element: ElementFlow = {
      element: node.name,
      kind: node.element.kind,
      rack: node.element.rack ?? null,
      feed: node.feed,
      phases: node.phases,
      state: isDead ? 'out' : node.inCycle ? 'in-cycle' : 'live',
      parents: node.parents.map((parent) => network.nodes[parent]?.name ?? ''),
      ratedCurrentA: model.limits[at]?.ratedCurrentA ?? null,
      ratedApparentPowerVa: model.limits[at]?.ratedApparentPowerVa ?? null,
      ratedPowerW: model.limits[at]?.ratedPowerW ?? null,
      loads: sampleOf(new Set(loads.tapsOfNode[at]?.map((tap) => loads.loads[loads.taps.load[tap] ?? 0]?.name ?? ''))),
      fedBy,
      input,
      output,
      lossW: input === null || output === null ? null : input.powerW - output.powerW,
      deratingFactor: model.limits[at]?.deratingFactor ?? 1,
      nearestLimit: isDead || node.inCycle ? null : nearestLimit(model, allowed, flow, at),
      voltageDrop: drops[at] ?? null,
    };
    return [element];
  });
  const roots = elements.filter(({ fedBy }) => fedBy.length === 0);
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return {
    loadCase: model.loadCase,
    out,
    practice: {
      name: practice.name,
      title: practice.title,
      voltageDropGuidance: practice.voltageDrop.value,
      branchVoltageDropGuidance: practice.branchVoltageDrop.value,
    },
    elements,
    balance: {
      sourcesW: sum(roots.map(({ input }) => input?.powerW ?? null)),
      loadsW: normal.tapPower.servedW.reduce(
        (total, servedW, tap) => (flow.dead[loads.taps.node[tap] ?? 0] === 1 ? total : total + servedW),
        0,
      ),
      lossesW: sum(elements.map(({ lossW }) => lossW)),
    },
    coverage: {
      known: loads.loads.filter(({ terms }) => terms.draw.value !== null).length,
      total: loads.loads.length,
    },
    fitted: model.measured?.fitted ?? [],
    assumptions: assumptionsOf(model),
  };
}

function terminal(
  { phases }: PowerNode,
  at: number,
  vectors: LineVectors,
  uncertainVa: LoadFlow['uncertainInputVa'],
  voltageV: number | null,
): TerminalLoad {
  const begin = at * VECTOR_LENGTH;
  const load = lineLoad({ vectors, at: begin, phases, voltageV, uncertainVa: uncertainVa[at] ?? 0 });
  return {
    ...load,
    voltageV,
    reactiveVar: reactiveVar(vectors, begin, phases),
    powerFactor: load.apparentPowerVa === 0 ? null : load.powerW / load.apparentPowerVa,
  };
}

function assumptionsOf({ network, loads, policy, measured }: PowerModel): readonly Assumption[] {
  const ups = network.nodes.filter(({ element }) => element.kind === 'ups' && element.inputPowerFactor === undefined);
  const all: readonly Assumption[] = [
    {
      parameter: 'deviceType.powerFactor',
      value: policy.powerFactor,
      unit: '1',
      source: policy.sources['powerFactor'] ?? 'server supplies above half load',
      count: loads.assumed.devicePowerFactors + loads.assumed.plantPowerFactors,
    },
    {
      parameter: 'powerElement.inputPowerFactor',
      value: UPS_INPUT_POWER_FACTOR,
      unit: '1',
      source: 'double-conversion UPS with an active rectifier, above half load: balanced input',
      count: ups.length,
    },
    {
      parameter: 'device.cords',
      value: 'shared evenly by the rack PDUs of the rack, or by its feeds, balanced over the lines',
      unit: null,
      source: 'devices without a cord; planning practice until cords are known',
      count: loads.assumed.devicesWithoutCords,
    },
    ...conductorAssumptions(network),
    upsWithoutMode(network),
  ];
  return [...all, ...measuredAssumptions(measured)].filter(({ count }) => count > 0);
}

function measuredAssumptions(measured: PowerModel['measured']): readonly Assumption[] {
  if (measured === null) return [];
  const { scaled, partly } = measured.coverage;
  return [
    {
      parameter: 'device.measuredPowerW',
      value: 'an estimate: what the meter above leaves, in proportion to expected draws',
      unit: null,
      source: `loads without a meter of their own below a metered element, readings up to ${measured.at ?? 'no instant'}`,
      count: scaled + partly,
    },
  ];
}
