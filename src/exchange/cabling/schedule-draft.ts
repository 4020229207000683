import { LIST_SEPARATOR } from '../../domain/cabling/schedule-columns.js';
import type { LocatedDefect } from '../../domain/defect.js';
import { STATUSES } from '../../domain/site/fields.js';
import type { Cable } from '../../domain/site/kinds/cable.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { devicePartsOf, type SiteIndex } from '../../domain/site/site-index.js';
import { showText } from '../document/text-display.js';
import { isSameEnd } from './schedule-ports.js';

/** Cells of one row by the name of their column. */
export type Cells = ReadonlyMap<string, { readonly text: string; readonly column: number }>;

/** Reports what is wrong with the cell of a column. */
export type ReportCell = (
  column: string,
  defect: Pick<LocatedDefect, 'code' | 'found' | 'allowed'> & { readonly nearest?: string },
) => unknown;

/** Names that cells of a schedule may hold, by what they name. */
export type KnownNames = Readonly<
  Record<'type' | 'device' | 'segment' | 'transceiver' | 'status', ReadonlySet<string>>
>;

type CableEnd = Cable['ends'][number];
type Draft = { -readonly [Field in keyof Omit<Cable, 'name'>]: Omit<Cable, 'name'>[Field] };

const SIDES = ['A', 'B'] as const;
const END_PARTS = ['device', 'port', 'sub-port', 'transceiver'] as const;

const WORDS: Readonly<Record<keyof KnownNames, string>> = {
  type: 'cable type',
  device: 'device',
  segment: 'tray segment',
  transceiver: 'transceiver type',
  status: 'status',
};

export function knownNames(index: SiteIndex): KnownNames {
  return {
    type: new Set(index.cableTypes.keys()),
    device: new Set(index.devices.keys()),
    segment: new Set(index.snapshot.traySegments.map(({ name }) => name)),
    transceiver: new Set(index.transceiverTypes.keys()),
    status: new Set<string>(STATUSES),
  };
}

/** The cable with its edited cells; null where one of them is wrong. What has no column stays as it is. */
export function draftOf(
  cells: Cells,
  {
    before,
    edited,
    names,
    index,
    report,
  }: {
    readonly before: Cable | undefined;
    readonly edited: readonly string[];
    readonly names: KnownNames;
    readonly index: SiteIndex;
    readonly report: ReportCell;
  },
): Omit<Cable, 'name'> | null {
  let faults = 0;
  const textOf = (column: string) => {
    const text = cells.get(column)?.text ?? '';
    return text === '' ? undefined : text;
  };
  const wrong: ReportCell = (column, defect) => {
    faults += 1;
    report(column, defect);
  };
  const named = (column: string, what: keyof KnownNames, text = textOf(column)) => {
    if (text === undefined || names[what].has(text)) return text;
    const nearest = nearestName(text, [...names[what]]);
    wrong(column, {
      code: 'unresolved-reference',
      found: text === '' ? 'nothing between two separators' : showText(text),
      allowed: `the name of a ${WORDS[what]}`,
      ...(nearest === undefined ? {} : { nearest }),
    });
    return undefined;
  };
  const metres = (column: string) => {
    const text = textOf(column);
    if (text === undefined) return undefined;
    const value = /^[+-]?\d*\.?\d+(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    if (value > 0 && value <= 100_000) return value;
    wrong(column, {
      code: Number.isNaN(value) ? 'type' : 'range',
      found: showText(text),
      allowed: 'a length in m above 0, with a point',
    });
    return undefined;
  };
  const required = (column: string, value: string | undefined) => {
    if (value === undefined && textOf(column) === undefined)
      wrong(column, { code: 'missing', found: 'an empty cell', allowed: 'a value: a cable must have one' });
    return value ?? '';
  };
  const isEdited = (column: string) => edited.includes(column);
  const { name: _name, ...rest } = before ?? { name: '', type: '', ends: [] };
  const draft: Draft = { ...rest };
  const put = <Field extends keyof Draft>(field: Field, value: Draft[Field] | undefined) => {
    if (value === undefined) Reflect.deleteProperty(draft, field);
    else draft[field] = value;
  };
  if (isEdited('type') || before === undefined) draft.type = required('type', named('type', 'type'));
  if (isEdited('bundle')) put('bundle', textOf('bundle'));
  if (isEdited('status')) put('status', named('status', 'status') as Cable['status']);
  if (isEdited('A label')) put('label', textOf('A label'));
  if (isEdited('planned m')) put('lengthM', metres('planned m'));
  if (isEdited('as built m')) put('asBuiltLengthM', metres('as built m'));
  if (isEdited('route')) {
    const segments = textOf('route')
      ?.split(LIST_SEPARATOR.trim())
      .map((one) => one.trim());
    put(
      'route',
      segments?.flatMap((segment) => named('route', 'segment', segment) ?? []),
    );
  }
  if (before === undefined || SIDES.some((side) => END_PARTS.some((part) => isEdited(`${side} ${part}`)))) {
    const ends = SIDES.map((side, k): CableEnd => {
      const old = before?.ends[k];
      /** What a cell says; what stood there where the schedule has no such column. */
      const said = (part: string, stood: string | undefined) =>
        before !== undefined && !cells.has(`${side} ${part}`) ? stood : textOf(`${side} ${part}`);
      const subPort = said('sub-port', old?.subPort);
      const transceiver = named(`${side} transceiver`, 'transceiver', said('transceiver', old?.transceiver));
      const device = said('device', old?.device);
      const port = said('port', old?.port);
      const end: CableEnd = {
        device:
          device === undefined ? required(`${side} device`, device) : (named(`${side} device`, 'device', device) ?? ''),
        port: port ?? required(`${side} port`, port),
        ...(subPort === undefined ? {} : { subPort }),
        ...(transceiver === undefined ? {} : { transceiver }),
      };
      if (!isSameEnd(end, old)) refuseUnknownPort(end, { index, report: (defect) => wrong(`${side} port`, defect) });
      return end;
    });
    draft.ends = [...ends, ...(before?.ends.slice(2) ?? [])];
  }
  return faults === 0 ? draft : null;
}

/** Reports a port that the device does not have, with the nearest that it has; says nothing where its type states none. */
function refuseUnknownPort(
  { device, port }: CableEnd,
  { index, report }: { readonly index: SiteIndex; readonly report: (defect: Parameters<ReportCell>[1]) => unknown },
): void {
  const found = index.devices.get(device);
  if (found === undefined || port === '') return;
  const { ports } = devicePartsOf(index, found);
  if (ports.size === 0 || ports.has(port)) return;
  const nearest = nearestName(port, [...ports.keys()]);
  report({
    code: 'unresolved-reference',
    found: showText(port),
    allowed: `a port of ${device}`,
    ...(nearest === undefined ? {} : { nearest }),
  });
}
