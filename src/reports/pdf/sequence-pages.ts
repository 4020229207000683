import type { AssessedSite } from '../../domain/assessment/assessment.js';
import { ganttScenes } from '../../domain/drawing/gantt.js';
import { legendStrip, lineOfText } from '../look/furniture.js';
import { sceneItems, type Face } from '../look/scene-items.js';
import { listPages } from './list-pages.js';
import { AREA, type ReportPage } from './page.js';
import type { Cell } from './table.js';

const CHAPTER = 'Sequence';
/** mm. */
const HEADING = 4.5;
const REMARK = 2.7;
const LEGEND = 8;

/** The tasks over time, then by when each line of the bill must be ordered; nothing where the site has no tasks. */
export function sequencePages(assessed: AssessedSite, face: Face): readonly ReportPage[] {
  const { figures, policy } = assessed.assessment;
  if (figures.sequence.tasks.length === 0) return [];
  const top = HEADING + REMARK + 5;
  const scenes = ganttScenes(assessed, { widthMm: AREA.width, heightMm: AREA.height - top - LEGEND });
  const drawings = scenes.map((scene, k): ReportPage => ({
    title: scene.title,
    scale: '–',
    bookmark: k === 0 ? { chapter: CHAPTER, entry: 'Tasks over time', contents: 'Sequence of the tasks' } : null,
    items: () => [
      ...lineOfText(scene.title, {
        at: [AREA.x, AREA.y + HEADING],
        size: HEADING,
        maxWidth: AREA.width,
        face,
        bold: true,
      }),
      ...lineOfText(scene.notes.join(' – '), {
        at: [AREA.x, AREA.y + HEADING + REMARK + 2],
        size: REMARK,
        maxWidth: AREA.width,
        face,
      }),
      ...sceneItems({ scene, scale: 1, window: scene.extent, at: [AREA.x, AREA.y + top] }, face),
      ...legendStrip(scene, { at: [AREA.x, AREA.y + AREA.height - 2], face }),
    ],
  }));
  const orders = [...figures.orders.lines].sort((a, b) =>
    (a.order.orderByAtLatest ?? '~') < (b.order.orderByAtLatest ?? '~') ? -1 : 1,
  );
  return [
    ...drawings,
    ...listPages(
      {
        title: 'Order-by dates',
        chapter: CHAPTER,
        entry: 'Order-by dates',
        remark: `Latest start of the first task that installs a line, less ${String(policy.receivingBufferDays)} days to receive it, less its lead time. What is not certain is given as the day after which it is too late.`,
        table: {
          columns: [
            { title: 'Order by', widthMm: 34 },
            { title: 'Line', widthMm: 16, align: 'end' },
            { title: 'What', widthMm: 92 },
            { title: 'To buy', widthMm: 22, align: 'end' },
            { title: 'Lead time', widthMm: 28, align: 'end' },
            { title: 'Task starts by', widthMm: 28 },
            { title: 'For the task', widthMm: 92 },
            { title: 'Remark', widthMm: 70 },
          ],
          rows: orders.map(({ line, name, quantityToBuy, leadTimeDays, order }): readonly Cell[] => [
            { text: order.orderBy ?? boundWords(order.orderByAtLatest), bold: order.overdueDays > 0 },
            { text: String(line) },
            { text: name, bold: true },
            { text: String(quantityToBuy) },
            { text: leadTimeDays === null ? 'unknown' : `${String(leadTimeDays)} d` },
            { text: order.installStart ?? 'unknown' },
            { text: order.task ?? 'no task installs it' },
            {
              text: [...(order.overdueDays > 0 ? [`${String(order.overdueDays)} d overdue`] : []), ...order.gaps].join(
                ', ',
              ),
              bold: order.overdueDays > 0,
            },
          ]),
        },
      },
      face,
    ),
  ];
}

function boundWords(day: string | null): string {
  return day === null ? 'unknown' : `no later than ${day}`;
}
