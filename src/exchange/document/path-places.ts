import type { Defect, DocumentPath } from '../../domain/defect.js';
import type { PlacedDefect } from './placed-defect.js';
import type { TextVisitor } from './text-visitor.js';

type PathStep = string | number;

/** A tree of the paths that are looked for; a node learns where its key and its value stand. */
export interface SoughtNode {
  readonly children: Map<PathStep, SoughtNode>;
  keyOffset: number | undefined;
  valueOffset: number | undefined;
}

interface Level {
  readonly sought: SoughtNode | undefined;
  /** The next position of a list, or nothing in a mapping. */
  index: number | undefined;
  pending: SoughtNode | undefined;
}

function soughtNode(): SoughtNode {
  return { children: new Map(), keyOffset: undefined, valueOffset: undefined };
}

/** The tree of some paths, before their places are known. */
export function soughtTree(paths: readonly DocumentPath[]): SoughtNode {
  const root = soughtNode();
  for (const path of paths) {
    let node = root;
    for (const step of path) {
      let child = node.children.get(step);
      if (child === undefined) {
        child = soughtNode();
        node.children.set(step, child);
      }
      node = child;
    }
  }
  return root;
}

/** A visitor that follows only the paths that are sought; of a duplicate key the last occurrence counts. */
export function pathVisitor(root: SoughtNode): TextVisitor {
  const levels: Level[] = [];
  let pendingRoot: SoughtNode | undefined = root;
  /** The node of the value that now begins. */
  const arriving = (): SoughtNode | undefined => {
    const level = levels.at(-1);
    if (level === undefined) {
      const node = pendingRoot;
      pendingRoot = undefined;
      return node;
    }
    if (level.index === undefined) return level.pending;
    const node = level.sought?.children.get(level.index);
    level.index += 1;
    return node;
  };
  const open = (offset: number, index: number | undefined): void => {
    const sought = arriving();
    if (sought !== undefined) sought.valueOffset = offset;
    levels.push({ sought, index, pending: undefined });
  };
  return {
    openMapping: (offset) => open(offset, undefined),
    openList: (offset) => open(offset, 0),
    key: (name, offset) => {
      const level = levels.at(-1);
      if (level === undefined) return;
      level.pending = level.sought?.children.get(name);
      if (level.pending !== undefined) level.pending.keyOffset = offset;
    },
    scalar: (_value, offset) => {
      const sought = arriving();
      if (sought !== undefined) sought.valueOffset = offset;
    },
    close: () => {
      levels.pop();
    },
  };
}

/** Offset of a path, or of the nearest thing around it that the text has. */
function offsetOf(root: SoughtNode, path: DocumentPath, of: 'key' | 'value'): number {
  let node = root;
  let offset = root.valueOffset ?? 0;
  let found = 0;
  for (const step of path) {
    const child = node.children.get(step);
    const childOffset = child?.valueOffset ?? child?.keyOffset;
    if (child === undefined || childOffset === undefined) break;
    offset = childOffset;
    node = child;
    found += 1;
  }
  return of === 'key' && found === path.length && node.keyOffset !== undefined ? node.keyOffset : offset;
}

/**
 * Finds where defects stand: an unknown key at the key, a missing one at the mapping that lacks it, everything else at
 * the value.
 *
 * @param defects Defects with paths.
 * @param place Walks over the text once and notes the places of what is sought.
 * @returns One entry per defect, in the same order.
 */
export function placeDefects(defects: readonly Defect[], place: (root: SoughtNode) => void): readonly PlacedDefect[] {
  const root = soughtTree(defects.flatMap(({ path, alsoAt }) => (alsoAt === undefined ? [path] : [path, alsoAt])));
  place(root);
  return defects.map((defect) => {
    const offset = offsetOf(root, defect.path, defect.code === 'unknown-key' ? 'key' : 'value');
    if (defect.alsoAt === undefined) return { defect, offset };
    return { defect, offset, alsoOffset: offsetOf(root, defect.alsoAt, 'value') };
  });
}
