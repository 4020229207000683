import { compareText } from '../site/key.js';
import type { Cable } from '../site/kinds/cable.js';
import type { Phase } from '../site/kinds/phase.js';
import type { SiteIndex } from '../site/site-index.js';

/** Names of phases in their order; those without a place come last, by name. */
export function phasesInOrder(phases: readonly Phase[]): readonly string[] {
  return [...phases]
    .sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || compareText(a.name, b.name))
    .map(({ name }) => name);
}

/**
 * The phase in which a cable is pulled: that of its port map, else the last of those of the pods in which its ends stand;
 * undefined where none has one.
 */
export function phaseOfCable(index: SiteIndex, cable: Cable): string | undefined {
  const facts = phaseFacts(index);
  const ofMap = facts.ofMap.get(index.origin.cables.get(cable.name) ?? '');
  if (ofMap !== undefined) return ofMap;
  let last: string | undefined;
  for (const { device } of cable.ends) {
    const phase = facts.ofRack.get(index.devices.get(device)?.rack ?? '');
    if (phase === undefined) continue;
    if (last === undefined || (facts.place.get(phase) ?? 0) > (facts.place.get(last) ?? 0)) last = phase;
  }
  return last;
}

interface PhaseFacts {
  readonly ofMap: ReadonlyMap<string, string>;
  readonly ofRack: ReadonlyMap<string, string>;
  readonly place: ReadonlyMap<string, number>;
}

const memory = new WeakMap<SiteIndex, PhaseFacts>();

function phaseFacts(index: SiteIndex): PhaseFacts {
  const known = memory.get(index);
  if (known !== undefined) return known;
  const { portMaps, pods, racks, phases } = index.snapshot;
  const ofPod = new Map(pods.flatMap(({ name, phase }) => (phase === undefined ? [] : [[name, phase] as const])));
  const facts = {
    ofMap: new Map(portMaps.flatMap(({ name, phase }) => (phase === undefined ? [] : [[name, phase] as const]))),
    ofRack: new Map(
      racks.flatMap(({ name, pod }) => {
        const phase = ofPod.get(pod ?? '');
        return phase === undefined ? [] : [[name, phase] as const];
      }),
    ),
    place: new Map(phasesInOrder(phases).map((name, i) => [name, i])),
  };
  memory.set(index, facts);
  return facts;
}
