/**
 * The circles of a graph: its strongly connected components of more than one node, and nodes that name themselves. Each is
 * given as a walk along its arrows that ends where it began, the first node not repeated.
 *
 * Source: R. Tarjan, "Depth-First Search and Linear Graph Algorithms", SIAM J. Comput. 1 (1972), written without recursion.
 *
 * @param arrows of each node, the nodes that come before it
 */
export function circlesOf(arrows: readonly (readonly number[])[]): readonly CircleOfTasks[] {
  const index = new Array<number>(arrows.length).fill(-1);
  const low = new Array<number>(arrows.length).fill(0);
  const isOpen = new Array<boolean>(arrows.length).fill(false);
  const open: number[] = [];
  const circles: CircleOfTasks[] = [];
  let next = 0;
  const enter = (node: number) => {
    index[node] = low[node] = next;
    next += 1;
    open.push(node);
    isOpen[node] = true;
    return { node, arrow: 0 };
  };
  for (let root = 0; root < arrows.length; root += 1) {
    if (index[root] !== -1) continue;
    const path = [enter(root)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = arrows[top.node]?.[top.arrow];
      if (target !== undefined) {
        top.arrow += 1;
        if (index[target] === -1) path.push(enter(target));
        else if (isOpen[target] === true) low[top.node] = Math.min(low[top.node] ?? 0, index[target] ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above.node] = Math.min(low[above.node] ?? 0, low[top.node] ?? 0);
      if (low[top.node] !== index[top.node]) continue;
      const members: number[] = [];
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        isOpen[member] = false;
        members.push(member);
        if (member === top.node) break;
      }
      const isCircle = members.length > 1 || (arrows[top.node] ?? []).includes(top.node);
      if (isCircle) circles.push({ members, walk: walkWithin(arrows, new Set(members), Math.min(...members)) });
    }
  }
  return circles;
}

export interface CircleOfTasks {
  /** Every node that can reach itself through the others. */
  readonly members: readonly number[];
  /** One way around, in the order of the work: each comes before the next, and the last before the first. */
  readonly walk: readonly number[];
}

/** The shortest way from a node back to itself. */
function walkWithin(arrows: readonly (readonly number[])[], members: ReadonlySet<number>, start: number): number[] {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const node of queue) {
    for (const target of arrows[node] ?? []) {
      if (!members.has(target)) continue;
      if (target === start) {
        // Arrows lead to what comes before, and the walk is gathered backwards: it runs with the work.
        const walk = [start];
        for (let at = node; at !== start; at = cameFrom.get(at) ?? start) walk.push(at);
        return walk;
      }
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return [start];
}
