/** A port of a device of the hall, or a lane group of a port that is broken out. */
export interface PortEnd {
  readonly device: string;
  readonly port: string;
  readonly subPort?: string | undefined;
}

/** The ends of one cable: two, or those of a breakout, the single end first. */
export type Link = readonly PortEnd[];

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
  const shortage = shortageOf(members, Math.max(0, members.length - 1) * multiplicity);
  if (shortage !== null) return { shortage };
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

/**
 * Links of leaves and spines: each near member is joined to each far one by `multiplicity` links. Near member i uses its
 * ports for far member 0 first, then 1, and so on; far member j those for near member 0 first. n near and m far members
 * need m · multiplicity and n · multiplicity ports each and give n · m · multiplicity links. With nodes near and leaves
 * far, port r of every node goes to leaf r: these are rails.
 *
 * @param multiplicity links between every two, at least 1
 */
export function leafSpineLinks(
  near: readonly (readonly PortEnd[])[],
  far: readonly (readonly PortEnd[])[],
  multiplicity: number,
): LinkResult {
  const shortage = shortageOf(near, far.length * multiplicity) ?? shortageOf(far, near.length * multiplicity);
  if (shortage !== null) return { shortage };
  const links: Link[] = [];
  near.forEach((leaf, i) => {
    far.forEach((spine, j) => {
      for (let k = 0; k < multiplicity; k += 1) {
        const a = leaf[j * multiplicity + k];
        const b = spine[i * multiplicity + k];
        if (a !== undefined && b !== undefined) links.push([a, b]);
      }
    });
  });
  return { links };
}

/**
 * Links from each port of one list to the port at the same place of the other, which may be longer; of a breakout, to the
 * next `ways` ports of the other.
 */
export function pairedLinks(from: readonly PortEnd[], to: readonly PortEnd[], ways = 1): LinkResult {
  const needed = from.length * ways;
  if (to.length < needed) return { shortage: { needed, available: to.length } };
  return { links: from.map((a, i) => [a, ...to.slice(i * ways, (i + 1) * ways)]) };
}

/** The member with the fewest ports, where it has fewer than are needed. */
function shortageOf(members: readonly (readonly PortEnd[])[], needed: number): LinkShortage | null {
  const available = members.reduce((least, ports) => Math.min(least, ports.length), Infinity);
  return members.length > 0 && available < needed ? { needed, available } : null;
}
