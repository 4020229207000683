import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { criticalPathOf, type Link, type NetworkTask, type Relation } from './critical-path.js';
import { EVERY_DAY, MINUTES_PER_DAY, workingTimeOf, type WorkingTime } from './working-time.js';

const DAY = MINUTES_PER_DAY;

function task(
  workDays: number | null,
  links: readonly Partial<Link>[] = [],
  over: Partial<NetworkTask> = {},
): NetworkTask {
  return {
    lead: 0,
    work: workDays === null ? null : workDays * DAY,
    time: EVERY_DAY,
    lagTime: EVERY_DAY,
    links: links.map((link) => ({ from: 0, relation: 'finish-start', lag: 0, ...link })),
    notBefore: null,
    deadline: null,
    ...over,
  };
}

/** Dates in days. */
function solved(tasks: readonly NetworkTask[]) {
  const path = criticalPathOf(tasks, 0);
  return {
    ...path,
    days: path.times.map((times) =>
      times === null
        ? null
        : [times.earliestStart, times.earliestFinish, times.latestStart, times.latestFinish].map((t) => t / DAY),
    ),
    floats: path.times.map((times) => (times?.totalFloat ?? NaN) / DAY),
    free: path.times.map((times) => (times?.freeFloat ?? NaN) / DAY),
  };
}

interface Vector {
  readonly dur: Readonly<Record<string, number>>;
  readonly pred: Readonly<Record<string, readonly string[]>>;
  readonly T: number;
  readonly slack: Readonly<Record<string, number>>;
  readonly critical: readonly string[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../test/reference/facility-vectors.json', import.meta.url), 'utf8'),
) as { readonly cpm: readonly Vector[] };

describe('the published network', () => {
  it.each(vectors.cpm)('$src: ends after $T, with the published floats and critical tasks', (vector) => {
    const names = Object.keys(vector.dur);
    const tasks = names.map((name) =>
      task(
        vector.dur[name] ?? null,
        (vector.pred[name] ?? []).map((before) => ({ from: names.indexOf(before) })),
      ),
    );
    const { end, floats } = solved(tasks);
    expect(end / DAY).toBe(vector.T);
    expect(Object.fromEntries(names.map((name, i) => [name, floats[i]]))).toEqual(vector.slack);
    expect(names.filter((_, i) => floats[i] === 0)).toEqual(vector.critical);
  });

  it('starts as published, latest dates too: ES/LS A0/0 B0/7 C0/5 D8/8 E8/10 F3/9 G13/13 H3/8 I9/11 J9/14', () => {
    const [vector] = vectors.cpm;
    if (vector === undefined) throw new Error('the vectors hold no network');
    const names = Object.keys(vector.dur);
    const { days } = solved(
      names.map((name) =>
        task(
          vector.dur[name] ?? null,
          (vector.pred[name] ?? []).map((before) => ({ from: names.indexOf(before) })),
        ),
      ),
    );
    const shown = names.map((name, i) => `${name}${String(days[i]?.[0])}/${String(days[i]?.[2])}`).join(' ');
    expect(shown).toBe('A0/0 B0/7 C0/5 D8/8 E8/10 F3/9 G13/13 H3/8 I9/11 J9/14');
  });
});

const J30 = '../shared/data/rcpsp/j30';

/** A network in Patterson's format: durations and followers, in the order of the file. */
function readNetwork(file: string): { readonly tasks: readonly NetworkTask[]; readonly longestPath: number } {
  const numbers = readFileSync(file, 'utf8').trim().split(/\s+/).map(Number);
  const [count = 0, kinds = 0] = numbers;
  let at = 2 + kinds;
  const durations: number[] = [];
  const followers: number[][] = [];
  for (let i = 0; i < count; i += 1) {
    durations.push(numbers[at] ?? 0);
    const many = numbers[at + kinds + 1] ?? 0;
    followers.push(numbers.slice(at + kinds + 2, at + kinds + 2 + many).map((follower) => follower - 1));
    at += kinds + 2 + many;
  }
  const before = durations.map((): number[] => []);
  followers.forEach((list, i) => list.forEach((follower) => before[follower]?.push(i)));
  // The second method: the longest way to the end, by walking every task's followers with a memory.
  const memory = new Map<number, number>();
  const longestFrom = (i: number): number => {
    const known = memory.get(i);
    if (known !== undefined) return known;
    const length = (durations[i] ?? 0) + Math.max(0, ...(followers[i] ?? []).map(longestFrom));
    memory.set(i, length);
    return length;
  };
  return {
    tasks: durations.map((days, i) =>
      task(
        days,
        (before[i] ?? []).map((from) => ({ from })),
      ),
    ),
    longestPath: Math.max(...durations.map((_, i) => longestFrom(i))),
  };
}

const j30 = existsSync(J30) ? describe : describe.skip;
if (!existsSync(J30)) process.stderr.write(`${J30} is not there; the networks of PSPLIB are skipped\n`);

j30('the networks of PSPLIB', () => {
  it('j301_1 takes 38 days, as its header says, by 1-3-8-12-14-17-22-23-24-30-32; job 2 has until 7, job 19 runs 13/28', () => {
    const { tasks } = readNetwork(`${J30}/j30_1_1.rcp`);
    const { end, floats, days } = solved(tasks);
    expect(end / DAY).toBe(38);
    expect(floats.flatMap((float, i) => (float === 0 ? [i + 1] : []))).toEqual([
      1, 3, 8, 12, 14, 17, 22, 23, 24, 30, 32,
    ]);
    expect([days[1]?.[0], days[1]?.[2], days[18]?.[0], days[18]?.[2]]).toEqual([0, 7, 13, 28]);
  });

  it('all of them take as long as their longest path', () => {
    const files = readdirSync(J30).filter((file) => file.endsWith('.rcp'));
    const wrong = files.filter((file) => {
      const { tasks, longestPath } = readNetwork(`${J30}/${file}`);
      return criticalPathOf(tasks, 0).end !== longestPath * DAY;
    });
    expect([files.length > 0, wrong]).toEqual([true, []]);
  });
});

describe('links', () => {
  it('start-start: the second starts 2 days after the first', () => {
    const { days } = solved([task(5), task(4, [{ relation: 'start-start', lag: 2 * DAY }])]);
    expect(days[1]).toEqual([2, 6, 2, 6]);
  });

  it('finish-finish: 2 days that may end 1 day after the first of 5 run from 4 to 6', () => {
    const { days, free } = solved([task(5), task(2, [{ relation: 'finish-finish', lag: DAY }])]);
    expect([days[1], free]).toEqual([
      [4, 6, 4, 6],
      [0, 0],
    ]);
  });

  it('a negative lag lets them overlap, but nothing starts before the beginning', () => {
    expect(solved([task(5), task(4, [{ lag: -2 * DAY }])]).days[1]).toEqual([3, 7, 3, 7]);
    expect(solved([task(1), task(4, [{ lag: -3 * DAY }])]).days[1]).toEqual([0, 4, 0, 4]);
  });

  it('lags are working days of the task that waits: Friday and 2 working days are Tuesday evening', () => {
    const week = workingTimeOf([true, true, true, true, true, false, false], []);
    // Day 1 is Friday 1970-01-02, its end day 2; Monday 5 and Tuesday 6 pass, so that work begins on Wednesday 7.
    const { days } = solved([
      task(1, [], { notBefore: DAY }),
      task(1, [{ lag: 2 * DAY }], { time: week, lagTime: week }),
    ]);
    expect(days[1]?.[0]).toBe(7 - 1 + 0);
  });
});

describe('a deadline', () => {
  it('before the end takes float away from everything before it, below 0 where it cannot be kept', () => {
    const { floats } = solved([task(3), task(2, [{}], { deadline: 4 * DAY }), task(9)]);
    expect(floats).toEqual([-1, -1, 0]);
  });

  it('beyond the end gives no float', () => {
    expect(solved([task(3, [], { deadline: 30 * DAY })]).floats).toEqual([0]);
  });
});

describe('a delivery', () => {
  it('runs through weekends, and work that follows begins on the next working day', () => {
    const week = workingTimeOf([true, true, true, true, true, false, false], []);
    // From Thursday, day 0, 2 days: there on Saturday, day 2; work begins on Monday, day 4.
    const { days, floats } = solved([task(0, [], { lead: 2 * DAY }), task(5, [{}], { time: week, lagTime: week })]);
    expect([days[0]?.slice(0, 2), days[1]?.slice(0, 2), floats]).toEqual([
      [0, 2],
      [4, 9],
      [2, 0],
    ]);
  });
});

describe('what is not known', () => {
  it('a task without a duration makes what follows uncertain, with bounds, and every late date', () => {
    const { times, isCertain, end } = criticalPathOf([task(null), task(2, [{}]), task(3)], 0);
    expect(isCertain).toBe(false);
    expect(end).toBe(3 * DAY);
    expect(times[0]).toMatchObject({ isStartCertain: true, isFinishCertain: false, totalFloat: null });
    expect(times[1]).toMatchObject({ isStartCertain: false, earliestStart: 0, latestStart: Infinity });
    expect(times[2]).toMatchObject({ isFinishCertain: true, earliestFinish: 3 * DAY, totalFloat: null });
  });

  it('a deadline still bounds late dates: 2 days before day 10 must start by day 8, whatever comes before', () => {
    const { times } = criticalPathOf([task(null), task(2, [{}], { deadline: 10 * DAY })], 0);
    expect([times[0]?.latestFinish, times[1]?.latestStart]).toEqual([8 * DAY, 8 * DAY]);
  });

  it('a circle is printed in the order of its work and has no dates; what does not follow it has', () => {
    const { circles, times, isCertain } = criticalPathOf(
      [task(1, [{ from: 2 }]), task(1, [{ from: 0 }]), task(1, [{ from: 1 }]), task(1, [{ from: 2 }]), task(4)],
      0,
    );
    expect(circles.map(({ walk }) => walk)).toEqual([[0, 1, 2]]);
    expect(times.slice(0, 3)).toEqual([null, null, null]);
    expect(times[3]).toMatchObject({ isStartCertain: false });
    expect([times[4]?.isFinishCertain, times[4]?.totalFloat, isCertain]).toEqual([true, null, false]);
  });

  it('a task before itself is a circle of one', () => {
    expect(criticalPathOf([task(1, [{ from: 0 }])], 0).circles.map(({ walk }) => walk)).toEqual([[0]]);
  });

  it('no tasks end where they begin', () => {
    expect(criticalPathOf([], 5)).toEqual({ times: [], circles: [], end: 5, isCertain: true });
  });
});

const week = workingTimeOf([true, true, true, true, true, false, false], [4, 5, 11, 20]);
const shortWeek = workingTimeOf([false, true, true, true, false, false, true], [9]);
const calendars: readonly WorkingTime[] = [EVERY_DAY, week, shortWeek];
const RELATIONS: readonly Relation[] = ['finish-start', 'start-start', 'finish-finish'];

/** Networks whose tasks name only earlier ones, on three calendars, with lags either way, halves of days and deliveries. */
const networks = fc
  .array(
    fc.record({
      halves: fc.integer({ min: 0, max: 12 }),
      leadDays: fc.integer({ min: 0, max: 6 }),
      calendar: fc.nat(2),
      links: fc.array(fc.record({ back: fc.nat(8), relation: fc.nat(2), lag: fc.integer({ min: -3, max: 4 }) }), {
        maxLength: 3,
      }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((rows) =>
    rows.map(({ halves, leadDays, calendar, links }, i): NetworkTask => {
      const stated = calendars[calendar] ?? EVERY_DAY;
      return {
        lead: leadDays * DAY,
        work: (halves * DAY) / 2,
        time: halves === 0 ? EVERY_DAY : stated,
        lagTime: stated,
        links: links.flatMap(({ back, relation, lag }) =>
          i - 1 - back < 0
            ? []
            : [{ from: i - 1 - back, relation: RELATIONS[relation] ?? 'finish-start', lag: lag * DAY }],
        ),
        notBefore: null,
        deadline: null,
      };
    }),
  );

describe('every network', () => {
  it('keeps its links with earliest and with latest dates, has float of at least 0, and a critical task', () => {
    fc.assert(
      fc.property(networks, (tasks) => {
        const { times, end } = criticalPathOf(tasks, 0);
        const found = times.map((time) => time ?? fail());
        for (const [i, task] of tasks.entries()) {
          const own = found[i] ?? fail();
          expect(own.totalFloat).toBeGreaterThanOrEqual(0);
          expect(own.latestFinish).toBeLessThanOrEqual(end);
          for (const { from, relation, lag } of task.links) {
            const before = found[from] ?? fail();
            for (const side of ['earliest', 'latest'] as const) {
              const from = relation === 'start-start' ? before[`${side}Start`] : before[`${side}Finish`];
              const to = relation === 'finish-finish' ? own[`${side}Finish`] : own[`${side}Start`];
              const least = lag === 0 ? from : task.lagTime.endAt(task.lagTime.before(from) + lag);
              const calendar = relation === 'finish-finish' ? task.time : EVERY_DAY;
              expect(calendar.before(to)).toBeGreaterThanOrEqual(calendar.before(least));
            }
          }
        }
        expect(Math.min(...found.map(({ totalFloat }) => totalFloat ?? NaN))).toBe(0);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('ends as late, and no task ends later, when one starts at its latest instead of its earliest start; a minute more and it does', () => {
    fc.assert(
      fc.property(networks, fc.nat(13), (tasks, nth) => {
        const i = nth % tasks.length;
        const { times, end } = criticalPathOf(tasks, 0);
        const latest = times[i]?.latestStart ?? fail();
        const held = (notBefore: number) =>
          criticalPathOf(
            tasks.map((task, k) => (k === i ? { ...task, notBefore: Math.max(notBefore, 0) } : task)),
            0,
          ).end;
        expect(held(latest)).toBe(end);
        expect(held(latest + 1)).toBeGreaterThan(end);
      }),
      { seed: 12, numRuns: 500 },
    );
  });
});

function fail(): never {
  throw new Error('a task without a circle has dates');
}
