import type { Rack } from '../site/kinds/rack.js';
import type { Task } from '../site/kinds/task.js';
import type { SiteIndex } from '../site/site-index.js';
import type { DayFigure, SequenceFigures } from './sequence-figures.js';

/** When something must be there, and for which task. */
export interface InstallDate {
  readonly task: string;
  /** Latest start of the task; where it is not certain, no later. */
  readonly latestStart: DayFigure;
}

export interface Installable {
  readonly kind: string;
  readonly name: string;
  /** Chapter of the bill in which it stands. */
  readonly category: string;
}

type Entry = NonNullable<Task['installs']>[number];

/** Where a thing is; what is in several racks, such as a cable, is in several places. */
interface Place {
  readonly rack: Rack | undefined;
  readonly room: string | undefined;
}

const NOWHERE: readonly Place[] = [{ rack: undefined, room: undefined }];

/**
 * Which task puts a thing in place, and by when the thing must be there. Of all entries of all tasks that the thing meets,
 * the most narrow counts: a rack before a pod before a phase before a room before the whole site, and a chapter before all
 * chapters. Of several as narrow, the one that starts first.
 *
 * A breaker or other power element without a rack or room is where the racks are that name it as their feed.
 *
 * @returns null for what no task installs
 */
export function installDates(index: SiteIndex, sequence: SequenceFigures): (thing: Installable) => InstallDate | null {
  const dates = new Map(sequence.tasks.map(({ task, latestStart }) => [task, latestStart]));
  const entries = index.snapshot.tasks.flatMap(({ name, installs = [] }) => {
    const latestStart = dates.get(name);
    return latestStart === undefined ? [] : installs.map((entry) => ({ entry, task: name, latestStart }));
  });
  if (entries.length === 0) return () => null;
  const phaseOf = new Map(index.snapshot.pods.map(({ name, phase }) => [name, phase]));
  const placesOf = placeFinder(index);
  const known = new Map<string, InstallDate | null>();
  return (thing) => {
    const places = placesOf(thing);
    const key = `${thing.category}\n${places.map(({ rack, room }) => `${rack?.name ?? ''}\t${room ?? ''}`).join('\n')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best: { readonly date: InstallDate; readonly narrowness: number } | null = null;
    for (const { entry, task, latestStart } of entries) {
      if (entry.category !== undefined && entry.category !== thing.category) continue;
      if (!places.some((place) => isIn(place, entry, phaseOf))) continue;
      const candidate = { date: { task, latestStart }, narrowness: narrownessOf(entry) };
      if (best === null || comesBefore(candidate, best)) best = candidate;
    }
    const found = best?.date ?? null;
    known.set(key, found);
    return found;
  };
}

function isIn({ rack, room }: Place, entry: Entry, phaseOf: ReadonlyMap<string, string | undefined>): boolean {
  if (entry.rack !== undefined && rack?.name !== entry.rack) return false;
  if (entry.pod !== undefined && rack?.pod !== entry.pod) return false;
  if (entry.phase !== undefined && (rack?.pod === undefined || phaseOf.get(rack.pod) !== entry.phase)) return false;
  return entry.room === undefined || room === entry.room;
}

function narrownessOf({ rack, pod, phase, room, category }: Entry): number {
  const place = rack !== undefined ? 8 : pod !== undefined ? 6 : phase !== undefined ? 4 : room !== undefined ? 2 : 0;
  return place + (category === undefined ? 0 : 1);
}

interface Candidate {
  readonly date: InstallDate;
  readonly narrowness: number;
}

/** The narrower, else the earlier; a date that nothing bounds counts as never. */
function comesBefore(a: Candidate, b: Candidate): boolean {
  if (a.narrowness !== b.narrowness) return a.narrowness > b.narrowness;
  const [dayA, dayB] = [a.date.latestStart.bound ?? '~', b.date.latestStart.bound ?? '~'];
  return dayA === dayB ? a.date.task < b.date.task : dayA < dayB;
}

function placeFinder(index: SiteIndex): (thing: Installable) => readonly Place[] {
  const { snapshot, racks, devices, powerElements } = index;
  const inRacks = (names: Iterable<string | undefined>): readonly Place[] => {
    const found = [...new Set(names)].flatMap((name) => (name === undefined ? [] : (racks.get(name) ?? [])));
    return found.length === 0 ? NOWHERE : found.map((rack) => ({ rack, room: rack.room }));
  };
  const rackOf = (device: string | undefined) => (device === undefined ? undefined : devices.get(device)?.rack);
  const fed = new Map<string, string[]>();
  for (const { name, feeds = [] } of snapshot.racks) {
    for (const { element } of feeds) {
      const names = fed.get(element);
      if (names === undefined) fed.set(element, [name]);
      else names.push(name);
    }
  }
  const cables = new Map(snapshot.cables.map((cable) => [cable.name, cable]));
  const roomOfUnit = new Map(snapshot.coolingUnits.map(({ name, room }) => [name, room]));
  const roomOfTray = new Map(snapshot.traySegments.map(({ name, room }) => [name, room]));
  return ({ kind, name }) => {
    switch (kind) {
      case 'rack':
        return inRacks([name]);
      case 'device':
        return inRacks([rackOf(name)]);
      case 'transceiver':
        return inRacks([rackOf(name.split(':')[0])]);
      case 'cord':
        return inRacks([rackOf(name.split(' / ')[0])]);
      case 'cable':
        return inRacks((cables.get(name)?.ends ?? []).map(({ device }) => rackOf(device)));
      case 'whip':
      case 'powerElement': {
        const element = powerElements.get(name);
        if (element?.rack !== undefined) return inRacks([element.rack]);
        if (element?.room !== undefined) return [{ rack: undefined, room: element.room }];
        return inRacks(fed.get(name) ?? []);
      }
      case 'coolingUnit':
        return [{ rack: undefined, room: roomOfUnit.get(name) }];
      case 'traySegment':
        return [{ rack: undefined, room: roomOfTray.get(name) }];
      default:
        return NOWHERE;
    }
  };
}
