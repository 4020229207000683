import { sampleOf } from '../../name-sample.js';
import type { OrderFigures } from '../order-figures.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Lines of the bill that should have been ordered before the day of the calculation. */
export const orderOverdue: Rule = {
  code: 'sequence.order-overdue',
  title: 'A line of the bill should have been ordered already',
  discipline: 'sequence',
  basis: 'order-by date = latest start of the first task that installs it − receiving buffer − lead time',
  sentence:
    '{subject}: {quantity} to buy should have been ordered by {orderBy}, {measured} ago; {task} starts {start} at the latest, less {bufferDays} d to receive it, less a lead time of {leadTimeDays} d',
  guide: {
    method:
      'order-by = latest start − receiving buffer − lead time, in calendar days. The latest start is that of the first task that installs a use of the line which is planned or reserved; the buffer is `site.receivingBufferDays`, 14 d where the site states none. Overdue = day of the calculation − order-by, where above 0. Where the lead time or a part of the network is not known, order-by is the day after which it is too late for sure.',
    example:
      'Start by 2027-03-19, buffer 14 d, lead time 168 d: 2027-03-19 − 182 d = 2026-09-18; as of 2026-11-16 that is 59 d ago.',
    remedy:
      'Order now and move the task, find a supplier with a shorter lead time, or set the status of what is on order already to "ordered".',
  },
  evaluate: ({ figures, policy }) =>
    figures.orders.lines
      .filter(({ order }) => order.overdueDays > 0)
      .map((line) =>
        found(orderOverdue, {
          severity: 'warning',
          subject: { kind: line.kind, name: line.name },
          measured: line.order.overdueDays,
          limit: 0,
          unit: 'd',
          inputs: {
            quantity: line.quantityToBuy,
            orderBy: line.order.orderByAtLatest,
            task: line.order.task,
            start: line.order.installStart ?? 'on an uncertain day',
            bufferDays: policy.receivingBufferDays,
            leadTimeDays: line.leadTimeDays,
          },
        }),
      ),
};

/** Lines to buy that a task installs and that have no certain order-by date. */
export const orderUnknown: Rule = {
  code: 'sequence.order-unknown',
  title: 'Order-by dates that are not certain',
  discipline: 'sequence',
  basis: 'order-by date = latest start of the first task that installs it − receiving buffer − lead time',
  sentence:
    'Order-by dates: {coverage}. Lines to buy of which only a day is known after which it is too late: {missing} ({lines}): {reasons}',
  guide: {
    method:
      'A line has a certain order-by date when it has a lead time, every awaited use of it is installed by a task, and the latest starts of these tasks are certain. An unknown lead time is never taken as 0: the date shown with it is a bound, "no later than".',
    example: 'A cord without a lead time, needed on 2027-03-19 with a buffer of 14 d: no later than 2027-03-05.',
    remedy:
      'State `leadTimeDays` of the catalog entry, the durations that are missing, or let a task install the rest.',
  },
  evaluate: ({ index, figures: { orders } }) => {
    const open = orders.lines.filter(({ order }) => order.status === 'unknown');
    return openLines(orders, open, (inputs, coverage) =>
      found(orderUnknown, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: { ...inputs, reasons: [...new Set(open.flatMap(({ order }) => order.gaps))].sort().join(', ') },
        coverage,
      }),
    );
  },
};

/** Lines to buy that no task installs. */
export const notSequenced: Rule = {
  code: 'sequence.not-sequenced',
  title: 'Lines of the bill that no task installs',
  discipline: 'sequence',
  basis: 'every line to buy needs a task that says in `installs` that it puts it in place',
  sentence:
    'Order-by dates: {coverage}. Lines to buy that no task installs, so that nobody can say by when to order them: {missing} ({lines})',
  guide: {
    method:
      'A task installs what meets an entry of its `installs`: a rack, a pod, a phase, a room or, without a place, the whole site, each with or without one chapter of the bill. The most narrow entry counts. Only where the site has tasks; lines that are bought for stock alone are never sequenced.',
    example:
      'A task with `installs: [{ phase: Row north }]` dates nodes, rack PDUs and cables of the pods of that phase; a chiller outside every room needs `installs: [{ category: cooling }]`.',
    remedy: 'Name the place or the chapter in `installs` of the task that needs it.',
  },
  evaluate: ({ index, figures: { orders } }) =>
    openLines(
      orders,
      orders.lines.filter(({ order }) => order.status === 'not-sequenced'),
      (inputs, coverage) =>
        found(notSequenced, {
          severity: 'unknown',
          subject: { kind: 'site', name: index.snapshot.site.name },
          inputs,
          coverage,
        }),
    ),
};

type Finding = ReturnType<typeof found>;

function openLines(
  { lines }: OrderFigures,
  open: OrderFigures['lines'],
  finding: (
    inputs: { readonly missing: number; readonly lines: readonly string[] },
    coverage: { readonly known: number; readonly total: number },
  ) => Finding,
): readonly Finding[] {
  if (open.length === 0) return [];
  const dated = lines.filter(({ order }) => order.status === 'dated').length;
  return [
    finding(
      { missing: open.length, lines: sampleOf(open.map(({ name }) => name)).names },
      { known: dated, total: lines.length },
    ),
  ];
}
