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
 * Source: TIA-606-C: both ends labelled, near and far on each, `cabinet-unit:port / cabinet-unit:port`, units from the
 * bottom; a label that the document states is borne as it stands by the first end.
 */
export function cableLabels(index: SiteIndex, cable: Cable, pattern: string): CableLabels {
  const [first, second] = cable.ends;
  if (first === undefined || second === undefined) return { cable: cable.name, labels: [] };
  const labels = cable.ends.map((end, i) =>
    i === 0 && cable.label !== undefined
      ? cable.label
      : labelOf(index, pattern, { cable, near: end, far: i === 0 ? second : first }),
  );
  return { cable: cable.name, labels };
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

/** Labels that several cable ends would bear, with the cables. */
export function repeatedLabels(
  labels: readonly CableLabels[],
): readonly { readonly label: string; readonly cables: readonly string[] }[] {
  const bearers = new Map<string, string[]>();
  for (const { cable, labels: own } of labels) {
    for (const label of own) {
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
  for (let at = text.indexOf('/'); at !== -1; at = text.indexOf('/', at + 1)) {
    const near = placeIn(text.slice(0, at));
    const far = placeIn(text.slice(at + 1));
    if (near !== null && far !== null) return { near, far };
  }
  return null;
}

function placeIn(half: string): LabelPlace | null {
  const [, room, cabinet, unit, port] = HALF.exec(half.trim()) ?? [];
  if (cabinet === undefined || unit === undefined || port === undefined) return null;
  return { room: room ?? null, cabinet, unit: Number(unit), port };
}
