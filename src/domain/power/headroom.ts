import { compareText } from '../site/key.js';
import {
  capacitiesLeft,
  everythingAbove,
  OPEN,
  type AddedLoad,
  type CapacityLeft,
  type PlacedLoad,
} from './capacity-left.js';
import type { FailureScenario } from './failure-figures.js';
import { sweepScenarios } from './failure-scenarios.js';
import type { PowerModel } from './power-model.js';
import { freePositions, type RackPosition } from './rack-positions.js';

/** A place for racks: the panels, busways or switchboards from which the racks of a group draw, one for each feed. */
export interface HeadroomPlace {
  /** The points joined. */
  readonly name: string;
  readonly points: readonly string[];
  /** Racks that draw from these points now. */
  readonly racks: number;
  /** Rooms and rows of these racks. */
  readonly rows: readonly string[];
  /** Slots of these rows that no rack takes; obstacles may stand there. Null where no slots are stated. */
  readonly slotsWithoutRack: number | null;
  /** The same, one by one. */
  readonly positions: readonly RackPosition[];
  /** Most that one more load shared by the points may draw, under every single failure. */
  readonly left: CapacityLeft;
}

/** A rack that was placed, and what its place left before. */
export interface PlacedRack {
  readonly place: string;
  readonly left: CapacityLeft;
  /** The slot that it takes; null where power is left and no slot of the rows is. */
  readonly position: RackPosition | null;
}

/** What one place says against one rack more. */
export interface StoppedRack {
  readonly place: string;
  readonly left: CapacityLeft;
  /** Slots without a rack that remain. */
  readonly freePositions: number;
}

/** What of an element cannot be used, because other elements are full before it. */
export interface StrandedPower {
  readonly element: string;
  readonly kind: string;
  /** What it alone could carry more under the worst failure, W at the given power factor. */
  readonly ownLeftW: number;
  /** What remains of that when every place is filled. */
  readonly strandedW: number;
  /** What binds at the places below it then. */
  readonly blockedBy: readonly string[];
}

export interface Headroom {
  readonly loadW: number;
  readonly powerFactor: number;
  readonly asked: number;
  readonly places: readonly HeadroomPlace[];
  /** Racks for which there is power, in the order in which they were placed: each where most is left of where a slot is free, else where most is left. */
  readonly placed: readonly PlacedRack[];
  /** Those of them that have a slot. */
  readonly withSlot: number;
  /** Those for which there is power, and no slot is free or none is stated. */
  readonly powerOnly: number;
  /** Which power stops the next one, at every place, the nearest to fitting first; empty where there is power for all. */
  readonly stopped: readonly StoppedRack[];
  readonly stranded: readonly StrandedPower[];
  /** Whether draws that nobody states may take some of what is left: then all of this is the most that can be. */
  readonly isUpperBound: boolean;
  readonly method: string;
}

const METHOD =
  'Racks are balanced three-phase loads shared evenly by the points that are live, on new breakers that do not bind; each is ' +
  'placed where most is left, in a slot without a rack as long as there is one. Left is the least along every way up, on any line, under every single failure. Stranded is ' +
  'what stays unused when the places are filled one after the other, the one with most left first, under the failures of the ' +
  'points and of what stands above them';

const DISTRIBUTION = new Set(['panel', 'busway', 'switchboard']);
/** W below which a place counts as full. */
const FULL_W = 1;

/** Where more racks of a load can go, what stops the next, and which capacity cannot be used. */
export function headroom(
  model: PowerModel,
  { loadW, count, powerFactor }: { readonly loadW: number; readonly count: number; readonly powerFactor: number },
): Headroom {
  const places = placesOf(model);
  const loads = places.map(({ nodes }): AddedLoad => ({ points: nodes, legs: 'L1-L2-L3', powerFactor }));
  const scenarios = sweepScenarios(model, 'elements');
  const leftNow = capacitiesLeft(model, loads, { scenarios });
  const placed: PlacedLoad[] = [];
  const racks: PlacedRack[] = [];
  const taken = new Set<string>();
  const freeOf = (i: number) => (places[i]?.positions ?? []).filter((position) => !taken.has(JSON.stringify(position)));
  let left = leftNow;
  let stopped: readonly StoppedRack[] = [];
  for (let i = 0; i < count; i++) {
    const fits = left.map((here) => ((here.powerW ?? Infinity) < loadW ? NOWHERE : here));
    const free = mostLeft(fits.map((here, place) => (freeOf(place).length > 0 ? here : NOWHERE)));
    const best = free === -1 ? mostLeft(fits) : free;
    const load = loads[best];
    const here = left[best];
    if (load === undefined || here === undefined) {
      stopped = stoppedAt(places, left, freeOf);
      break;
    }
    const [position = null] = freeOf(best);
    if (position !== null) taken.add(JSON.stringify(position));
    placed.push({ load, powerW: loadW });
    racks.push({ place: places[best]?.name ?? '', left: here, position });
    left = capacitiesLeft(model, loads, { scenarios, placed });
  }
  return {
    loadW,
    powerFactor,
    asked: count,
    places: places.map(({ nodes: _nodes, ...place }, i) => ({ ...place, left: leftNow[i] ?? OPEN })),
    placed: racks,
    withSlot: taken.size,
    powerOnly: racks.length - taken.size,
    stopped,
    stranded: strandedPower(model, places, loads, powerFactor),
    isUpperBound: leftNow.some(({ isUpperBound }) => isUpperBound),
    method: METHOD,
  };
}

/** Of a place that cannot take it. */
const NOWHERE: CapacityLeft = { ...OPEN, powerW: -1 };

function stoppedAt(
  places: readonly Place[],
  left: readonly CapacityLeft[],
  freeOf: (place: number) => readonly RackPosition[],
): readonly StoppedRack[] {
  return left
    .map((here, i): StoppedRack => ({ place: places[i]?.name ?? '', left: here, freePositions: freeOf(i).length }))
    .sort((a, b) => (b.left.powerW ?? 0) - (a.left.powerW ?? 0) || compareText(a.place, b.place));
}

/** The place with most left, of equals the first; where nothing limits one, that. -1 where there is none. */
function mostLeft(left: readonly CapacityLeft[]): number {
  let best = -1;
  let most = -1;
  left.forEach(({ powerW }, i) => {
    const value = powerW ?? Infinity;
    if (value >= 0 && value > most * (1 + 1e-9)) [best, most] = [i, value];
  });
  return best;
}

interface Place extends Omit<HeadroomPlace, 'left'> {
  readonly nodes: readonly number[];
}

/** Groups of racks by the points from which they draw, by name. */
function placesOf({ index, network }: PowerModel): readonly Place[] {
  const { snapshot, pdusByRack } = index;
  const groups = new Map<string, { nodes: readonly number[]; racks: string[]; rows: Set<string> }>();
  for (const { name, feeds, room, row } of snapshot.racks) {
    const pdus = (pdusByRack.get(name) ?? []).map((pdu) => pdu.name);
    const names = pdus.length > 0 ? pdus : (feeds ?? []).map(({ element }) => element);
    const nodes = [...new Set(names.flatMap((element) => distributionAbove(network, element) ?? []))];
    if (nodes.length === 0) continue;
    nodes.sort((a, b) => compareText(network.nodes[a]?.name ?? '', network.nodes[b]?.name ?? ''));
    const key = nodes.map((at) => network.nodes[at]?.name ?? '').join(' + ');
    const group = groups.get(key) ?? { nodes, racks: [], rows: new Set<string>() };
    groups.set(key, group);
    group.racks.push(name);
    if (row !== undefined) group.rows.add(JSON.stringify([room, row]));
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, { nodes, racks, rows }]): Place => {
      const slots = snapshot.rows.filter((row) => rows.has(JSON.stringify([row.room, row.name])));
      const positions = freePositions(index, (room, row) => rows.has(JSON.stringify([room, row])));
      return {
        name,
        points: nodes.map((at) => network.nodes[at]?.name ?? ''),
        nodes,
        racks: racks.length,
        rows: [...new Set(slots.map((row) => `${row.room} / ${row.name}`))].sort(compareText),
        positions,
        slotsWithoutRack: slots.length === 0 ? null : positions.length,
      };
    });
}

/** The nearest panel, busway or switchboard on the preferred way up. */
function distributionAbove(network: PowerModel['network'], element: string): number | null {
  const seen = new Set<number>();
  for (
    let at = network.byName.get(element) ?? -1;
    at !== -1 && !seen.has(at);
    at = network.nodes[at]?.parents[0] ?? -1
  ) {
    seen.add(at);
    if (DISTRIBUTION.has(network.nodes[at]?.element.kind ?? '')) return at;
  }
  return null;
}

/** Fills every place, and says what stays unused of each element above them, and what blocks it. */
function strandedPower(
  model: PowerModel,
  places: readonly Place[],
  loads: readonly AddedLoad[],
  powerFactor: number,
): readonly StrandedPower[] {
  const { network } = model;
  const above = places.map(({ nodes }) => everythingAbove(network, nodes));
  const elements = [...new Set(above.flatMap((nodes) => [...nodes]))].sort((a, b) =>
    compareText(network.nodes[a]?.name ?? '', network.nodes[b]?.name ?? ''),
  );
  const scenarios = elements.map((at): FailureScenario => {
    const name = network.nodes[at]?.name ?? '';
    return { kind: 'element', name, failed: [name] };
  });
  const own = elements.map((at): AddedLoad => ({ points: [at], legs: 'L1-L2-L3', powerFactor }));
  const before = capacitiesLeft(model, own, { scenarios, ownOnly: true });
  const placed: PlacedLoad[] = [];
  const full = new Set<number>();
  const blocks: (string | null)[] = places.map(() => null);
  while (full.size < places.length) {
    const left = capacitiesLeft(model, loads, { scenarios, placed });
    const most = mostLeft(left.map((here, i) => (full.has(i) ? { ...here, powerW: -1 } : here)));
    const load = loads[most];
    const powerW = left[most]?.powerW;
    if (load === undefined || powerW === undefined) break;
    full.add(most);
    // Where nothing states a limit nothing can be filled.
    if (powerW === null) continue;
    blocks[most] = left[most]?.element ?? null;
    if (powerW >= FULL_W) placed.push({ load, powerW });
  }
  const after = capacitiesLeft(model, own, { scenarios, placed, ownOnly: true });
  return elements
    .flatMap((at, i): readonly StrandedPower[] => {
      const { name, element } = network.nodes[at] ?? {};
      const ownLeftW = before[i]?.powerW ?? null;
      const strandedW = after[i]?.powerW ?? null;
      if (name === undefined || element === undefined || ownLeftW === null || strandedW === null) return [];
      if (strandedW < FULL_W) return [];
      const blockedBy = places.flatMap((_, place) => (above[place]?.has(at) === true ? (blocks[place] ?? []) : []));
      return [
        {
          element: name,
          kind: element.kind,
          ownLeftW,
          strandedW,
          blockedBy: [...new Set(blockedBy)].sort(compareText),
        },
      ];
    })
    .sort((a, b) => b.strandedW - a.strandedW || compareText(a.element, b.element));
}
