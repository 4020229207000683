import type { AssessedSite } from '../assessment/assessment.js';
import { formatNumber } from '../assessment/sentence.js';
import type { DayFigure, PhaseDates, TaskDates } from '../sequencing/sequence-figures.js';
import type { Point, Scene, Shape, ShapeStyle, TextShape, TextStyle } from './scene.js';
import { daysBetween, monthsOf, spanOf, type Span } from './time-axis.js';

/** mm on paper; the drawing has no other scale. */
const ROW = 6;
const HEADER = 11;
const BAR = 3;
const TEXT = 1.9;
const COLUMNS = { name: 74, dates: 40, float: 22 } as const;
const LEFT = COLUMNS.name + COLUMNS.dates + COLUMNS.float;

export interface GanttPaper {
  readonly widthMm: number;
  /** Of one drawing; a plan that is longer goes on on the next. */
  readonly heightMm: number;
}

type Line = { readonly phase: PhaseDates } | { readonly task: TaskDates };

/**
 * The tasks of a site over time, phase by phase, as drawings of at most the height of the paper: bars from earliest start
 * to earliest finish, floats behind them, critical tasks in their own colour, and the day of the calculation. One drawing
 * that says so where there are no tasks.
 */
export function ganttScenes({ assessment }: AssessedSite, paper: GanttPaper): readonly Scene[] {
  const { sequence } = assessment.figures;
  const span = withNeedBy(spanOf(sequence.tasks, assessment.asOf), sequence.phases);
  const dates = new Map(sequence.tasks.map((task) => [task.task, task]));
  const lines = sequence.phases.flatMap((phase): readonly Line[] => [
    { phase },
    ...phase.tasks.flatMap((task) => {
      const found = dates.get(task);
      return found === undefined ? [] : [{ task: found }];
    }),
  ]);
  const perScene = Math.max(2, Math.floor((paper.heightMm - HEADER) / ROW));
  const parts = Array.from({ length: Math.max(1, Math.ceil(lines.length / perScene)) }, (_, k) =>
    lines.slice(k * perScene, (k + 1) * perScene),
  );
  return parts.map((part, k): Scene => ({
    title: parts.length === 1 ? 'Sequence' : `Sequence, ${String(k + 1)} of ${String(parts.length)}`,
    unit: 'mm',
    extent: { min: [0, -(HEADER + part.length * ROW)], max: [paper.widthMm, 0] },
    scale: 1,
    isToScale: false,
    northDeg: null,
    shapes: span === null ? [] : shapesOf(part, { span, asOf: assessment.asOf, widthMm: paper.widthMm }),
    notes: notesOf(assessment.figures.sequence),
  }));
}

/** Days of a need-by day beyond the last bar at which it is still drawn. */
const NEAR = 45;

function withNeedBy(span: Span | null, phases: readonly PhaseDates[]): Span | null {
  if (span === null) return null;
  const near = phases.flatMap(({ needBy }) =>
    needBy !== null && daysBetween(span.to, needBy) <= NEAR ? [needBy] : [],
  );
  return { ...span, to: [span.to, ...near].sort().at(-1) ?? span.to };
}

function notesOf({ tasks, finish, coverage, circles }: AssessedSite['assessment']['figures']['sequence']) {
  if (tasks.length === 0) return ['The site has no tasks'];
  const end =
    finish.day === null
      ? `The end is not known: no earlier than ${String(finish.bound)}`
      : `All is done on ${finish.day}`;
  return [
    end,
    'Earliest dates by the critical path method; resources are not levelled',
    ...(coverage.known < coverage.total
      ? [
          `${String(coverage.known)} of ${String(coverage.total)} tasks have certain dates; bars of the others are bounds`,
        ]
      : []),
    ...circles.map((circle) => `In a circle, without dates: ${circle.join(' → ')}`),
  ];
}

interface Frame {
  readonly span: Span;
  readonly asOf: string;
  readonly widthMm: number;
}

function shapesOf(lines: readonly Line[], frame: Frame): readonly Shape[] {
  const { asOf, widthMm } = frame;
  const months = monthsOf(frame.span);
  const [first, last] = [months[0]?.from ?? asOf, months.at(-1)?.to ?? asOf];
  const perDay = (widthMm - LEFT) / (daysBetween(first, last) + 1);
  const x = (day: string, after = 0) => LEFT + (daysBetween(first, day) + after) * perDay;
  const bottom = -(HEADER + lines.length * ROW);
  const shapes: Shape[] = [];
  // Labels of months that are too narrow for their text are left out, some in a row.
  const every = Math.max(1, Math.ceil(11 / (perDay * 30)));
  months.forEach(({ from, label }, k) => {
    shapes.push({
      shape: 'line',
      style: 'grid',
      points: [
        [x(from), -HEADER + 4],
        [x(from), bottom],
      ],
    });
    if (k % every === 0) {
      shapes.push(
        text('grid', [x(from) + 0.6, -HEADER + 2.2], label, Math.min(30 * perDay * every, x(last, 1) - x(from)) - 0.8),
      );
    }
  });
  lines.forEach((line, k) => {
    const y = -(HEADER + (k + 0.5) * ROW);
    if ('phase' in line) shapes.push(...phaseShapes(line.phase, { y, widthMm, x }));
    else shapes.push(...taskShapes(line.task, { y, x }));
    shapes.push({
      shape: 'line',
      style: 'grid',
      points: [
        [0, y - ROW / 2],
        [widthMm, y - ROW / 2],
      ],
    });
  });
  shapes.push({
    shape: 'line',
    style: 'as-of',
    points: [
      [x(asOf), -HEADER + 4],
      [x(asOf), bottom],
    ],
  });
  shapes.push(
    text('heading', [0.6, -HEADER + 2.2], 'Task', COLUMNS.name - 2),
    text('heading', [COLUMNS.name, -HEADER + 2.2], 'Earliest start and finish', COLUMNS.dates - 2),
    text('heading', [COLUMNS.name + COLUMNS.dates, -HEADER + 2.2], 'Total float', COLUMNS.float - 2),
  );
  return shapes;
}

interface Row {
  readonly y: number;
  readonly x: (day: string, after?: number) => number;
}

function phaseShapes(
  { phase, needBy, finish, lateDays, lateDaysAtLeast }: PhaseDates,
  { y, widthMm, x }: Row & { readonly widthMm: number },
): readonly Shape[] {
  const late = lateDays ?? lateDaysAtLeast;
  const judged =
    needBy === null || late === null
      ? ''
      : late > 0
        ? `, ${lateDays === null ? 'at least ' : ''}${String(late)} d after it must serve on ${needBy}`
        : `, must serve on ${needBy}`;
  const done =
    finish.bound === null ? '' : ` – ${finish.day === null ? 'no earlier than ' : ''}${finish.bound}${judged}`;
  const shapes: Shape[] = [
    { shape: 'polygon', style: 'phase', points: box([0, y - ROW / 2], [widthMm, y + ROW / 2]) },
    text('heading', [0.6, y], `${phase ?? 'Tasks without a phase'}${done}`, LEFT - 2),
  ];
  if (needBy !== null && x(needBy) <= widthMm && x(needBy) >= LEFT) {
    shapes.push({ shape: 'polygon', style: 'need-by', points: diamond([x(needBy), y], BAR / 2) });
  }
  return shapes;
}

function taskShapes(task: TaskDates, { y, x }: Row): readonly Shape[] {
  const { earliestStart, earliestFinish, latestFinish, isCritical, totalFloatDays } = task;
  const shapes: Shape[] = [
    text('device', [2.6, y], task.task, COLUMNS.name - 4),
    text('device', [COLUMNS.name, y], datesText(task), COLUMNS.dates - 2),
    text(
      'device',
      [COLUMNS.name + COLUMNS.dates, y],
      totalFloatDays === null
        ? 'unknown'
        : `${formatNumber(totalFloatDays)} d${isCritical === true ? ', critical' : ''}`,
      COLUMNS.float - 2,
    ),
  ];
  const [start, finish] = [earliestStart.bound, earliestFinish.bound];
  if (start === null || finish === null) return shapes;
  const isMoment = task.durationDays === 0 && task.leadTimeDays === null;
  if (isMoment) {
    return [...shapes, { shape: 'polygon', style: styleOf(task), points: diamond([x(start), y], BAR / 2) }];
  }
  const isDelivery = task.durationDays === null && task.leadTimeDays !== null;
  const end = x(finish, isDelivery ? 0 : 1);
  if (latestFinish.day !== null && latestFinish.day > finish) {
    const to = x(latestFinish.day, isDelivery ? 0 : 1);
    shapes.push({ shape: 'polygon', style: 'task-float', points: box([end, y - BAR / 6], [to, y + BAR / 6]) });
  }
  shapes.push({
    shape: 'polygon',
    style: styleOf(task),
    points: box([x(start), y - BAR / 2], [Math.max(end, x(start) + 0.6), y + BAR / 2]),
  });
  return shapes;
}

function styleOf({ earliestFinish, isCritical, durationDays, leadTimeDays }: TaskDates): ShapeStyle {
  if (earliestFinish.day === null) return 'task-uncertain';
  const isDelivery = durationDays === null && leadTimeDays !== null;
  if (isCritical === true) return isDelivery ? 'delivery-critical' : 'task-critical';
  return isDelivery ? 'delivery' : 'task';
}

function datesText({ isInCircle, earliestStart, earliestFinish }: TaskDates): string {
  if (isInCircle) return 'in a circle: no dates';
  return `${dayWords(earliestStart)} – ${dayWords(earliestFinish)}`;
}

function dayWords({ day, bound }: DayFigure): string {
  return day ?? (bound === null ? 'unknown' : `≥ ${bound}`);
}

function text(style: TextStyle, at: Point, words: string, maxWidth: number): TextShape {
  return { shape: 'text', style, at, text: words, size: TEXT, anchor: 'start', rotationDeg: 0, maxWidth };
}

function box([x1, y1]: Point, [x2, y2]: Point): readonly Point[] {
  return [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ];
}

function diamond([x, y]: Point, half: number): readonly Point[] {
  return [
    [x - half, y],
    [x, y + half],
    [x + half, y],
    [x, y - half],
  ];
}
