import { describe, expect, it } from '@jest/globals';
import type { Status } from '../site/fields.js';
import type { BomUse } from './bom.js';
import { lineOrderOf } from './line-order.js';

const use = (name: string, status: Status = 'planned'): BomUse => ({
  kind: 'device',
  name,
  place: null,
  status,
  quantity: 1,
});
const certain = (day: string) => ({ day, bound: day });

function order(
  uses: readonly BomUse[],
  starts: Readonly<Record<string, { readonly day: string | null; readonly bound: string | null }>>,
  {
    quantityToBuy = 1,
    leadTimeDays = 56,
    asOf = '2026-11-16',
  }: { readonly quantityToBuy?: number; readonly leadTimeDays?: number | null; readonly asOf?: string } = {},
) {
  return lineOrderOf(
    { uses, quantityToBuy, leadTimeDays },
    {
      receivingBufferDays: 14,
      asOf,
      installOf: ({ name }) => {
        const latestStart = starts[name];
        return latestStart === undefined ? null : { task: `Install ${name}`, latestStart };
      },
    },
  );
}

describe('the order-by date of a line', () => {
  it('is the latest start less buffer and lead time: 2027-03-01 − 14 d − 56 d = 2026-12-21', () => {
    expect(order([use('N1')], { N1: certain('2027-03-01') })).toMatchObject({
      status: 'dated',
      task: 'Install N1',
      orderBy: '2026-12-21',
      overdueDays: 0,
    });
  });

  it('follows what is installed first, of what waits to be bought', () => {
    const uses = [use('N1', 'installed'), use('N2'), use('N3')];
    const starts = { N1: certain('2026-01-01'), N2: certain('2027-05-01'), N3: certain('2027-03-01') };
    expect(order(uses, starts)).toMatchObject({ task: 'Install N3', coverage: { known: 2, total: 2 } });
  });

  it('is overdue from the day after: as of 2026-12-31 ten days', () => {
    const overdue = (asOf: string) => order([use('N1')], { N1: certain('2027-03-01') }, { asOf }).overdueDays;
    expect([overdue('2026-12-21'), overdue('2026-12-22'), overdue('2026-12-31')]).toEqual([0, 1, 10]);
  });

  it('without a lead time is unknown, no later than the start less the buffer, never a lead time of 0', () => {
    expect(order([use('N1')], { N1: certain('2027-03-01') }, { leadTimeDays: null })).toMatchObject({
      status: 'unknown',
      orderBy: null,
      orderByAtLatest: '2027-02-15',
      gaps: ['no lead time'],
    });
  });

  it('is unknown where only a part is sequenced, or a start is only bounded', () => {
    expect(order([use('N1'), use('N2')], { N1: certain('2027-03-01') })).toMatchObject({
      status: 'unknown',
      orderByAtLatest: '2026-12-21',
      gaps: ['not all of it is sequenced'],
      coverage: { known: 1, total: 2 },
    });
    expect(order([use('N1')], { N1: { day: null, bound: null } })).toMatchObject({
      status: 'unknown',
      orderByAtLatest: null,
      overdueDays: 0,
      gaps: ['no certain start'],
    });
  });

  it('of spares alone follows what they are spares of', () => {
    expect(order([use('N1', 'ordered')], { N1: certain('2027-03-01') })).toMatchObject({ orderBy: '2026-12-21' });
  });

  it('is none where nothing must be bought, or no task installs it', () => {
    expect(order([use('N1')], {}, { quantityToBuy: 0 }).status).toBe('nothing-to-buy');
    expect(order([use('N1')], {}).status).toBe('not-sequenced');
    expect(order([], {}).status).toBe('not-sequenced');
  });
});
