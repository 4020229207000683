/** A port of a device of the hall. */
export interface PortEnd {
  readonly device: string;
  readonly port: string;
}

export type Link = readonly [PortEnd, PortEnd];

/** What keeps a pattern from expanding, in numbers. */
export interface LinkShortage {
  readonly needed: number;
  readonly available: number;
}

export type LinkResult = { readonly links: readonly Link[] } | { readonly shortage: LinkShortage };

/**
 * Links of a full mesh: every two members are joined by `multiplicity` links. Member i uses its ports in their order:
 * first those to member 0, then those to member 1, and so on, itself left out, so that n members need
 * (n − 1) · multiplicity ports each and give n (n − 1) / 2 · multiplicity links.
 *
 * @param members ports of each member, in the order in which they are used
 * @param multiplicity links between every two members, at least 1
 */
export function meshLinks(members: readonly (readonly PortEnd[])[], multiplicity: number): LinkResult {
  const needed = Math.max(0, members.length - 1) * multiplicity;
  const available = members.reduce((least, ports) => Math.min(least, ports.length), Infinity);
  if (members.length > 0 && available < needed) return { shortage: { needed, available } };
  const links: Link[] = [];
  members.forEach((near, i) => {
    for (let j = i + 1; j < members.length; j += 1) {
      const far = members[j] ?? [];
      for (let k = 0; k < multiplicity; k += 1) {
        const a = near[(j - 1) * multiplicity + k];
        const b = far[i * multiplicity + k];
        if (a !== undefined && b !== undefined) links.push([a, b]);
      }
    }
  });
  return { links };
}

/** Links from each port of one list to the port at the same place of the other, which may be longer. */
export function pairedLinks(from: readonly PortEnd[], to: readonly PortEnd[]): LinkResult {
  if (to.length < from.length) return { shortage: { needed: from.length, available: to.length } };
  return { links: from.flatMap((a, i) => (to[i] === undefined ? [] : [[a, to[i]] as const])) };
}
