import { compareText } from '../site/key.js';
import type { Cable } from '../site/kinds/cable.js';
import type { SiteIndex } from '../site/site-index.js';
import { portText } from '../site/expansion/port-claims.js';

/** What a pattern of labels may name. */
export const LABEL_FIELDS = [
  'rack',
  'unit',
  'device',
  'port',
  'room',
  'farRack',
  'farUnit',
  'farDevice',
  'farPort',
  'farRoom',
  'cable',
] as const;

/** Labels of the two or more ends of a cable. */
export interface CableLabels {
  readonly cable: string;
  /** In the order of the ends; the far end of the first is the second, and of every other one the first. */
  readonly labels: readonly string[];
}

type End = Cable['ends'][number];

const PLACE = /\{(\w+)\}/g;

/** Names in a pattern that no label has, so that it cannot be used. */
export function unknownLabelFields(pattern: string): readonly string[] {
  const known: ReadonlySet<string> = new Set(LABEL_FIELDS);
  return [...pattern.matchAll(PLACE)].flatMap(([, name = '']) => (known.has(name) ? [] : [name]));
}

/**
 * Labels of the ends of a cable by a pattern. Each end bears its own place first and that of the other end after it, so
 * that the label of the far end is the mirror image of that of the near one. Units have two digits; a device without one
 * has `?`.
 *
 * A label that the document states is borne as it stands by the end whose place it names first, and mirrored by the other
 * one; one that names no two places is the name of the cable, and both ends bear it. Further ends of a breakout have the
 * labels of the pattern.
 *
 * Source: TIA-606-C: both ends labelled, near and far on each, `cabinet-unit:port / cabinet-unit:port`, units from the
 * bottom.
 */
export function cableLabels(index: SiteIndex, cable: Cable, pattern: string): CableLabels {
  const [first, second] = cable.ends;
  if (first === undefined || second === undefined) return { cable: cable.name, labels: [] };
  const byPattern = (end: End, i: number) =>
    labelOf(index, pattern, { cable, near: end, far: i === 0 ? second : first });
  const { label } = cable;
  if (label === undefined) return { cable: cable.name, labels: cable.ends.map(byPattern) };
  const isOfPattern = label === byPattern(first, 0);
  const mirrored = isOfPattern ? byPattern(second, 1) : (mirroredLabel(label) ?? label);
  const near = !isOfPattern && isTurned(index, cable, label) ? [mirrored, label] : [label, mirrored];
  return { cable: cable.name, labels: [...near, ...cable.ends.slice(2).map((end, i) => byPattern(end, i + 2))] };
}

/** A label `near / far` with its two places exchanged, or null where it is none. */
export function mirroredLabel(text: string): string | null {
  const halves = halvesOf(text);
  if (halves === null) return null;
  const { near, far, separator } = halves;
  return `${far}${separator}${near}`;
}

/** What a stated label says of the place of an end, against where the cable ends. */
export interface LabelContradiction {
  readonly cable: string;
  readonly label: string;
  /** What the pattern of the site says in its place. */
  readonly expected: string;
}

/**
 * Stated labels `near / far` that name other racks, units or ports than those where their cables end, whichever end they
 * name first. A unit is any that the device fills. Ports are compared by their numbers, as `49` stands for `Ethernet49` and
 * `Ethernet49/1`; what an end leaves open is not compared.
 */
export function labelContradictions(index: SiteIndex, pattern: string): readonly LabelContradiction[] {
  const wrong: LabelContradiction[] = [];
  for (const cable of index.snapshot.cables) {
    const { label, ends } = cable;
    if (label === undefined) continue;
    const parsed = parseLabel(label);
    const [first, second] = ends;
    if (parsed === null || first === undefined || second === undefined) continue;
    const names = (near: End, far: End) => isPlaceOf(index, parsed.near, near) && isPlaceOf(index, parsed.far, far);
    if (names(first, second) || names(second, first)) continue;
    wrong.push({ cable: cable.name, label, expected: labelOf(index, pattern, { cable, near: first, far: second }) });
  }
  return wrong;
}

/** Whether a label names the second end of its cable first. */
function isTurned(index: SiteIndex, { ends: [first, second] }: Cable, label: string): boolean {
  const parsed = parseLabel(label);
  if (parsed === null || first === undefined || second === undefined) return false;
  const { near, far } = parsed;
  if (isPlaceOf(index, near, first) && isPlaceOf(index, far, second)) return false;
  return isPlaceOf(index, near, second) && isPlaceOf(index, far, first);
}

function isPlaceOf(index: SiteIndex, place: LabelPlace, end: End): boolean {
  const device = index.devices.get(end.device);
  if (device === undefined) return false;
  const { rack = end.device, unit } = device;
  const heightU = index.deviceTypes.get(device.type)?.heightU ?? 1;
  const isOfUnit = unit === undefined || (place.unit >= unit && place.unit < unit + Math.max(1, heightU));
  return place.cabinet === rack && isOfUnit && isPort(place.port, portText(end));
}

/** Whether each number of a port on a label is one of the port's name; a label or a name without numbers says nothing. */
function isPort(said: string, port: string): boolean {
  const [wanted, known] = [said, port].map((text) => (text.match(/\d+/g) ?? []).map(Number)) as [number[], number[]];
  return known.length === 0 || wanted.every((number) => known.includes(number));
}

function labelOf(
  index: SiteIndex,
  pattern: string,
  { cable, near, far }: { cable: Cable; near: End; far: End },
): string {
  const [here, there] = [near, far].map((end) => placeOf(index, end));
  const values: Readonly<Record<string, string | undefined>> = {
    ...here,
    farRack: there?.['rack'],
    farUnit: there?.['unit'],
    farDevice: there?.['device'],
    farPort: there?.['port'],
    farRoom: there?.['room'],
    cable: cable.name,
  };
  return pattern.replace(PLACE, (whole, name: string) => values[name] ?? whole);
}

function placeOf(index: SiteIndex, end: End): Readonly<Record<string, string>> {
  const device = index.devices.get(end.device);
  const rack = device?.rack ?? end.device;
  const { unit } = device ?? {};
  return {
    rack,
    unit: unit === undefined ? '?' : String(unit).padStart(2, '0'),
    device: end.device,
    port: portText(end),
    room: index.racks.get(rack)?.room ?? '?',
  };
}

/** Labels that ends of several cables would bear, with the cables. */
export function repeatedLabels(
  labels: readonly CableLabels[],
): readonly { readonly label: string; readonly cables: readonly string[] }[] {
  const bearers = new Map<string, string[]>();
  for (const { cable, labels: own } of labels) {
    for (const label of new Set(own)) {
      const cables = bearers.get(label);
      if (cables === undefined) bearers.set(label, [cable]);
      else cables.push(cable);
    }
  }
  return [...bearers]
    .filter(([, cables]) => cables.length > 1)
    .map(([label, cables]) => ({ label, cables }))
    .sort((a, b) => compareText(a.label, b.label));
}

/** One half of a label: `[room.]cabinet-unit:port`. */
export interface LabelPlace {
  readonly room: string | null;
  readonly cabinet: string;
  readonly unit: number;
  readonly port: string;
}

const HALF = /^(?:([^./]+)\.)?([^/]+)-(\d+):(.+)$/;

/**
 * The two places of a label `near / far`, or null where it is none. Ports may hold a slash themselves: the first slash that
 * leaves a place on either side separates them.
 *
 * Example: `4BK01-55:50/DC.C03-14:04` is cabinet 4BK01, unit 55, port 50, and in room DC cabinet C03, unit 14, port 04.
 */
export function parseLabel(text: string): { readonly near: LabelPlace; readonly far: LabelPlace } | null {
  const halves = halvesOf(text);
  const [near, far] = halves === null ? [null, null] : [placeIn(halves.near), placeIn(halves.far)];
  return near === null || far === null ? null : { near, far };
}

function halvesOf(text: string): { readonly near: string; readonly separator: string; readonly far: string } | null {
  for (let at = text.indexOf('/'); at !== -1; at = text.indexOf('/', at + 1)) {
    const [near, far] = [text.slice(0, at), text.slice(at + 1)];
    if (placeIn(near) === null || placeIn(far) === null) continue;
    const separator = `${/\s*$/.exec(near)?.[0] ?? ''}/${/^\s*/.exec(far)?.[0] ?? ''}`;
    return { near: near.trim(), separator, far: far.trim() };
  }
  return null;
}

function placeIn(half: string): LabelPlace | null {
  const [, room, cabinet, unit, port] = HALF.exec(half.trim()) ?? [];
  if (cabinet === undefined || unit === undefined || port === undefined) return null;
  return { room: room ?? null, cabinet, unit: Number(unit), port };
}
