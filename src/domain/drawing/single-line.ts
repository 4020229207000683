import type { PowerFlow } from '../power/element-flow.js';
import type { PowerFailures, WorstCase } from '../power/failure-figures.js';
import { loadBand } from './load-band.js';
import type { Point, Scene, Shape, TextStyle } from './scene.js';
import { lineGroups, type LineGroup } from './single-line-groups.js';
import { placeGroups, type BoxPlace } from './single-line-layout.js';

/** mm on paper. Heights of capitals as ISO 3098 has them for A3. */
const BOX_WIDTH = 26;
const PITCH_X = 27.2;
const GAP_Y = 8;
const MARGIN = 2;
const TEXT = 1.8;
const LINE = 3.2;
const PADDING = 1.6;
/** Letters that fit into a line of a box. */
const LETTERS = 21;
/** Boxes side by side that an A3 sheet takes at this size. */
const MOST_COLUMNS = 12;

const KIND_WORDS: Readonly<Record<string, string>> = {
  utility: 'Utility',
  generator: 'Generator',
  transformer: 'Transformer',
  ups: 'UPS',
  'static-switch': 'Static switch',
  switchboard: 'Switchboard',
  panel: 'Panel',
  busway: 'Busway',
  breaker: 'Breaker',
  'rack-pdu': 'Rack PDU',
};

/**
 * The power chain from sources to racks: ratings, load with nothing failed, the worst load under any single failure and
 * the failure that causes it. Breakers and rack PDUs that are alike and hang on the same element are one box, which shows
 * the one of them that comes nearest to its limit.
 */
export function singleLineScene(flow: PowerFlow, failures: PowerFailures): Scene {
  const { groups, places, columns } = laidOut(flow, failures);
  const layers = Math.max(1, ...places.map(({ layer }) => layer + 1));
  const texts = groups.map((group) => textsOf(group));
  const heights = Array.from({ length: layers }, (_, layer) =>
    Math.max(0, ...groups.map(({ id }) => (places[id]?.layer === layer ? boxHeight(texts[id]?.length ?? 0) : 0))),
  );
  const above = (layer: number) => heights.slice(0, layer).reduce((sum, own) => sum + own + GAP_Y, 0);
  const height = above(layers) - GAP_Y;
  const frame: Frame = {
    topOf: ({ layer }) => height - above(layer),
    bottomOf: ({ layer }) => height - above(layer) - (heights[layer] ?? 0),
    middleOf: ({ column }) => column * PITCH_X + BOX_WIDTH / 2,
  };
  const shapes: Shape[] = [
    ...wires(groups, places, frame),
    ...groups.flatMap((group) => {
      const place = places[group.id];
      return place === undefined ? [] : boxShapes(group, { place, frame, texts: texts[group.id] ?? [] });
    }),
  ];
  const open = groups.some(({ members }) => members.some(({ state }) => state === 'in-cycle'));
  const { known, total } = flow.coverage;
  return {
    title: 'Single-line diagram',
    unit: 'mm',
    extent: {
      min: [-MARGIN, -MARGIN],
      max: [(columns - 1) * PITCH_X + BOX_WIDTH + MARGIN, height + MARGIN],
    },
    scale: 1,
    isToScale: false,
    northDeg: null,
    shapes,
    notes: [
      `Load case ${flow.loadCase}; ${String(failures.failures)} failures solved, each element, redundancy group and feed in turn`,
      'In each box: kind and voltage; rating; load now, with nothing failed, and its share of what may be carried for hours; the ' +
        'worst load under a failure, what may be carried, and the failure that causes it',
      'A box with a count stands for elements that are alike and hang on the same element; its figures are those of the one ' +
        'nearest to its limit. Rack PDUs stand in the boxes of their breakers where each breaker feeds one',
      ...(known < total
        ? [
            `Of ${String(total)} draws ${String(known)} are known; unknown ones count with the least that is known of them`,
          ]
        : []),
      ...(flow.out.length > 0 ? [`Out for maintenance: ${flow.out.join(', ')}`] : []),
      ...(open ? ['Elements on a closed path carry what nobody can say'] : []),
    ],
  };
}

/** Each panel a box of its own as long as a sheet takes them side by side, else alike ones together. */
function laidOut(flow: PowerFlow, failures: PowerFailures) {
  const layOut = (panelsAlike: boolean) => {
    const groups = lineGroups(flow, failures, { panelsAlike });
    const places = placeGroups(groups);
    return { groups, places, columns: Math.max(1, ...places.map(({ column }) => column + 1)) };
  };
  const alone = layOut(false);
  return alone.columns <= MOST_COLUMNS ? alone : layOut(true);
}

/** Where boxes lie, mm. */
interface Frame {
  readonly topOf: (place: BoxPlace) => number;
  readonly bottomOf: (place: BoxPlace) => number;
  readonly middleOf: (place: BoxPlace) => number;
}

function boxHeight(lines: number): number {
  return lines * LINE + 2 * PADDING;
}

function wires(
  groups: readonly LineGroup[],
  places: readonly BoxPlace[],
  { topOf, bottomOf, middleOf }: Frame,
): readonly Shape[] {
  const shapes: Shape[] = [];
  // Buses of the parents of one layer lie at heights of their own, so that no two are taken for one.
  const inLayer = new Map<number, number[]>();
  const byColumn = groups.map(({ id }) => id).sort((a, b) => (places[a]?.column ?? 0) - (places[b]?.column ?? 0));
  for (const id of byColumn) {
    const layer = places[id]?.layer ?? 0;
    inLayer.set(layer, [...(inLayer.get(layer) ?? []), id]);
  }
  for (const { id, parents } of groups) {
    const place = places[id];
    if (place === undefined) continue;
    parents.forEach(({ group, carries }, i) => {
      const from = places[group];
      if (from === undefined) return;
      const x = middleOf(place) + (i - (parents.length - 1) / 2) * 5;
      const order = inLayer.get(from.layer)?.indexOf(group) ?? 0;
      const lanes = Math.min(4, inLayer.get(from.layer)?.length ?? 1);
      const bottom = bottomOf(from);
      const bus = bottom - 2 - ((order % lanes) * (GAP_Y - 4)) / Math.max(1, lanes - 1);
      const start = middleOf(from) + (carries ? 0 : 4);
      const points: readonly Point[] = [
        [start, bottom],
        [start, bus],
        [x, bus],
        [x, topOf(place)],
      ];
      shapes.push({ shape: 'line', style: carries ? 'wire' : 'wire-standby', points });
    });
  }
  return shapes;
}

type Text = readonly [TextStyle, string];

function boxShapes(
  group: LineGroup,
  { place, frame, texts }: { readonly place: BoxPlace; readonly frame: Frame; readonly texts: readonly Text[] },
): readonly Shape[] {
  const { worst, members } = group;
  const [x, top, bottom] = [frame.middleOf(place), frame.topOf(place), frame.bottomOf(place)];
  const half = BOX_WIDTH / 2;
  const isUnknown = members.every(({ state }) => state !== 'live') || isNothingKnown(group);
  const band = isUnknown ? 'unknown' : worst === null ? undefined : loadBand(worst.ratio);
  const box: Shape = {
    shape: 'polygon',
    style: 'rack',
    ...(band === undefined ? {} : { band }),
    points: [
      [x - half, bottom],
      [x + half, bottom],
      [x + half, top],
      [x - half, top],
    ],
  };
  const isOver = [worst, group.worstBank].some(
    (item) => item !== null && item.ratio > 1 + 1e-9 && item.scenario !== null,
  );
  const labels = texts.map(([style, text], i): Shape => ({
    shape: 'text',
    style,
    at: [x, top - PADDING - (i + 0.5) * LINE],
    text,
    size: TEXT,
    anchor: 'middle',
    rotationDeg: 0,
    maxWidth: BOX_WIDTH - (i === 0 && isOver ? 7 : 1.2),
    onLines: true,
  }));
  const mark: readonly Shape[] = isOver ? [{ shape: 'after-loss', at: [x + half - 2.2, top - 2.4], size: 2.6 }] : [];
  return [box, ...labels, ...mark];
}

/** The lines of a box, each short enough for its width as far as names allow. */
function textsOf(group: LineGroup): readonly Text[] {
  const { worst, normal, members } = group;
  const isOpen = members.every(({ state }) => state !== 'live');
  const isUnknown = isOpen || isNothingKnown(group);
  const lines = [
    ...kindLines(group),
    ...wrapped(ratingOf(group)),
    ...(isOpen ? [stateOf(group)] : isUnknown ? ['load unknown'] : nowLines(normal, group)),
    ...(isUnknown ? [] : worstLines(worst, members.length > 1 || group.pdus.length > 0)),
    ...lastLines(group),
  ];
  return [['rack', nameOf(group)], ...lines.map((line): Text => ['label', line])];
}

/** A line cut at the last space before it is too long. */
function wrapped(line: string): readonly string[] {
  if (line.length <= LETTERS) return line === '' ? [] : [line];
  const at = line.lastIndexOf(' ', LETTERS);
  return at <= 0 ? [line] : [line.slice(0, at), ...wrapped(line.slice(at + 1))];
}

function nameOf({ members, kind }: LineGroup): string {
  const [first] = members;
  const words = KIND_WORDS[kind] ?? kind;
  return members.length > 1 ? `${String(members.length)} × ${words}` : (first?.element ?? words);
}

function kindLines({ members, kind, pdus }: LineGroup): readonly string[] {
  const [first] = members;
  const voltageV = first?.output?.voltageV ?? null;
  const volts = voltageV === null ? [] : [value(number(voltageV), 'V')];
  const line = first?.phases === 1 ? ['1 line'] : [];
  if (pdus.length > 0) {
    const words = members.length > 1 ? 'with rack PDUs' : `with ${pdus[0]?.element ?? ''}`;
    return wrapped([words, ...volts, ...line].join(', '));
  }
  const words = members.length > 1 ? [] : [KIND_WORDS[kind] ?? kind];
  return wrapped([...words, ...volts, ...line].join(', '));
}

function ratingOf({ members, pdus }: LineGroup): string {
  const [first] = members;
  const [pdu] = pdus;
  if (first === undefined) return '';
  const { ratedCurrentA, ratedApparentPowerVa, ratedPowerW } = first;
  const parts = [
    ...(ratedApparentPowerVa === null ? [] : [value(kilo(ratedApparentPowerVa), 'kVA')]),
    ...(ratedPowerW === null ? [] : [value(kilo(ratedPowerW), 'kW')]),
    ...(ratedCurrentA === null ? [] : [value(number(ratedCurrentA), 'A')]),
    ...(pdu === undefined || pdu.ratedCurrentA === null || pdu.ratedCurrentA === ratedCurrentA
      ? []
      : [`PDU ${value(number(pdu.ratedCurrentA), 'A')}`]),
  ];
  return parts.length === 0 ? 'rating not stated' : parts.join(', ');
}

function stateOf({ members }: LineGroup): string {
  return members[0]?.state === 'out' ? 'out' : 'on a closed path';
}

function nowLines(normal: LineGroup['normal'], { members }: LineGroup): readonly string[] {
  const load = (members[0]?.kind === 'rack-pdu' ? normal?.input : normal?.output) ?? null;
  const limit = normal?.nearestLimit ?? null;
  if (load === null || limit === null) {
    const carried = members[0]?.output ?? null;
    return carried === null ? [] : [`now ${value(kilo(carried.powerW), 'kW')}`];
  }
  const isPartial = load.upperApparentPowerVa !== load.apparentPowerVa;
  const most = isPartial ? '≥ ' : members.length > 1 ? '≤ ' : '';
  return wrapped(`now ${most}${value(kilo(load.powerW), 'kW')}, ${percent(limit.ratio)}`);
}

function worstLines(worst: WorstCase | null, isGroup: boolean): readonly string[] {
  if (worst === null) return ['no rating is stated'];
  if (worst.scenario === null) return wrapped('no failure adds to it');
  const unit = worst.unit === 'A' ? 'A' : `k${worst.unit}`;
  const of = (value: number) => (worst.unit === 'A' ? number(value) : kilo(value));
  return [
    ...wrapped(`worst ${of(worst.measured)} of ${value(of(worst.limit), unit)}`),
    ...wrapped(
      isGroup ? `${percent(worst.ratio)} at ${worst.element}` : `${percent(worst.ratio)} after ${worst.scenario}`,
    ),
    ...(isGroup ? wrapped(`after ${worst.scenario}`) : []),
  ];
}

/** Whether something hangs on it, of which no draw is known. */
function isNothingKnown({ members }: LineGroup): boolean {
  return members.every(({ output }) => {
    if (output === null) return false;
    return output.apparentPowerVa === 0 && output.upperApparentPowerVa !== 0;
  });
}

/** Racks and plant, and the bank that is above its limit though its PDU is not. */
function lastLines({ racks, plant, worstBank, worst }: LineGroup): readonly string[] {
  const bank =
    worstBank !== null && worstBank.ratio > Math.max(1, worst?.ratio ?? 0)
      ? wrapped(`${worstBank.element} ${measure(worstBank.measured, worstBank.unit)}, ${percent(worstBank.ratio)}`)
      : [];
  if (racks.length > 0) return [...bank, ...wrapped(rangeOf('rack', racks))];
  if (plant.length > 0) return [...bank, ...wrapped(rangeOf('plant', plant))];
  return bank;
}

/** One name, or the first and the last of several in order, with how many there are. */
function rangeOf(word: string, names: readonly string[]): string {
  const [first = ''] = names;
  if (names.length === 1) return `${word} ${first}`;
  const plural = word === 'rack' ? 'racks' : word;
  if (names.length === 2) return `${plural} ${names.join(', ')}`;
  return `${String(names.length)} ${plural} ${first} to ${names[names.length - 1] ?? ''}`;
}

function measure(measured: number, unit: 'A' | 'VA' | 'W'): string {
  return unit === 'A' ? value(number(measured), 'A') : value(kilo(measured), `k${unit}`);
}

/** A number and its unit, which no line end parts. */
function value(text: string, unit: string): string {
  return `${text}\u00a0${unit}`;
}

function kilo(value: number): string {
  return number(value / 1000);
}

function number(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toFixed(1)));
}

function percent(ratio: number): string {
  return value(String(Math.round(100 * ratio)), '%');
}
