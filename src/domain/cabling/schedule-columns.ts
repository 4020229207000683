import type { ScheduleEnd, ScheduleRow } from './schedule.js';

/** One column of a cable schedule: its name, what stands in it, and whether an edited schedule may change it. */
export interface ScheduleColumn {
  readonly name: string;
  readonly value: (row: ScheduleRow) => string | number | null;
  readonly editable: boolean;
}

/** What separates segments of a route and further ends in one cell. */
export const LIST_SEPARATOR = ' > ';

const end = (side: 'A' | 'B', at: 0 | 1): readonly ScheduleColumn[] => {
  const of = (value: (one: ScheduleEnd) => string | number | null) => (row: ScheduleRow) => {
    const one = row.ends[at];
    return one === undefined ? null : value(one);
  };
  return [
    { name: `${side} device`, value: of(({ device }) => device), editable: true },
    { name: `${side} port`, value: of(({ port }) => port), editable: true },
    { name: `${side} sub-port`, value: of(({ subPort }) => subPort), editable: true },
    { name: `${side} rack`, value: of(({ rack }) => rack), editable: false },
    { name: `${side} unit`, value: of(({ unit }) => unit), editable: false },
    { name: `${side} transceiver`, value: of(({ transceiver }) => transceiver), editable: true },
    { name: `${side} label`, value: of(({ label }) => label), editable: at === 0 },
  ];
};

/** The columns of a cable schedule, the same in every format, so that each format can be read back. */
export const SCHEDULE_COLUMNS: readonly ScheduleColumn[] = [
  { name: 'cable', value: ({ cable }) => cable, editable: false },
  { name: 'type', value: ({ type }) => type, editable: true },
  ...end('A', 0),
  ...end('B', 1),
  {
    name: 'further ends',
    value: ({ ends }) =>
      ends.length <= 2
        ? null
        : ends
            .slice(2)
            .map(({ device, port, subPort }) => `${device}:${port}${subPort === null ? '' : `/${subPort}`}`)
            .join(LIST_SEPARATOR),
    editable: false,
  },
  { name: 'bundle', value: ({ bundle }) => bundle, editable: true },
  { name: 'status', value: ({ status }) => status, editable: true },
  {
    name: 'route',
    value: ({ segments }) => (segments.length === 0 ? null : segments.join(LIST_SEPARATOR)),
    editable: true,
  },
  { name: 'way', value: ({ way }) => way, editable: false },
  { name: 'way m', value: ({ routeM }) => metres(routeM), editable: false },
  { name: 'needed m', value: ({ neededM }) => metres(neededM), editable: false },
  { name: 'planned m', value: ({ statedM }) => metres(statedM), editable: true },
  { name: 'as built m', value: ({ asBuiltM }) => metres(asBuiltM), editable: true },
  { name: 'order m', value: ({ orderLengthM }) => metres(orderLengthM), editable: false },
  { name: 'phase', value: ({ phase }) => phase, editable: false },
  { name: 'pull', value: ({ pull }) => pull, editable: false },
  { name: 'from', value: ({ origin }) => origin, editable: false },
  { name: 'trouble', value: ({ troubles }) => (troubles.length === 0 ? null : troubles.join('; ')), editable: false },
];

/** m to the millimetre. */
function metres(lengthM: number | null): number | null {
  return lengthM === null ? null : Math.round(lengthM * 1000) / 1000;
}
