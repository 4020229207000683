import { describe, expect, it } from '@jest/globals';
import { judge } from '../../../../test/factories/halls/judge.js';
import { needBy, taskCircle, unknownDuration } from './sequence-network.js';
import { notSequenced, orderOverdue } from './sequence-orders.js';

const START = '2027-03-01';

describe('sequence.circle', () => {
  it('walks around the circle in the order of the work', () => {
    const before = (task: string) => ({ durationDays: 1, predecessors: [{ task }] });
    const tasks = [
      { name: 'A', ...before('C') },
      { name: 'B', ...before('A') },
      { name: 'C', ...before('B') },
    ];
    expect(judge(taskCircle, { tasks })).toMatchObject([
      { severity: 'error', inputs: { tasks: 3, circle: 'A → B → C → A' } },
    ]);
    expect(judge(taskCircle, { tasks: [{ name: 'A', durationDays: 1 }] })).toEqual([]);
  });
});

describe('sequence.unknown-duration', () => {
  it('counts tasks that say neither a duration nor a lead time; 0 is a duration', () => {
    const tasks = [{ name: 'A' }, { name: 'B', durationDays: 0 }, { name: 'C', leadTimeDays: 5 }];
    expect(judge(unknownDuration, { tasks })).toMatchObject([
      { severity: 'unknown', coverage: { known: 2, total: 3 }, inputs: { tasks: ['A'] } },
    ]);
  });
});

describe('sequence.need-by', () => {
  const phase = (needByDay: string) => [{ name: 'One', needBy: needByDay }];
  const task = { name: 'A', phase: 'One', earliestStart: START, durationDays: 7 };

  it('is late by the days from the need-by day to the first day after: 7 days from 2027-03-01 end on 2027-03-07', () => {
    const late = (day: string) => judge(needBy, { phases: phase(day), tasks: [task] }).map(({ measured }) => measured);
    expect([late('2027-03-08'), late('2027-03-07'), late('2027-03-01')]).toEqual([[], [1], [7]]);
  });

  it('is unknown where a duration is, and late where the rest is late already', () => {
    const tasks = [task, { name: 'B', phase: 'One' }];
    const found = (day: string) => judge(needBy, { phases: phase(day), tasks }).map(({ severity }) => severity);
    expect([found('2028-03-08'), found('2027-03-01')]).toEqual([['unknown'], ['warning']]);
  });
});

describe('order-by dates', () => {
  const rackTypes = [
    {
      slug: 'rack',
      manufacturer: 'A',
      model: 'B',
      heightU: 42,
      outerWidthMm: 600,
      outerDepthMm: 1200,
      leadTimeDays: 56,
    },
  ];
  const rooms = [
    {
      name: 'Hall',
      outline: [
        [0, 0],
        [9, 0],
        [9, 9],
      ] as [number, number][],
    },
  ];
  const racks = [{ name: 'R1', type: 'rack', room: 'Hall' }];
  const task = (installs: readonly { readonly rack?: string; readonly room?: string }[]) => ({
    name: 'Set racks',
    earliestStart: START,
    durationDays: 1,
    installs: [...installs],
  });

  it('in the past are overdue: 2026-07-01 − 14 d − 56 d = 2026-04-22, 40 days before 2026-06-01', () => {
    const tasks = [{ ...task([{ room: 'Hall' }]), earliestStart: '2026-07-01' }];
    expect(judge(orderOverdue, { rackTypes, rooms, racks, tasks })).toMatchObject([
      { severity: 'warning', measured: 40, inputs: { orderBy: '2026-04-22', task: 'Set racks', leadTimeDays: 56 } },
    ]);
    expect(judge(orderOverdue, { rackTypes, rooms, racks, tasks: [task([{ room: 'Hall' }])] })).toEqual([]);
  });

  it('are missing for what no task installs', () => {
    expect(judge(notSequenced, { rackTypes, rooms, racks, tasks: [task([])] })).toMatchObject([
      { severity: 'unknown', coverage: { known: 0, total: 1 }, inputs: { lines: ['rack'] } },
    ]);
    expect(judge(notSequenced, { rackTypes, rooms, racks, tasks: [task([{ rack: 'R1' }])] })).toEqual([]);
    expect(judge(notSequenced, { rackTypes, rooms, racks })).toEqual([]);
  });
});
