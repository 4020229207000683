import { compareText } from '../site/key.js';
import type { Cable } from '../site/kinds/cable.js';
import { endText } from '../site/expansion/port-claims.js';

/** How cables as built differ from the pattern that they should follow. */
export type PortMapDeviation =
  /** Two cables whose far ends are exchanged. */
  | {
      readonly kind: 'swapped';
      readonly expected: readonly [Cable, Cable];
      readonly built: readonly [Cable, Cable];
    }
  | { readonly kind: 'missing'; readonly expected: Cable }
  | { readonly kind: 'extra'; readonly built: Cable }
  | { readonly kind: 'wrong-type'; readonly expected: Cable; readonly built: Cable };

/**
 * Every difference between the cables that a pattern asks for and those that stand there, by their ends; names, lengths
 * and labels do not count. Two cables are swapped where each ends at the far end of the other; what is left over of the
 * pattern is missing, and what is left over of what was built is extra. The order of neither list matters.
 *
 * @param expected no two of them share a port
 */
export function portMapDeviations({
  expected,
  built,
}: {
  readonly expected: readonly Cable[];
  readonly built: readonly Cable[];
}): readonly PortMapDeviation[] {
  const builtByEnds = new Map(built.map((cable) => [endsText(cable), cable]));
  const wrongType: PortMapDeviation[] = [];
  const matched = new Set<Cable>();
  const open: Cable[] = [];
  for (const cable of expected) {
    const found = builtByEnds.get(endsText(cable));
    if (found === undefined) {
      open.push(cable);
      continue;
    }
    matched.add(found);
    if (found.type !== cable.type) wrongType.push({ kind: 'wrong-type', expected: cable, built: found });
  }
  const left = built.filter((cable) => !matched.has(cable));
  const { swapped, rest, extra } = swapsOf(open, left);
  return [
    ...swapped,
    ...wrongType,
    ...rest.map((cable): PortMapDeviation => ({ kind: 'missing', expected: cable })),
    ...extra.map((cable): PortMapDeviation => ({ kind: 'extra', built: cable })),
  ];
}

/** Pairs of cables that are swapped, and what is no part of such a pair. */
function swapsOf(open: readonly Cable[], left: readonly Cable[]) {
  const expectedAt = new Map(open.flatMap((cable) => cable.ends.map((end) => [endText(end), cable] as const)));
  const builtAt = new Map(left.flatMap((cable) => cable.ends.map((end) => [endText(end), cable] as const)));
  const swapped: PortMapDeviation[] = [];
  const used = new Set<Cable>();
  for (const first of open) {
    if (used.has(first)) continue;
    const near = first.ends[0];
    const one = near === undefined ? undefined : builtAt.get(endText(near));
    const other = first.ends[1] === undefined ? undefined : builtAt.get(endText(first.ends[1]));
    if (one === undefined || other === undefined || one === other || used.has(one) || used.has(other)) continue;
    const second = farEnd(one, first);
    const swap = second === undefined ? undefined : expectedAt.get(second);
    if (swap === undefined || swap === first || used.has(swap)) continue;
    if (expectedAt.get(farEnd(other, first) ?? '') !== swap) continue;
    for (const cable of [first, swap, one, other]) used.add(cable);
    swapped.push({ kind: 'swapped', expected: [first, swap], built: [one, other] });
  }
  return { swapped, rest: open.filter((cable) => !used.has(cable)), extra: left.filter((cable) => !used.has(cable)) };
}

/** The end of a cable of two ends that is not at a port of another. */
function farEnd(cable: Cable, of: Cable): string | undefined {
  if (cable.ends.length !== 2) return undefined;
  const own = new Set(of.ends.map(endText));
  return cable.ends.map(endText).find((end) => !own.has(end));
}

function endsText({ ends }: Cable): string {
  return ends.map(endText).sort(compareText).join('\u0000');
}
