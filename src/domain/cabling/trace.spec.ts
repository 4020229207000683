import { describe, expect, it } from '@jest/globals';
import { catalogued, hallIndex } from '../../../test/factories/halls/hall.js';
import { endText } from '../site/expansion/port-claims.js';
import { lossOf, openTracer } from './trace.js';

const end = (text: string) => ({ device: text.split(':')[0] ?? '', port: text.split(':')[1] ?? '' });
const cable = (name: string, ...ends: readonly string[]) => ({ name, type: 'fibre', ends: ends.map(end) });

/**
 * n1:P1 ── a ── A:F1 ⇒ A:R1 ── trunk ── B:R1 ⇒ B:F1 ── b ── n2:P1
 * n1:P2 ── open ── A:F2 ⇒ A:R2
 * n1:P3 ── split ─┬─ n2:P3
 *                 └─ n2:P4
 */
const hall = hallIndex({
  deviceTypes: [
    { ...catalogued('node'), heightU: 1, ports: [{ name: 'P[1-8]', kind: 'ethernet' }] },
    {
      ...catalogued('panel'),
      heightU: 1,
      ports: [
        { name: 'F[1-4]', kind: 'panel', side: 'front', through: 'R[1-4]' },
        { name: 'R[1-4]', kind: 'panel', side: 'rear' },
      ],
    },
  ],
  cableTypes: [{ ...catalogued('fibre'), medium: 'single-mode' }],
  devices: [
    { name: 'n1', type: 'node' },
    { name: 'n2', type: 'node' },
    { name: 'A', type: 'panel' },
    { name: 'B', type: 'panel' },
  ],
  cables: [
    cable('a', 'n1:P1', 'A:F1'),
    cable('trunk', 'A:R1', 'B:R1'),
    cable('b', 'n2:P1', 'B:F1'),
    cable('open', 'n1:P2', 'A:F2'),
    cable('split', 'n1:P3', 'n2:P3', 'n2:P4'),
    cable('ring 1', 'B:F3', 'B:F4'),
    cable('ring 2', 'B:R3', 'B:R4'),
  ],
});
const tracer = openTracer(hall);
const traced = (from: string) =>
  tracer.trace(end(from)).branches.map(({ steps, to, ends }) => ({
    way: steps.map((step) => (step.kind === 'cable' ? step.cable : `⇒${step.device}`)).join(' '),
    to: endText(to),
    ends,
  }));

describe('a trace', () => {
  it('goes through panels to the device at the far end, from either side', () => {
    expect(traced('n1:P1')).toEqual([{ way: 'a ⇒A trunk ⇒B b', to: 'n2:P1', ends: 'at a device' }]);
    expect(traced('n2:P1')).toEqual([{ way: 'b ⇒B trunk ⇒A a', to: 'n1:P1', ends: 'at a device' }]);
  });

  it('ends behind a panel without a cable, and says so', () => {
    expect(traced('n1:P2')).toEqual([{ way: 'open ⇒A', to: 'A:R2', ends: 'open behind a panel' }]);
  });

  it('splits with a breakout, whose parts see only the single end', () => {
    expect(traced('n1:P3').map(({ to }) => to)).toEqual(['n2:P3', 'n2:P4']);
    expect(traced('n2:P4').map(({ to }) => to)).toEqual(['n1:P3']);
  });

  it('ends where panels are cabled in a circle', () => {
    expect(traced('B:F3').map(({ ends }) => ends)).toEqual(['runs in a circle']);
  });

  it('of a port without a cable has no branch', () => {
    expect(traced('n1:P8')).toEqual([]);
  });
});

describe('the loss of a cable', () => {
  const loss = (name: string) =>
    lossOf(
      hall,
      tracer,
      hall.snapshot.cables.filter((one) => one.name === name),
    );

  it('between panels takes down the link of the devices behind them', () => {
    expect(loss('trunk')).toEqual({
      cables: ['trunk'],
      links: [{ from: 'n1:P1', to: 'n2:P1' }],
      devices: ['n1', 'n2'],
    });
  });

  it('that breaks out takes down every branch once', () => {
    expect(loss('split').links).toEqual([
      { from: 'n1:P3', to: 'n2:P3' },
      { from: 'n1:P3', to: 'n2:P4' },
    ]);
  });
});
