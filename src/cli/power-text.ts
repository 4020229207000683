import type { HeadroomView, IsolationView, PowerFailuresView, PowerFlowView } from '../analysis/power-analysis.js';
import { leftCells, openLines } from './power-capacity-text.js';
import { fixed, tableLines, titleOf } from './power-text-parts.js';
import { groupFindings } from '../domain/assessment/finding-groups.js';
import { formatNumber } from '../domain/assessment/sentence.js';
import type { Assumption } from '../domain/finding.js';
import type { NameSample } from '../domain/name-sample.js';
import type { FailureOutcome, WorstCase } from '../domain/power/failure-figures.js';

/** Outcomes and elements that a text lists; `--format json` has all. */
const LISTED = 25;
const LISTED_OUTLETS = 8;
const LISTED_ESTIMATES = 8;

/** Flow as a table: one line an element, from the sources down. */
export function flowText(flow: PowerFlowView): string {
  const { elements, balance, loadCase, coverage, fitted } = flow;
  const rows = elements.map(({ element, kind, state, output, input, lossW, nearestLimit }) => {
    const load = kind === 'rack-pdu' ? input : output;
    if (load === null) return [element, kind, state, '', '', '', '', '', '', '', '', ''];
    const [l1, l2, l3] = load.lineCurrentsA;
    return [
      element,
      kind,
      fixed(load.voltageV, 0),
      fixed(l1, 1),
      fixed(l2, 1),
      fixed(l3, 1),
      fixed(load.neutralCurrentA, 1),
      fixed(load.powerW / 1000, 2),
      fixed(load.apparentPowerVa / 1000, 2),
      fixed(load.powerFactor, 3),
      fixed(lossW === null ? null : lossW / 1000, 2),
      nearestLimit === null ? 'no rating' : `${fixed(100 * nearestLimit.ratio, 1)} % (${nearestLimit.limitedBy})`,
    ];
  });
  const head = ['element', 'kind', 'V', 'L1 A', 'L2 A', 'L3 A', 'N A', 'kW', 'kVA', 'pf', 'loss kW', 'of its limit'];
  const { sourcesW, loadsW, lossesW } = balance;
  return [
    titleOf(flow, `load case ${loadCase}`),
    '',
    ...tableLines([head, ...rows]),
    '',
    `Sources give ${fixed(sourcesW / 1000, 2)} kW = loads ${fixed(loadsW / 1000, 2)} kW + losses ${fixed(lossesW / 1000, 2)} kW.`,
    `Of the draws ${String(coverage.known)} of ${String(coverage.total)} are known; unknown ones count with the least that is known of them.`,
    ...fittedLines(fitted),
    ...assumedLines(flow.assumptions),
    '',
  ].join('\n');
}

/** Estimates, those least known first. */
function fittedLines(fitted: PowerFlowView['fitted']): readonly string[] {
  if (fitted.length === 0) return [];
  const widthOf = ({ leastW, mostW }: (typeof fitted)[number]) => (mostW ?? Infinity) - leastW;
  const widest = fitted.toSorted((a, b) => (widthOf(b) === widthOf(a) ? 0 : widthOf(b) - widthOf(a)));
  return [
    `${String(fitted.length)} of the others are estimates, parts of what a meter above reads; they count with the estimate. Least known:`,
    ...widest
      .slice(0, LISTED_ESTIMATES)
      .map(
        ({ load, estimateW, leastW, mostW }) =>
          `  ${load}: ${fixed(estimateW, 0)} W, between ${fixed(leastW, 0)} and ${fixed(mostW, 0)} W`,
      ),
  ];
}

/** Failures: what each does, then the elements that come nearest to their limits. */
export function failuresText(failures: PowerFailuresView): string {
  const {
    outcomes,
    survived,
    failures: count,
    worst,
    outlets,
    outletCoverage,
    coverage,
    findings,
    loadCase,
  } = failures;
  const shown = outcomes.slice(0, LISTED);
  const groups = groupFindings(findings);
  return [
    titleOf(failures, `load case ${loadCase}`),
    '',
    `Failures solved: ${String(count)}; ${String(survived)} of them leave every device in service, nothing overloaded and nothing open.`,
    '',
    ...shown.flatMap(outcomeLines),
    ...(outcomes.length > shown.length
      ? [`… and ${String(outcomes.length - shown.length)} more (--format json)`, '']
      : []),
    'Nearest to their limits, with the failure that causes it:',
    ...worstLines(worst.slice(0, LISTED)),
    '',
    `Outlets nearest to their ratings, of each rack PDU one; rating and current are known of ${String(outletCoverage.known)} of ${String(outletCoverage.total)} cords:`,
    ...(outlets.length === 0 ? ['  none is known'] : worstLines(outlets.slice(0, LISTED_OUTLETS))),
    '',
    ...groups.slice(0, LISTED).map(({ first: { severity, code, message }, others }) => {
      const likewise = others.length === 0 ? '' : `; likewise ${listOf(others)}`;
      return `${severity.padEnd(7)}  ${code}  ${message}${likewise}`;
    }),
    ...(groups.length > LISTED ? [`… and ${String(groups.length - LISTED)} more findings (--format json)`] : []),
    `Of the draws ${String(coverage.known)} of ${String(coverage.total)} are known.`,
    ...assumedLines(failures.assumptions),
    '',
  ].join('\n');
}

function worstLines(items: readonly WorstCase[]): readonly string[] {
  return tableLines([
    ['element', 'normal', 'worst', 'limit', 'of its limit', 'after'],
    ...items.map((item) => [
      item.element,
      fixed(item.normal, 1),
      `${fixed(item.measured, 1)} ${item.unit}`,
      fixed(item.limit, 1),
      `${fixed(100 * item.ratio, 1)} % (${item.limitedBy})`,
      item.scenario ?? 'normal',
    ]),
  ]);
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${String(names.length - 6)} more` : shown;
}

function outcomeLines(outcome: FailureOutcome): readonly string[] {
  const { scenario, devices, dark, reduced, unknown, plantDark, overloads, overloadCount, trips } = outcome;
  const { interruptions, darkLater, transferred, deadElements } = outcome;
  const line = (label: string, { count, names }: NameSample) =>
    count === 0 ? [] : [`  ${label} ${String(count)}: ${names.slice(0, 6).join(', ')}${count > 6 ? ', …' : ''}`];
  return [
    `${scenario.kind} ${scenario.name}: devices ${String(devices.full)} full, ${String(devices.reduced)} reduced, ${String(devices.dark)} dark${devices.unknown > 0 ? `, ${String(devices.unknown)} unknown` : ''}`,
    ...line('dead with it', deadElements),
    ...line('transferred', transferred),
    ...line('dark', dark),
    ...line('reduced', reduced),
    ...line('service unknown', unknown),
    ...line('plant without power', plantDark),
    ...overloads
      .slice(0, 4)
      .map(
        ({ element, limitedBy, measured, limit, unit, normal }) =>
          `  overloaded ${element}: ${fixed(measured, 1)} ${unit} of ${fixed(limit, 1)} ${unit} (${limitedBy}), ${fixed(measured - limit, 1)} ${unit} too much, ${fixed(normal, 1)} ${unit} before`,
      ),
    ...(overloadCount > 4 ? [`  … and ${String(overloadCount - 4)} more overloaded`] : []),
    ...trips.map(
      ({ element, action, loadFraction, multiple, afterS, assumed }) =>
        `  ${action === 'bypass' ? 'to bypass' : 'opens'} ${element}: ${fixed(100 * loadFraction, 1)} % of its rating, above ${formatNumber(100 * multiple)} % within ${formatNumber(afterS)} s${assumed ? ' (assumed)' : ''}`,
    ),
    ...interruptions.flatMap(({ fromS, toS, devices: off, plant }) => [
      `  without power from ${formatNumber(fromS)} to ${formatNumber(toS)} s: ${String(off.count)} devices, ${String(plant.count)} units of plant`,
    ]),
    ...darkLater.map(
      ({ fromS, devices: off }) =>
        `  dark from ${formatNumber(fromS)} s on, when the battery is empty: ${String(off.count)} devices`,
    ),
    '',
  ];
}

/** Where more racks go, what stops the next, what is stranded. */
export function headroomText(room: HeadroomView): string {
  const { places, placed, withSlot, powerOnly, stopped, stranded, loadW, powerFactor, asked, method } = room;
  const withoutRows = new Set(places.flatMap(({ name, slotsWithoutRack }) => (slotsWithoutRack === null ? name : [])));
  return [
    titleOf(room, `headroom for racks of ${fixed(loadW / 1000, 1)} kW at power factor ${formatNumber(powerFactor)}`),
    '',
    ...tableLines([
      ['points', 'racks', 'left kW', 'bound by', 'after', 'slots without a rack'],
      ...places.map(({ name, racks, left, slotsWithoutRack }) => [
        name,
        String(racks),
        ...leftCells(left),
        slotsWithoutRack === null ? '?' : String(slotsWithoutRack),
      ]),
    ]),
    '',
    `${String(withSlot)} of ${String(asked)} racks fit${powerOnly === 0 ? '' : `; for ${String(powerOnly)} more there is power, and no slot that is known to be free`}${placed.length === 0 ? '' : ':'}`,
    ...placed.map(
      ({ place, left, position }, i) =>
        `  ${String(i + 1)}. ${positionText(position, withoutRows.has(place))}, on ${place}, where ${leftCells(left)[0]} kW were left`,
    ),
    ...(stopped.length === 0 ? [] : ['', `What stops rack ${String(placed.length + 1)}:`]),
    ...stopped.slice(0, LISTED).map(({ place, left, freePositions }) => {
      const [kw, by, after] = leftCells(left);
      return `  on ${place}: ${kw} kW are left, bound by ${by} after ${after}; slots without a rack: ${String(freePositions)}`;
    }),
    ...(stranded.length === 0 ? [] : ['', 'Stranded, because something else is full before:']),
    ...stranded
      .slice(0, LISTED)
      .map(
        ({ element, strandedW, ownLeftW, blockedBy }) =>
          `  ${element}: ${fixed(strandedW / 1000, 1)} of ${fixed(ownLeftW / 1000, 1)} kW that it could carry more${blockedBy.length === 0 ? '' : `, blocked by ${listOf(blockedBy)}`}`,
      ),
    '',
    ...upperBoundLines(room),
    `${method}.`,
    '',
  ].join('\n');
}

function positionText(position: HeadroomView['placed'][number]['position'], isWithoutRows: boolean): string {
  if (position === null)
    return isWithoutRows ? 'power for it; no slots are stated' : 'power for it, and no slot without a rack';
  const { room, row, slot } = position;
  return `slot ${String(slot)} of row ${row} in ${room}`;
}

/** What is not known on the way to some place; the place of which least is. */
function upperBoundLines({ places, isUpperBound }: HeadroomView): readonly string[] {
  if (!isUpperBound) return [];
  const open = places.filter(({ left }) => left.isUpperBound).map(({ left }) => left);
  open.sort((a, b) => a.ratings.known / a.ratings.total - b.ratings.known / b.ratings.total);
  return open[0] === undefined ? [] : openLines(open[0]);
}

/** What to open, and what could come back. */
export function isolationText(isolation: IsolationView): string {
  const { element, kind, disconnects, backfeeds, dead, dark, reduced, basis } = isolation;
  const sample = ({ count, names }: NameSample) =>
    count === 0 ? 'none' : `${String(count)}: ${names.join(', ')}${count > names.length ? ', …' : ''}`;
  return [
    titleOf(isolation, `isolation of ${element} (${kind})`),
    '',
    'Open and lock, every source of supply:',
    ...disconnects.map(({ open, isBreaker, carries }) =>
      isBreaker
        ? `  breaker ${open}${carries ? '' : ' (does not carry it now)'}`
        : `  the way of ${open} to ${element}, for which no breaker is stated${carries ? '' : ' (does not carry it now)'}`,
    ),
    ...(disconnects.length === 0 ? ['  nothing is stated to feed it'] : []),
    'Open and lock, every backfeed:',
    ...backfeeds.map(({ at, from, by, path }) => `  ${BACKFEED[by]} ${at}: ${from} (${path.join(' → ')})`),
    ...(backfeeds.length === 0 ? ['  none'] : []),
    '',
    `Dead with it: ${sample(dead)}`,
    `Devices dark: ${sample(dark)}`,
    `Devices reduced: ${sample(reduced)}`,
    `Basis: ${basis}`,
    '',
  ].join('\n');
}

const BACKFEED = {
  parallel: 'connected in parallel at',
  transfer: 'transfer device at',
  ups: 'UPS below',
  battery: 'stored in',
} as const;

function assumedLines(assumptions: readonly Assumption[]): readonly string[] {
  if (assumptions.length === 0) return [];
  return [
    'Assumed, because nothing was stated:',
    ...assumptions.map(({ parameter, value, unit, source, count }) => {
      const shown = typeof value === 'number' ? formatNumber(value) : String(value);
      return `  ${parameter} = ${shown}${unit === null || unit === '1' ? '' : ` ${unit}`} (${String(count)}×): ${source}`;
    }),
  ];
}
