import { sequenceView, type SequenceView } from '../analysis/sequence-view.js';
import { analyseSite } from '../analysis/site-analysis.js';
import { today } from '../analysis/today.js';
import { formatNumber } from '../domain/assessment/sentence.js';
import { EXIT_DONE, EXIT_FINDINGS } from './exit.js';
import { readSnapshotFile } from './input.js';
import { asOfOption, examples, FILE, formatOption, type AddCommand } from './options.js';
import { writeText } from './output.js';
import { textTable } from './text-table.js';

interface SequenceFlags {
  readonly format: 'text' | 'json';
  readonly asOf?: string;
}

export const addSequenceCommand: AddCommand = (program, then) => {
  program
    .command('sequence')
    .description('date the tasks of a hall, and say by when each line of the bill must be ordered')
    .argument('<file>', FILE)
    .addOption(formatOption())
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples('sequence hall.yaml', 'sequence hall.yaml --format json', 'svg hall.yaml --gantt -o tasks.svg'),
    )
    .action((file: string, options: SequenceFlags) => then(sequenceCommand(file, options)));
};

/** `plenum sequence`: dates, floats, the critical path and order-by dates, as text or as one JSON document. */
async function sequenceCommand(file: string, flags: SequenceFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const { assessment } = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const view = sequenceView(assessment);
  await writeText('-', flags.format === 'json' ? `${JSON.stringify(view, null, 2)}\n` : sequenceText(view));
  return view.findings.some(({ severity }) => severity === 'error') ? EXIT_FINDINGS : EXIT_DONE;
}

function sequenceText(view: SequenceView): string {
  if (view.tasks.length === 0) return `${view.site} as of ${view.asOf}: no tasks, so that nothing can be dated\n`;
  const day = (figure: SequenceView['finish'], side = '≥') =>
    figure.day ?? (figure.bound === null ? 'unknown' : `${side} ${figure.bound}`);
  const inDays = (days: number | null) => (days === null ? 'unknown' : formatNumber(days));
  const tasks = textTable(
    ['task', 'phase', 'starts', 'ends', 'latest start', 'float d', 'free d', ''],
    view.tasks.map((task) => [
      task.task,
      task.phase ?? '',
      day(task.earliestStart),
      day(task.earliestFinish),
      day(task.latestStart, '≤'),
      inDays(task.totalFloatDays),
      inDays(task.freeFloatDays),
      task.isCritical === true ? 'critical' : task.isInCircle ? 'in a circle' : '',
    ]),
  );
  const orders = textTable(
    ['order by', 'line', 'what', 'to buy', 'lead d', 'task starts by', 'task', ''],
    [...view.orders]
      .sort((a, b) => ((a.order.orderByAtLatest ?? '~') < (b.order.orderByAtLatest ?? '~') ? -1 : 1))
      .map(({ line, name, quantityToBuy, leadTimeDays, order }) => [
        day({ day: order.orderBy, bound: order.orderByAtLatest }, '≤'),
        String(line),
        name,
        formatNumber(quantityToBuy),
        inDays(leadTimeDays),
        order.installStart ?? '',
        order.task ?? 'no task installs it',
        [...(order.overdueDays > 0 ? [`${String(order.overdueDays)} d overdue`] : []), ...order.gaps].join(', '),
      ]),
  );
  return [
    `${view.site} as of ${view.asOf} (${view.contentHash.slice(0, 12)}): all is done on ${day(view.finish)}`,
    '',
    ...tasks,
    '',
    `Critical: ${view.criticalPath.length === 0 ? 'not certain' : view.criticalPath.join(' → ')}`,
    '',
    `Order-by dates, ${String(view.receivingBufferDays)} d to receive included:`,
    ...(orders.length > 1 ? orders : ['nothing to buy']),
    '',
    ...view.findings.map(({ severity, code, message }) => `${severity.padEnd(7)}  ${code}  ${message}`),
    '',
  ].join('\n');
}
