import type { Coverage } from '../finding.js';
import { dayNumberOf, dayText } from '../sequencing/day-number.js';
import type { InstallDate } from '../sequencing/install-dates.js';
import type { Status } from '../site/fields.js';
import type { BomUse } from './bom.js';

/** What keeps the order-by date of a line from being certain. */
export type OrderGap = 'no lead time' | 'no certain start' | 'not all of it is sequenced';

/**
 * By when a line must be ordered. `nothing-to-buy` and `not-sequenced` (no task installs any of it) have no dates;
 * `unknown` has bounds at most: it must be ordered no later than `orderByAtLatest`.
 */
export interface LineOrder {
  readonly status: 'nothing-to-buy' | 'not-sequenced' | 'unknown' | 'dated';
  /** Task that needs it first. */
  readonly task: string | null;
  /** Latest start of that task; null where it is not certain. */
  readonly installStart: string | null;
  readonly orderBy: string | null;
  /** The same where it is certain; else a day after which it is too late for sure. */
  readonly orderByAtLatest: string | null;
  /** Days by which even the last of these days has passed; 0 where it has not, or where there is none. */
  readonly overdueDays: number;
  readonly gaps: readonly OrderGap[];
  /** Of the uses that wait for what is bought, how many a task installs. */
  readonly coverage: Coverage;
}

/** Uses in these states wait for what is bought. */
const AWAITED: ReadonlySet<Status> = new Set(['planned', 'reserved']);
/** Where none does, spares are bought, which come with what is on its way. */
const ON_ITS_WAY: ReadonlySet<Status> = new Set(['ordered', 'staged']);

/**
 * The order-by date of a line: the latest start of the task that installs the first of what must be bought, less the
 * receiving buffer, less the lead time, all in calendar days (the latest start of the procurement as an activity of the
 * critical path method).
 *
 * @param installOf when a use must be there; null: no task installs it
 * @example a start on 2027-03-01, 14 days of buffer and 56 of lead time: order by 2026-12-21
 */
export function lineOrderOf(
  {
    uses,
    quantityToBuy,
    leadTimeDays,
  }: { readonly uses: readonly BomUse[]; readonly quantityToBuy: number; readonly leadTimeDays: number | null },
  {
    installOf,
    receivingBufferDays,
    asOf,
  }: {
    readonly installOf: (use: BomUse) => InstallDate | null;
    readonly receivingBufferDays: number;
    readonly asOf: string;
  },
): LineOrder {
  const none = { task: null, installStart: null, orderBy: null, orderByAtLatest: null, overdueDays: 0, gaps: [] };
  if (quantityToBuy === 0) return { ...none, status: 'nothing-to-buy', coverage: { known: 0, total: 0 } };
  const waiting = uses.filter(({ status }) => AWAITED.has(status));
  const awaited = waiting.length > 0 ? waiting : uses.filter(({ status }) => ON_ITS_WAY.has(status));
  const installs = awaited.flatMap((use) => installOf(use) ?? []);
  const coverage = { known: installs.length, total: awaited.length };
  const [first, ...others] = installs;
  if (first === undefined) return { ...none, status: 'not-sequenced', coverage };
  const earliest = others.reduce((a, b) => (boundOf(b) < boundOf(a) ? b : a), first);
  const bound = earliest.latestStart.bound;
  const gaps: OrderGap[] = [];
  if (leadTimeDays === null) gaps.push('no lead time');
  if (installs.some(({ latestStart }) => latestStart.day === null)) gaps.push('no certain start');
  if (coverage.known < coverage.total) gaps.push('not all of it is sequenced');
  const latest = bound === null ? null : dayNumberOf(bound) - receivingBufferDays - (leadTimeDays ?? 0);
  const orderByAtLatest = latest === null ? null : dayText(latest);
  return {
    status: gaps.length === 0 ? 'dated' : 'unknown',
    task: earliest.task,
    installStart: gaps.includes('no certain start') ? null : bound,
    orderBy: gaps.length === 0 ? orderByAtLatest : null,
    orderByAtLatest,
    overdueDays: latest === null ? 0 : Math.max(0, dayNumberOf(asOf) - latest),
    gaps,
    coverage,
  };
}

/** Days sort as text; what nothing bounds comes last. */
function boundOf({ latestStart }: InstallDate): string {
  return latestStart.bound ?? '~';
}
