import { compareText } from '../site/key.js';
import type { LineGroup } from './single-line-groups.js';

/** Where a box stands: its layer from the sources down, and the middle of it, in widths of a box. */
export interface BoxPlace {
  readonly layer: number;
  readonly column: number;
}

/**
 * Layers: a group stands below everything that feeds it, and a source just above what it feeds first. Columns: groups
 * that feed no other stand side by side in the order in which the chains reach them, everything else over the middle of
 * what it feeds, no two of a layer in one another.
 */
export function placeGroups(groups: readonly LineGroup[]): readonly BoxPlace[] {
  const children: number[][] = groups.map(() => []);
  for (const { id, parents } of groups) for (const { group } of parents) children[group]?.push(id);
  const layers = layersOf(groups, children);
  const nameOf = (id: number) => {
    const { feed, element, kind } = groups[id]?.members[0] ?? { feed: null, element: '', kind: '' };
    // What stands by stands aside.
    return `${kind === 'generator' ? '~' : ''}${feed ?? '~'} ${element}`;
  };
  for (const ofGroup of children) ofGroup.sort((a, b) => compareText(nameOf(a), nameOf(b)));

  // Groups that feed nothing take the next column each, along a walk from the sources.
  const columns = new Float64Array(groups.length);
  const seen = new Set<number>();
  let next = 0;
  const order: number[] = [];
  const roots = groups.flatMap(({ id, parents }) => (parents.length === 0 ? [id] : []));
  roots.sort((a, b) => compareText(nameOf(a), nameOf(b)));
  const ways = roots.map((id) => ({ id, done: false })).reverse();
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    if (way.done) {
      order.push(way.id);
      continue;
    }
    if (seen.has(way.id)) continue;
    seen.add(way.id);
    ways.push({ id: way.id, done: true });
    const below = children[way.id] ?? [];
    if (below.length === 0) columns[way.id] = next++;
    for (const child of [...below].reverse()) ways.push({ id: child, done: false });
  }
  for (const id of order) {
    const below = children[id] ?? [];
    if (below.length > 0) columns[id] = below.reduce((sum, child) => sum + (columns[child] ?? 0), 0) / below.length;
  }
  spread(layers, columns, order);
  const left = columns.length === 0 ? 0 : Math.min(...columns);
  return groups.map(({ id }) => ({ layer: layers[id] ?? 0, column: (columns[id] ?? 0) - left }));
}

function layersOf(groups: readonly LineGroup[], children: readonly (readonly number[])[]): Int32Array {
  const layers = new Int32Array(groups.length);
  // What feeds stands before what is fed in the list.
  for (const { id, parents } of groups) {
    for (const { group } of parents) layers[id] = Math.max(layers[id] ?? 0, (layers[group] ?? 0) + 1);
  }
  for (const { id, parents } of groups) {
    const below = children[id] ?? [];
    if (parents.length === 0 && below.length > 0) {
      layers[id] = Math.min(...below.map((child) => layers[child] ?? 0)) - 1;
    }
  }
  return layers;
}

/** Moves boxes of a layer apart where they would stand in one another, keeping their order and, as far as it goes, their middle. */
function spread(layers: Int32Array, columns: Float64Array, order: readonly number[]): void {
  const byLayer = new Map<number, number[]>();
  for (const id of order) {
    const layer = layers[id] ?? 0;
    byLayer.set(layer, [...(byLayer.get(layer) ?? []), id]);
  }
  for (const ids of byLayer.values()) {
    ids.sort((a, b) => (columns[a] ?? 0) - (columns[b] ?? 0));
    const wanted = ids.map((id) => columns[id] ?? 0);
    let last = -Infinity;
    const placed = wanted.map((column) => (last = Math.max(column, last + 1)));
    // Half of what the last had to move goes back to the left, where there is room.
    let bound = Infinity;
    for (let i = placed.length - 1; i >= 0; i--) {
      const back = Math.min(placed[i] ?? 0, bound - 1);
      const room = i === 0 ? -Infinity : (placed[i - 1] ?? 0) + 1;
      const middle = ((placed[i] ?? 0) + (wanted[i] ?? 0)) / 2;
      placed[i] = Math.max(Math.min(back, middle), Math.min(room, back));
      bound = placed[i] ?? 0;
    }
    ids.forEach((id, i) => (columns[id] = placed[i] ?? 0));
  }
}
