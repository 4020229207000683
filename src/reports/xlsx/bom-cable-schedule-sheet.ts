import type { Bom, CableScheduleEnd, CableScheduleRow } from '../../domain/bom/bom.js';
import { STYLES } from './cell-style.js';
import { blankCell, knownNumber, knownText, optionalText, quantityCell, textCell } from './sheet-cell.js';
import type { Column, Table } from './table-sheet.js';

export const CABLE_SCHEDULE_SHEET = 'Cable schedule';

const columns: readonly Column<CableScheduleRow>[] = [
  { header: 'Cable', width: 24, cell: ({ cable }) => textCell(cable) },
  { header: 'Label', width: 20, cell: ({ label }) => optionalText(label) },
  { header: 'Type', width: 18, cell: ({ type }) => textCell(type) },
  ...endColumns('A', 0),
  ...endColumns('B', 1),
  { header: 'Further ends', width: 18, cell: ({ ends }) => furtherEnds(ends.slice(2)) },
  { header: 'Length m', width: 9, alignRight: true, cell: ({ lengthM }) => knownNumber(lengthM, STYLES.metres) },
  { header: 'Order length m', width: 9, alignRight: true, cell: (row) => knownNumber(row.orderLengthM, STYLES.metres) },
  { header: 'Bundle', width: 16, cell: ({ bundle }) => optionalText(bundle) },
  { header: 'Status', width: 12, cell: ({ status }) => textCell(status) },
  {
    header: 'Line',
    width: 7,
    alignRight: true,
    cell: ({ line }) => (line === null ? textCell('none', STYLES.unknownRight) : quantityCell(line)),
  },
];

export function cableScheduleTable(bom: Bom): Table<CableScheduleRow> {
  return { name: CABLE_SCHEDULE_SHEET, columns, rows: bom.cableSchedule, frozenColumns: 1, paper: 'A3' };
}

function endColumns(side: string, position: number): readonly Column<CableScheduleRow>[] {
  const ofEnd =
    (cell: (end: CableScheduleEnd) => ReturnType<typeof blankCell>) =>
    ({ ends }: CableScheduleRow) => {
      const end = ends[position];
      return end === undefined ? blankCell() : cell(end);
    };
  return [
    { header: `${side} device`, width: 20, cell: ofEnd(({ device }) => textCell(device)) },
    { header: `${side} rack`, width: 12, cell: ofEnd(({ rack }) => knownText(rack)) },
    { header: `${side} unit`, width: 7, alignRight: true, cell: ofEnd(({ unit }) => knownNumber(unit, STYLES.units)) },
    { header: `${side} port`, width: 14, cell: ofEnd(({ port }) => textCell(port)) },
    { header: `${side} sub-port`, width: 10, cell: ofEnd(({ subPort }) => optionalText(subPort)) },
  ];
}

function furtherEnds(ends: readonly CableScheduleEnd[]) {
  if (ends.length === 0) return blankCell();
  return textCell(ends.map(endText).join('\n'), STYLES.wrapped);
}

function endText({ device, rack, unit, port, subPort }: CableScheduleEnd): string {
  const at = `rack ${rack ?? 'unknown'}, unit ${unit === null ? 'unknown' : String(unit)}`;
  return `${device} (${at}) port ${port}${subPort === null ? '' : `, sub-port ${subPort}`}`;
}
