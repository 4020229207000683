import type { Bom } from '../../domain/bom/bom.js';
import { axisSteps, spanOf, type AxisStep } from '../../domain/drawing/time-axis.js';
import type { DayFigure, TaskDates } from '../../domain/sequencing/sequence-figures.js';
import { STYLES } from './cell-style.js';
import { columnLetter } from './column-letter.js';
import {
  blankCell,
  formulaCell,
  knownDay,
  knownNumber,
  optionalText,
  textCell,
  UNKNOWN,
  type SheetCell,
} from './sheet-cell.js';
import type { Column, RowPlace, Table } from './table-sheet.js';

const BAR = '█';
const FLOAT = '░';

const facts: readonly Column<TaskDates>[] = [
  { header: 'Task', width: 38, cell: ({ task }) => textCell(task, STYLES.wrapped) },
  { header: 'Phase', width: 16, cell: ({ phase }) => optionalText(phase, STYLES.wrapped) },
  { header: 'Working days', width: 9, alignRight: true, cell: durationCell },
  {
    header: 'Lead time days',
    width: 9,
    alignRight: true,
    cell: ({ leadTimeDays }) => (leadTimeDays === null ? blankCell() : knownNumber(leadTimeDays)),
  },
  { header: 'Earliest start', width: 11, alignRight: true, cell: ({ earliestStart }) => dayCell(earliestStart) },
  { header: 'Earliest finish', width: 11, alignRight: true, cell: ({ earliestFinish }) => dayCell(earliestFinish) },
  { header: 'Latest start', width: 11, alignRight: true, cell: ({ latestStart }) => dayCell(latestStart, '≤') },
  { header: 'Latest finish', width: 11, alignRight: true, cell: ({ latestFinish }) => dayCell(latestFinish, '≤') },
  {
    header: 'Total float days',
    width: 9,
    alignRight: true,
    cell: (task) => knownNumber(task.totalFloatDays, STYLES.units),
  },
  {
    header: 'Free float days',
    width: 9,
    alignRight: true,
    cell: (task) => knownNumber(task.freeFloatDays, STYLES.units),
  },
  { header: 'Critical', width: 9, cell: criticalCell },
];

const letterOf = (header: string) => columnLetter(facts.findIndex((column) => column.header === header) + 1);
const START = letterOf('Earliest start');
const FINISH = letterOf('Earliest finish');
const LATEST = letterOf('Latest finish');

/** The tasks with their dates and, beside them, bars over time: formulas of the dates, so that they follow what is typed. */
export function sequenceTable({ sequence, asOf }: Bom): Table<TaskDates> {
  const span = spanOf(sequence.tasks, asOf);
  const steps = span === null ? [] : axisSteps(span);
  return {
    name: 'Sequence',
    columns: [...facts, ...steps.map(barColumn)],
    rows: sequence.tasks,
    frozenColumns: 1,
    paper: 'A3',
    ...(steps.length === 0 ? {} : { headerHeightPt: 68 }),
  };
}

function barColumn(step: AxisStep): Column<TaskDates> {
  return {
    header: step.label,
    width: 2.6,
    isUpright: true,
    cell: (task, place) => barCell(task, { step, place }),
  };
}

/** A bar where the task works at its earliest, a lighter one where it may still slip. */
function barCell(task: TaskDates, { step, place }: { readonly step: AxisStep; readonly place: RowPlace }): SheetCell {
  const at = (column: string) => `$${column}${String(place.row)}`;
  const [from, to] = [dateFormula(step.from), dateFormula(step.to)];
  const works = `AND(ISNUMBER(${at(START)}),ISNUMBER(${at(FINISH)}),${at(START)}<=${to},${at(FINISH)}>=${from})`;
  const floats = `AND(ISNUMBER(${at(FINISH)}),ISNUMBER(${at(LATEST)}),${at(FINISH)}<${from},${at(LATEST)}>=${from})`;
  const formula = `IF(${works},"${BAR}",IF(${floats},"${FLOAT}",""))`;
  return formulaCell(formula, barOf(task, step), task.isCritical === true ? STYLES.barCritical : STYLES.bar);
}

function barOf({ earliestStart, earliestFinish, latestFinish }: TaskDates, { from, to }: AxisStep): string {
  const [start, finish, latest] = [earliestStart.day, earliestFinish.day, latestFinish.day];
  if (finish === null) return '';
  if (start !== null && start <= to && finish >= from) return BAR;
  return latest !== null && finish < from && latest >= from ? FLOAT : '';
}

function dateFormula(day: string): string {
  return `DATE(${day.split('-').map(Number).join(',')})`;
}

function durationCell({ durationDays, isDurationKnown }: TaskDates): SheetCell {
  if (durationDays !== null) return knownNumber(durationDays, STYLES.units);
  return isDurationKnown ? blankCell() : knownNumber(null);
}

/** A day; one that is only bounded stays text, so that nothing counts with it. */
function dayCell({ day, bound }: DayFigure, side: '≥' | '≤' = '≥'): SheetCell {
  return day === null && bound !== null ? textCell(`${side} ${bound}`, STYLES.unknownRight) : knownDay(day);
}

function criticalCell({ isCritical, isInCircle }: TaskDates): SheetCell {
  if (isInCircle) return textCell('in a circle', STYLES.strong);
  if (isCritical === null) return textCell(UNKNOWN, STYLES.unknown);
  return isCritical ? textCell('critical', STYLES.strong) : blankCell();
}
