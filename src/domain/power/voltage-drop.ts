import type { Assumption, Coverage } from '../finding.js';
import { sampleOf, type NameSample } from '../name-sample.js';
import type { ChainState } from './chain-state.js';
import { lineDropFraction } from './line-drop.js';
import { lineLoad } from './line-load.js';
import { VECTOR_LENGTH } from './line-vector.js';
import type { LoadFlow } from './load-flow.js';
import { voltageDropV } from './losses.js';
import { lossSolver } from './loss-solver.js';
import type { PowerLoads } from './power-loads.js';
import type { PowerNetwork, PowerNode } from './power-network.js';
import type { NormalPower } from './tap-power.js';

/** Guidance on voltage drop: of its own conductors, and of all from the last transformer or UPS down to it. */
export interface VoltageDrop {
  /** V of the nominal voltage of the element: between lines, of a single-phase one between its conductors. */
  readonly ownV: number | null;
  /** Sum of what is stated along the path, a share of the nominal voltage. */
  readonly pathFraction: number;
  /** The part of it below the last breaker: the branch. */
  readonly branchFraction: number;
  /** Elements of the path of which conductors are stated; a breaker has none of its own unless it states them. */
  readonly coverage: Coverage;
  /** The same of the branch. */
  readonly branchCoverage: Coverage;
  /** Whether draws that nobody states may make it more. */
  readonly isLeast: boolean;
}

/** The drop from the origin to one element on which loads hang. */
export interface VoltageDropAtEnd extends VoltageDrop {
  readonly element: string;
  /** Feed whose loss makes it most; null: with nothing lost. */
  readonly lostFeed: string | null;
}

export interface VoltageDropFigures {
  /** Where at least a part of the way is stated, with the loss of a feed that makes most of it. */
  readonly ends: readonly VoltageDropAtEnd[];
  /** Elements on which loads hang, but for those at which the way begins. */
  readonly endCount: number;
  /** Elements whose conductors would have to be stated and are not. */
  readonly unstated: NameSample;
}

/** Kinds at whose output the way of a drop begins anew, since they hold their output voltage. */
const ORIGINS: ReadonlySet<string> = new Set(['transformer', 'ups', 'utility', 'generator']);

interface Solved {
  readonly network: PowerNetwork;
  readonly flow: LoadFlow;
}

/** Whether a node has conductors from what feeds it: breakers sit on the bus of their panel. */
function hasRun({ element, inCycle, parents }: PowerNode): boolean {
  if (inCycle || parents.length === 0 || element.kind === 'utility' || element.kind === 'generator') return false;
  return element.kind !== 'breaker' || element.conductorLengthM !== undefined;
}

function isStated({ conductorLengthM, conductorResistanceOhmPerKm }: PowerNode['element']): boolean {
  return conductorLengthM !== undefined && conductorResistanceOhmPerKm !== undefined;
}

/** V of the source side of an element: a transformer or UPS takes at the voltage of what feeds it. */
export function inputVoltage(network: PowerNetwork, { carrier }: Pick<ChainState, 'carrier'>, at: number) {
  const node = network.nodes[at];
  if (node === undefined) return null;
  const converts = node.element.kind === 'transformer' || node.element.kind === 'ups';
  const above = carrier[at] ?? -1;
  return converts && above !== -1 ? (network.nodes[above]?.voltageV ?? null) : node.voltageV;
}

/**
 * The drop at every element, from the sources down, along what carries each. Null for all where no conductors are stated.
 *
 * Of every run the worst pair of its conductors counts, the neutral among them, and these shares add up: any load hangs on
 * one pair of each, so that it loses no more. What the runs lose on different pairs makes the sum larger than any loss.
 */
export function voltageDrops({ network, flow }: Solved): readonly (VoltageDrop | null)[] {
  const drops: (VoltageDrop | null)[] = network.nodes.map(() => null);
  if (!network.nodes.some(({ element }) => isStated(element))) return drops;
  for (const at of network.upwards.toReversed()) {
    const node = network.nodes[at];
    if (node === undefined || flow.dead[at] === 1) continue;
    const above = flow.carrier[at] ?? -1;
    const aboveKind = network.nodes[above]?.element.kind ?? 'utility';
    const before = ORIGINS.has(aboveKind) ? null : (drops[above] ?? null);
    const isBranch = opensBranch({ network, flow }, above);
    const own = ownDrop({ network, flow }, at);
    const fraction = own?.fraction ?? 0;
    const known = own === null ? 0 : 1;
    const total = hasRun(node) ? 1 : 0;
    const branchBefore = isBranch || before === null ? null : before;
    // Above the first breaker there is no branch: its conductors are a feeder.
    const inBranch =
      isBranch || (before !== null && before.branchCoverage.total > 0 && !opensBranch({ network, flow }, at));
    drops[at] = {
      ownV: own?.dropV ?? null,
      pathFraction: (before?.pathFraction ?? 0) + fraction,
      branchFraction: inBranch ? (branchBefore?.branchFraction ?? 0) + fraction : 0,
      coverage: { known: (before?.coverage.known ?? 0) + known, total: (before?.coverage.total ?? 0) + total },
      branchCoverage: {
        known: inBranch ? (branchBefore?.branchCoverage.known ?? 0) + known : 0,
        total: inBranch ? (branchBefore?.branchCoverage.total ?? 0) + total : 0,
      },
      isLeast: (before?.isLeast ?? false) || own?.isLeast === true,
    };
  }
  return drops;
}

/** Whether a branch begins at an element: at a breaker, but for those in a rack PDU, to which the branch goes on. */
function opensBranch({ network, flow }: Solved, at: number): boolean {
  if (network.nodes[at]?.element.kind !== 'breaker') return false;
  return network.nodes[flow.carrier[at] ?? -1]?.element.kind !== 'rack-pdu';
}

/** Drop along the conductors of an element; null where something that it needs is not known. */
function ownDrop(
  { network, flow }: Solved,
  at: number,
): { readonly dropV: number; readonly fraction: number; readonly isLeast: boolean } | null {
  const node = network.nodes[at];
  if (node === undefined) return null;
  const { conductorLengthM, conductorResistanceOhmPerKm, conductorReactanceOhmPerKm } = node.element;
  const voltageV = inputVoltage(network, flow, at);
  if (conductorLengthM === undefined || conductorResistanceOhmPerKm === undefined || voltageV === null) return null;
  const load = lineLoad({
    vectors: flow.input,
    at: at * VECTOR_LENGTH,
    phases: node.phases,
    voltageV,
    uncertainVa: flow.uncertainInputVa[at] ?? 0,
  });
  if (load.busiestCurrentA === null) return null;
  const resistanceOhmPerM = conductorResistanceOhmPerKm / 1000;
  const reactanceOhmPerM = (conductorReactanceOhmPerKm ?? 0) / 1000;
  const fraction =
    node.phases === 3
      ? lineDropFraction({
          vectors: flow.input,
          at: at * VECTOR_LENGTH,
          lineToLineV: voltageV,
          resistanceOhm: conductorLengthM * resistanceOhmPerM,
          reactanceOhm: conductorLengthM * reactanceOhmPerM,
          hasNeutral: hasNeutral(node),
        })
      : voltageDropV({
          phases: 1,
          currentA: load.busiestCurrentA,
          oneWayLengthM: conductorLengthM,
          resistanceOhmPerM,
          reactanceOhmPerM,
          powerFactor: load.apparentPowerVa === 0 ? 1 : Math.min(1, Math.max(0, load.powerW / load.apparentPowerVa)),
        }) / voltageV;
  return { dropV: fraction * voltageV, fraction, isLeast: load.upperCurrentA !== load.busiestCurrentA };
}

/** Whether the run of a three-phase element has a neutral: not in delta wiring, nor to the primary of a delta-wye transformer. */
function hasNeutral({ element, pduType }: PowerNode): boolean {
  if (element.kind === 'transformer') return element.winding === 'wye-wye';
  return (pduType?.wiring ?? element.wiring) !== 'delta';
}

/**
 * The drop at every element on which loads hang, with nothing lost and after the loss of each feed, whichever is most, and
 * what would have to be stated to know the others.
 */
export function voltageDropFigures({
  network,
  loads,
  normal,
  flow,
}: Solved & { readonly loads: PowerLoads; readonly normal: NormalPower }): VoltageDropFigures {
  const ends = network.nodes.flatMap(({ inCycle, element }, at) =>
    !inCycle && !ORIGINS.has(element.kind) && (loads.tapsOfNode[at]?.length ?? 0) > 0 ? [at] : [],
  );
  const unstated = sampleOf(openRuns(network, ends).map(({ name }) => name));
  const worst = new Map<number, VoltageDropAtEnd>();
  const keep = (lostFeed: string | null, drops: readonly (VoltageDrop | null)[]) => {
    for (const at of ends) {
      const drop = drops[at];
      if (drop === null || drop === undefined || drop.coverage.known === 0) continue;
      const before = worst.get(at);
      if (before !== undefined && drop.pathFraction <= before.pathFraction * (1 + 1e-9)) continue;
      worst.set(at, { element: network.nodes[at]?.name ?? '', lostFeed, ...drop });
    }
  };
  const drops = voltageDrops({ network, flow });
  keep(null, drops);
  if (worst.size > 0) {
    const solver = lossSolver({ network, loads, normal, flow });
    for (const feed of network.feeds) {
      const lost = solver.lose(network.nodes.flatMap((node, at) => (node.feed === feed ? [at] : [])));
      keep(feed, voltageDrops({ network, flow: lost.flow }));
    }
  }
  return { ends: ends.flatMap((at) => worst.get(at) ?? []), endCount: ends.length, unstated };
}

/** Runs that nobody states on the ways of the ends, by every source that they can have, up to a transformer or UPS. */
function openRuns({ nodes }: PowerNetwork, ends: readonly number[]): readonly PowerNode[] {
  const isOrigin = (at: number) => ORIGINS.has(nodes[at]?.element.kind ?? '');
  // A set goes on through what is added to it on the way.
  const met = new Set(ends);
  for (const at of met) for (const parent of nodes[at]?.parents ?? []) if (!isOrigin(parent)) met.add(parent);
  return [...met].flatMap((at) => nodes[at] ?? []).filter((node) => hasRun(node) && !isStated(node.element));
}

/** What is taken of conductors where nobody states it. */
export function conductorAssumptions({ nodes }: PowerNetwork): readonly Assumption[] {
  const stated = nodes.filter(({ element }) => isStated(element));
  return [
    {
      parameter: 'powerElement.conductorReactanceOhmPerKm',
      value: 0,
      unit: 'Ohm/km',
      source: 'conductors of which only the resistance is stated: their voltage drop is the least that it can be',
      count: stated.filter(({ element }) => element.conductorReactanceOhmPerKm === undefined).length,
    },
    {
      parameter: 'powerElement.conductorResistanceOhmPerKm',
      value: 'the neutral as the lines',
      unit: null,
      source:
        'runs of three lines and a neutral, which carries what the lines are uneven: a smaller one loses more voltage',
      count: stated.filter((node) => node.phases === 3 && hasNeutral(node)).length,
    },
  ];
}
