import type { PowerFlow } from '../power/element-flow.js';
import type { PowerFailures, WorstCase } from '../power/failure-figures.js';
import { loadBand } from './load-band.js';
import type { Point, Scene, Shape, TextStyle } from './scene.js';
import { lineGroups, type LineGroup } from './single-line-groups.js';
import { placeGroups, type BoxPlace } from './single-line-layout.js';

/** mm on paper. */
const BOX = { width: 46, height: 29 } as const;
const PITCH = { x: 50, y: 48 } as const;
const MARGIN = 4;
const TEXT = 2.1;
const LINE = 4.1;

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
  const groups = lineGroups(flow, failures);
  const places = placeGroups(groups);
  const columns = Math.max(1, ...places.map(({ column }) => column + 1));
  const layers = Math.max(1, ...places.map(({ layer }) => layer + 1));
  const height = (layers - 1) * PITCH.y + BOX.height;
  const topOf = ({ layer }: BoxPlace) => height - layer * PITCH.y;
  const middleOf = ({ column }: BoxPlace) => column * PITCH.x + BOX.width / 2;
  const shapes: Shape[] = [
    ...wires(groups, places, { topOf, middleOf }),
    ...groups.flatMap((group) => {
      const place = places[group.id];
      return place === undefined ? [] : boxShapes(group, [middleOf(place), topOf(place)]);
    }),
  ];
  const open = groups.some(({ members }) => members.some(({ state }) => state === 'in-cycle'));
  const { known, total } = flow.coverage;
  return {
    title: 'Single-line diagram',
    unit: 'mm',
    extent: { min: [-MARGIN, -MARGIN], max: [columns * PITCH.x - PITCH.x + BOX.width + MARGIN, height + MARGIN] },
    scale: 1,
    isToScale: false,
    northDeg: null,
    shapes,
    notes: [
      `Load case ${flow.loadCase}; ${String(failures.failures)} failures solved, each element, redundancy group and feed in turn`,
      'In each box: rating; load with nothing failed; worst load under a failure, against what may be carried for hours, and the failure',
      'A box with a count stands for elements that are alike and hang on the same element; its figures are those of the one nearest to its limit',
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

function wires(
  groups: readonly LineGroup[],
  places: readonly BoxPlace[],
  { topOf, middleOf }: { readonly topOf: (place: BoxPlace) => number; readonly middleOf: (place: BoxPlace) => number },
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
      const x = middleOf(place) + (i - (parents.length - 1) / 2) * 7;
      const order = inLayer.get(from.layer)?.indexOf(group) ?? 0;
      const lanes = Math.min(6, inLayer.get(from.layer)?.length ?? 1);
      const bottom = topOf(from) - BOX.height;
      const bus = bottom - 4 - ((order % lanes) * (PITCH.y - BOX.height - 8)) / Math.max(1, lanes);
      const start = middleOf(from) + (carries ? 0 : 5);
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

function boxShapes(group: LineGroup, [x, top]: Point): readonly Shape[] {
  const { worst, normal, members } = group;
  const half = BOX.width / 2;
  const isOpen = members.every(({ state }) => state !== 'live');
  const isUnknown = isOpen || isNothingKnown(group);
  const band = isUnknown ? 'unknown' : worst === null ? undefined : loadBand(worst.ratio);
  const box: Shape = {
    shape: 'polygon',
    style: 'rack',
    ...(band === undefined ? {} : { band }),
    points: [
      [x - half, top - BOX.height],
      [x + half, top - BOX.height],
      [x + half, top],
      [x - half, top],
    ],
  };
  const lines: readonly (readonly [TextStyle, string])[] = [
    ['rack', nameOf(group)],
    ['label', ratingOf(group)],
    ['label', isOpen ? stateOf(group) : isUnknown ? 'load unknown' : normalOf(normal, group)],
    ...(isUnknown ? [] : worstLines(worst, members.length > 1)),
    ['label', lastOf(group)],
  ];
  const texts = lines.map(([style, text], i): Shape => ({
    shape: 'text',
    style,
    at: [x, top - 3.4 - i * LINE - (i === 0 ? 0 : 0.6)],
    text,
    size: i === 0 ? TEXT * 1.15 : TEXT,
    anchor: 'middle',
    rotationDeg: 0,
    maxWidth: BOX.width - (i === 0 ? 7 : 2),
    onLines: true,
  }));
  const isOver = [worst, group.worstBank].some(
    (item) => item !== null && item.ratio > 1 + 1e-9 && item.scenario !== null,
  );
  const mark: readonly Shape[] = isOver ? [{ shape: 'after-loss', at: [x + half - 2.6, top - 2.8], size: 3 }] : [];
  return [box, ...texts, ...mark];
}

function nameOf({ members, kind }: LineGroup): string {
  const [first] = members;
  const words = KIND_WORDS[kind] ?? kind;
  return members.length > 1 ? `${String(members.length)} × ${words}` : (first?.element ?? words);
}

function ratingOf({ members, kind }: LineGroup): string {
  const [first] = members;
  if (first === undefined) return '';
  const { ratedCurrentA, ratedApparentPowerVa, ratedPowerW, output, phases } = first;
  const voltageV = output?.voltageV ?? null;
  const parts = [
    ...(ratedApparentPowerVa === null ? [] : [`${kilo(ratedApparentPowerVa)} kVA`]),
    ...(ratedPowerW === null ? [] : [`${kilo(ratedPowerW)} kW`]),
    ...(ratedCurrentA === null ? [] : [`${number(ratedCurrentA)} A`]),
    ...(voltageV === null ? [] : [`${number(voltageV)} V`]),
    ...(phases === 1 ? ['1 line'] : []),
  ];
  const words = members.length > 1 ? '' : `${KIND_WORDS[kind] ?? kind} `;
  return `${words}${parts.length === 0 ? 'rating not stated' : parts.join(', ')}`;
}

function stateOf({ members }: LineGroup): string {
  return members[0]?.state === 'out' ? 'out' : 'on a closed path';
}

function normalOf(normal: LineGroup['normal'], { members }: LineGroup): string {
  const load = (members[0]?.kind === 'rack-pdu' ? normal?.input : normal?.output) ?? null;
  const limit = normal?.nearestLimit ?? null;
  if (load === null || limit === null) {
    const carried = members[0]?.output ?? null;
    return carried === null ? '' : `normal ${kilo(carried.powerW)} kW`;
  }
  const isPartial = load.upperApparentPowerVa !== load.apparentPowerVa;
  const most = isPartial ? '≥ ' : members.length > 1 ? 'up to ' : '';
  return `normal ${most}${kilo(load.powerW)} kW, ${measure(limit.measured, limit.unit)} (${percent(limit.ratio)})`;
}

function worstLines(worst: WorstCase | null, isGroup: boolean): readonly (readonly [TextStyle, string])[] {
  if (worst === null) return [['label', 'no rating is stated']];
  if (worst.scenario === null) return [['label', 'no failure loads it more']];
  const of = `${measure(worst.measured, worst.unit)} of ${measure(worst.limit, worst.unit)} (${percent(worst.ratio)})`;
  return [
    ['label', `worst ${of}`],
    ['label', `${isGroup ? `${worst.element}, ` : ''}after ${worst.scenario}`],
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
function lastOf({ racks, plant, worstBank, worst, members }: LineGroup): string {
  if (worstBank !== null && worstBank.ratio > Math.max(1, worst?.ratio ?? 0)) {
    return `${worstBank.element} ${measure(worstBank.measured, worstBank.unit)} (${percent(worstBank.ratio)})`;
  }
  if (racks.length > 0) return `racks ${listOf(racks)}`;
  if (plant.length > 0) return `plant ${listOf(plant)}`;
  return members.length > 1 ? listOf(members.map(({ element }) => element)) : '';
}

function listOf(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 7).join(', ')} and ${String(names.length - 7)} more`;
}

function measure(value: number, unit: 'A' | 'VA' | 'W'): string {
  return unit === 'A' ? `${number(value)} A` : `${kilo(value)} k${unit}`;
}

function kilo(value: number): string {
  return number(value / 1000);
}

function number(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toFixed(1)));
}

function percent(ratio: number): string {
  return `${String(Math.round(100 * ratio))} %`;
}
