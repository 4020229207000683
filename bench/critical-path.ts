import { criticalPathOf, type NetworkTask } from '../src/domain/sequencing/critical-path.js';
import { MINUTES_PER_DAY, workingTimeOf } from '../src/domain/sequencing/working-time.js';
import { medianMs, type Measurement } from './measure.js';

/** Dates and floats of 1,000 tasks with three predecessors each, on a calendar with a holiday each month. */
export function measureCriticalPath(): Measurement {
  const holidays = Array.from({ length: 120 }, (_, i) => 20_400 + i * 30);
  const time = workingTimeOf([true, true, true, true, true, false, false], holidays);
  const tasks = Array.from({ length: 1000 }, (_, i): NetworkTask => ({
    lead: i % 10 === 0 ? 30 * MINUTES_PER_DAY : 0,
    work: (1 + (i % 7)) * MINUTES_PER_DAY,
    time,
    lagTime: time,
    links: [1, 5, 23].flatMap((back) =>
      i < back ? [] : [{ from: i - back, relation: 'finish-start' as const, lag: (back % 3) * MINUTES_PER_DAY }],
    ),
    notBefore: null,
    deadline: null,
  }));
  const ms = medianMs(51, () => criticalPathOf(tasks, 20_400 * MINUTES_PER_DAY));
  return { claim: 'critical path of 1,000 tasks with calendars', measured: ms, limit: 5, unit: 'ms', details: { ms } };
}
