import type { AssignmentView } from '../analysis/power-assignment.js';
import type { LimitChange } from '../domain/power/assignment/assignment.js';
import type { SpreadFigure } from '../domain/power/assignment/plan-outlets.js';
import type { Unplaced, UnplacedReason } from '../domain/power/assignment/unplaced.js';
import type { PowerElement } from '../domain/site/kinds/power-element.js';
import type { Rack } from '../domain/site/kinds/rack.js';
import { grouped } from '../domain/site/grouping.js';
import { changeLine, changesSum } from './change-text.js';
import { tableLines } from './power-text-parts.js';

/** Lines that a list shows; the JSON has all. */
const LISTED = 40;

const REASONS: Readonly<Record<UnplacedReason, string>> = {
  'no-rack-pdu': 'its rack has no rack PDU',
  'of-a-pod': 'it comes from a pod template; put its cord there',
  'supplies-unknown': 'its type lists no power supplies',
  'outlets-unknown': 'no rack PDU of its rack lists outlets',
  'conductors-unknown': 'the outlets do not say on which lines they are',
  'connector-unknown': 'the supply does not say which connector it has',
  'voltage-unknown': 'nobody states the voltage',
  'no-free-outlet': 'every outlet that fits is taken',
  'no-fitting-connector': 'no outlet fits its connector and lines',
  'outlet-rating': 'it takes more than the outlets that fit may carry',
  'bank-limit': 'the bank would be above its breaker',
  'input-limit': 'the rack PDU or its breaker would be above its limit',
  'limit-above': 'something above would be over its limit',
  'no-branch': 'no breaker is free',
  'no-fitting-branch': 'no free breaker fits',
  'branch-limit': 'it takes more than the breakers that fit, or what feeds them, may carry',
};

/** What was assigned, how good that is, and what has no place. */
export function assignmentText(view: AssignmentView): string {
  const { site, asOf, loadCase, changes, outlets, branches, unplaced, above, loads, sweep, objective } = view;
  const { unknownRatings, unknownDraws, movedLengths } = view;
  const shown = loads.filter(({ isBank }) => !isBank);
  return [
    `${site} on ${asOf}: cords on outlets and racks on breakers, ${loadCase} draw`,
    '',
    changesSum(changes),
    ...limited(changes.map((change) => `  ${lineOf(change)}`)),
    ...(outlets.length + branches.length === 0 ? [] : ['', ...spreadLines([...outlets, ...branches])]),
    ...([...outlets, ...branches].some(({ proof, gap }) => proof === 'apparent-power' && (gap ?? 0) > 0.01)
      ? [
          'What lies above the best is bounded by the apparent power alone; --prove finds it where the problem is small.',
        ]
      : []),
    ...(shown.length === 0 ? [] : ['', 'Worst load under every failure, before and after:', ...loadLines(shown)]),
    ...(unplaced.length === 0
      ? []
      : ['', `Without a place: ${String(unplaced.length)}`, ...limited(unplacedLines(unplaced))]),
    ...(above.length === 0
      ? []
      : ['', `Above a limit afterwards: ${String(above.length)}`, ...limited(above.map(aboveLine))]),
    '',
    `Of ${String(sweep.after.failures)} failures ${String(sweep.after.survived)} are survived afterwards, of ${String(sweep.before.failures)} before ${String(sweep.before.survived)}.`,
    ...unknownLine(
      'Moved with the length that they have; check says whether they reach',
      movedLengths.map((key) => key.join(' ')),
    ),
    ...unknownLine('State no limit', unknownRatings),
    ...unknownLine('State no draw, and count with the most that is known, or with nothing', unknownDraws),
    `${objective}.`,
    '',
  ].join('\n');
}

const PROOFS: Readonly<Partial<Record<SpreadFigure['proof'], string>>> = {
  optimum: 'the optimum',
  unknown: 'draws unknown',
  'no-choice': 'no choice changes it',
};

function gapText(gap: number | null): string {
  return gap === null ? 'unknown' : `at most ${(100 * gap).toFixed(2)} %`;
}

/** What is unknown may add. */
function atLeast(text: string, openCords: number): string {
  return openCords > 0 ? `≥ ${text}` : text;
}

function lineOf(change: AssignmentView['changes'][number]): string {
  if (change.op === 'create' && change.kind === 'cord')
    return `${changeLine(change)} on ${String(change.value['pdu'])} ${String(change.value['outlet'])}`;
  if (change.op !== 'update') return changeLine(change);
  const { parents, feeds } = change.set as Pick<Partial<PowerElement>, 'parents'> & Pick<Partial<Rack>, 'feeds'>;
  const key = change.key.join(' / ');
  if (parents !== undefined) return `update ${change.kind} ${key}: fed by ${parents.join(', ')}`;
  if (feeds === undefined) return changeLine(change);
  return `update ${change.kind} ${key}: ${feeds.map(({ feed, element }) => `feed ${feed} from ${element}`).join(', ')}`;
}

function limited(lines: readonly string[]): readonly string[] {
  if (lines.length <= LISTED) return lines;
  return [...lines.slice(0, LISTED), `  … and ${String(lines.length - LISTED)} more`];
}

function spreadLines(figures: readonly SpreadFigure[]): readonly string[] {
  const rows = figures.map(
    ({ element, placed, moved, busiestLoadFraction, busiestCurrentA, limitedBy, gap, proof, openCords }) => [
      element,
      limitedBy ?? '-',
      String(placed),
      String(moved),
      busiestCurrentA === null ? '-' : atLeast(busiestCurrentA.toFixed(2), openCords),
      busiestLoadFraction === null ? '?' : atLeast((100 * busiestLoadFraction).toFixed(1), openCords),
      PROOFS[proof] ?? `${gapText(gap)}${proof === 'time-ran-out' ? ', time ran out' : ''}`,
    ],
  );
  const header = ['spread', 'limit of', 'placed', 'changed', 'busiest A', '% of limit', 'above the best'];
  return tableLines([header, ...limitedRows(rows)]);
}

function limitedRows(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (rows.length <= LISTED) return rows;
  return [...rows.slice(0, LISTED), [`… and ${String(rows.length - LISTED)} more`, '', '', '', '', '', '']];
}

function loadLines(loads: readonly LimitChange[]): readonly string[] {
  const rows = loads.map(({ element, before, after }) => [
    element,
    after.scenario === null ? 'nothing failed' : `after ${after.scenario}`,
    before === null ? '-' : `${before.measured.toFixed(1)} ${before.unit}`,
    before === null ? '-' : `${(100 * before.ratio).toFixed(1)} %`,
    `${after.measured.toFixed(1)} ${after.unit}`,
    `${(100 * after.ratio).toFixed(1)} %`,
  ]);
  const shown = rows.length <= LISTED ? rows : rows.slice(0, LISTED);
  return [
    ...tableLines([['element', 'worst after the changes', 'before', '', 'after', ''], ...shown]),
    ...(rows.length > LISTED ? [`… and ${String(rows.length - LISTED)} more`] : []),
  ];
}

/** One line for all supplies of a device that have no place for the same reason. */
function unplacedLines(unplaced: readonly Unplaced[]): readonly string[] {
  const alike = grouped(unplaced, ({ thing, reason, binding, asked }) =>
    JSON.stringify([thing, reason, binding, asked]),
  );
  return [...alike.values()].flatMap((parts) => {
    const [first] = parts;
    return first === undefined ? [] : [unplacedLine(first, parts.flatMap(({ part }) => part ?? []))]; // prettier-ignore
  });
}

function unplacedLine({ thing, reason, asked, binding }: Unplaced, parts: readonly string[]): string {
  const near = asked.map(({ element, free, connectors }) => {
    const found =
      element === 'breakers'
        ? `${String(free)} breakers are free`
        : `${element} has ${free === 0 ? 'none' : String(free)} free`;
    return free === 0 || connectors.length === 0 ? found : `${found}: ${connectors.join(', ')}`;
  });
  const bound =
    binding === null
      ? []
      : [
          `${binding.element} (${binding.limitedBy}) would be at ${(100 * binding.ratio).toFixed(1)} % ${binding.scenario === null ? 'with nothing failed' : `after the loss of ${binding.scenario}`}`,
        ];
  const hints = [...bound, ...near];
  return `  ${[thing, parts.join(', ')].filter((text) => text !== '').join(' ')}: ${REASONS[reason]}${hints.length === 0 ? '' : ` (${hints.join('; ')})`}`;
}

function aboveLine({ element, before, after }: LimitChange): string {
  const was = before === null ? '' : `, ${(100 * before.ratio).toFixed(1)} % before`;
  const cause = after.scenario === null ? 'with nothing failed' : `after the loss of ${after.scenario}`;
  return `  ${element}: ${after.measured.toFixed(1)} ${after.unit} of ${after.limit.toFixed(1)} ${after.unit} (${after.limitedBy}) ${cause}, ${(100 * after.ratio).toFixed(1)} %${was}`;
}

function unknownLine(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).join(', ');
  return [`${what}: ${shown}${names.length > 5 ? ` and ${String(names.length - 5)} more` : ''}.`];
}
