/**
 * The groups of nodes of a directed graph in which every node reaches every other (Tarjan's strongly connected
 * components), without those of a single node that does not lead to itself. Linear in nodes and edges, without recursion.
 *
 * Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972).
 *
 * @param next - for each node the nodes to which it leads
 */
export function cyclicGroups(next: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const order = new Int32Array(next.length).fill(-1);
  const lowest = new Int32Array(next.length);
  const onStack = new Uint8Array(next.length);
  const stack: number[] = [];
  const groups: number[][] = [];
  let count = 0;

  const enter = (node: number) => {
    order[node] = lowest[node] = count++;
    stack.push(node);
    onStack[node] = 1;
    return { node, edge: 0 };
  };
  const lower = (node: number, to: number) => {
    lowest[node] = Math.min(lowest[node] ?? 0, to);
  };

  for (let start = 0; start < next.length; start++) {
    if (order[start] !== -1) continue;
    const path = [enter(start)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = next[top.node]?.[top.edge];
      if (to !== undefined) {
        top.edge += 1;
        if (order[to] === -1) path.push(enter(to));
        else if (onStack[to] === 1) lower(top.node, order[to] ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lower(above.node, lowest[top.node] ?? 0);
      if (lowest[top.node] !== order[top.node]) continue;
      const group = stack.splice(stack.lastIndexOf(top.node));
      for (const member of group) onStack[member] = 0;
      if (group.length > 1 || next[top.node]?.includes(top.node) === true) groups.push(group);
    }
  }
  return groups;
}

/** One closed path through a cyclic group, each node once. */
export function closedPath(next: readonly (readonly number[])[], group: readonly number[]): readonly number[] {
  const members = new Set(group);
  const path: number[] = [];
  const seen = new Map<number, number>();
  let node = group[0];
  while (node !== undefined && !seen.has(node)) {
    seen.set(node, path.length);
    path.push(node);
    node = next[node]?.find((to) => members.has(to));
  }
  return node === undefined ? path : path.slice(seen.get(node));
}
