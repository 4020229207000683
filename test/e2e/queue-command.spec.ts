import { beforeAll, describe, expect, it } from '@jest/globals';
import { plenum } from '../support/command-line.js';
import { buildPlenum } from '../support/process.js';

beforeAll(() => {
  buildPlenum();
}, 300_000);

const SMALL = ['--requests', '5000', '--replications', '4'];

describe('plenum queue', () => {
  it('prints the figures of M/D/72 at ρ = 0.8 as one JSON document', async () => {
    const { code, stdout } = await plenum([
      'queue',
      '--rate',
      '57.6',
      '--service',
      '1',
      '--servers',
      '72',
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as Record<string, unknown>;
    expect(answer).toMatchObject({ utilization: 0.8, lossProbability: 0, intervals: {} });
    expect(answer['method']).toContain('M/D/c');
    // The reference: P(W > 0) = 0.0392825187713, mean 0.00198843961269, p99 0.071584827135, p99.9 0.164365051565.
    expect(answer['probabilityOfWaiting']).toBeCloseTo(0.0392825187713, 11);
    expect(answer['meanWaitS']).toBeCloseTo(0.00198843961269, 12);
    const waits = answer['waitQuantilesS'] as Record<string, number>;
    expect(Object.keys(waits)).toEqual(['p50', 'p90', 'p95', 'p99', 'p999']);
    expect(waits['p99']).toBeCloseTo(0.071584827135, 10);
    expect(waits['p999']).toBeCloseTo(0.164365051565, 10);
  });

  it('reads for people, says how the figures came about, and exits 1 where the SLO is missed', async () => {
    const args = ['queue', '--rate', '0.8', '--service', '1', '--slo'];
    const missed = await plenum([...args, 'p99=5']);
    expect(missed.code).toBe(1);
    // M/D/1 at ρ = 0.8: p99(T) = 10.3559 + 1. Four services of wait are kept up to 0.560783 (reference, c = 1, w = 4).
    expect(missed.stdout).toContain('SLO p99 of latency within 5 s: missed, 11.3559 s');
    expect(missed.stdout).toContain('met up to a utilization of 0.560783');
    expect(missed.stdout).toContain('Method: M/D/c, Wiener–Hopf factorisation (exact)');
    expect((await plenum([...args, 'p99=12'])).code).toBe(0);
  });

  it('simulates what has no exact method, with intervals, and says so', async () => {
    const args = ['queue', '--rate', '7.2', '--service', '1', '--servers', '9', '--capacity', '12', ...SMALL];
    const { code, stdout } = await plenum([...args, '--format', 'json']);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as { methodDetails: { kind: string }; intervals: Record<string, unknown> };
    expect(answer.methodDetails.kind).toBe('simulated');
    expect(answer.intervals).toHaveProperty('lossProbability');
    // The same seed, the same bytes.
    expect((await plenum([...args, '--format', 'json'])).stdout).toBe(stdout);
  });

  it('compares routings', async () => {
    const args = ['queue', 'routing', '--rate', '7.2', '--service', '1', '--servers', '9', '--wait-p99', '1', ...SMALL];
    const { code, stdout } = await plenum(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^leastWorkLeft .* equal to central, request by request$/m);
    expect(stdout).toMatch(/^Servers needed: \d+ behind one queue, \d+ when split at random$/m);
  });

  it('says how long each class waits where the more important is served first', async () => {
    const args = ['queue', 'priority', '--class', '0.3@1', '--class', '0.5@1', ...SMALL];
    const { code, stdout } = await plenum([...args, '--format', 'json']);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as { classes: { meanWaitS: number }[]; method: { kind: string } };
    // W_0 = 0.8/2 s: 0.4/0.7 and 0.4/(0.7 · 0.2).
    expect(answer.classes[0]?.meanWaitS).toBeCloseTo(0.4 / 0.7, 12);
    expect(answer.classes[1]?.meanWaitS).toBeCloseTo(0.4 / 0.14, 12);
    expect(answer.method.kind).toBe('exact');
    expect((await plenum(args)).stdout).toContain('Means by class: M/G/1 with non-preemptive priorities, Cobham');
    const wrong = await plenum(['queue', 'priority', '--class', '0.3']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('"0.3" must be requests per second @')]);
  });

  it('says how often enough of several domains are up', async () => {
    const args = ['queue', 'enough', '--domains', '9', '--needed', '8', '--availability', '0.999'];
    const { code, stdout } = await plenum([...args, '--format', 'json']);
    expect(code).toBe(0);
    // The reference: 0.9999641676225035; the rest is 3.58e-5, of 8,766 h 0.314 h.
    const answer = JSON.parse(stdout) as { availability: number; hoursShortPerYear: number };
    expect(answer.availability).toBeCloseTo(0.9999641676225035, 13);
    expect(answer.hoursShortPerYear).toBeCloseTo(0.31411, 4);
    const wrong = await plenum([...args.slice(0, -1), '1.5']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('"1.5" must be a share from 0 to 1')]);
  });

  it.each([
    ['an overload', ['--rate', '9', '--service', '1', '--servers', '9'], 'utilization must be below 1, but is 1'],
    ['a rate that is missing', ['--service', '1'], '--rate'],
    ['a service that is missing', ['--rate', '1'], '--service'],
    ['a negative rate', ['--rate', '-1', '--service', '1'], '"-1" must be a number above 0'],
    ['a service that is no number', ['--rate', '1', '--service', '1,x:2'], '"x" must be a number above 0'],
    ['two kinds of arrivals', ['--rate', '1', '--service', '0.5', '--scv', '2', '--batch', '4'], '--batch and --scv'],
    [
      'a capacity below the servers',
      ['--rate', '1', '--service', '1', '--servers', '4', '--capacity', '2'],
      '--capacity',
    ],
    [
      'an SLO of an unknown quantile',
      ['--rate', '1', '--service', '0.5', '--slo', 'p98=2'],
      'p50, p90, p95, p99, p999',
    ],
    ['a rate that is nearly nothing', ['--rate', '1e-300', '--service', '1'], 'ratePerS must be from 1e-30 to 1e+30'],
    [
      'a load that rounding cannot tell from 1',
      ['--rate', '0.9999999999999999', '--service', '1'],
      'at most 1 − 1e-13',
    ],
    ['more places than can be counted', ['--rate', '1', '--service', '1', '--capacity', '1e9'], 'from 1 to 1000000'],
    ['an absurd overload', ['--rate', '1e6', '--service', '1', '--capacity', '5'], 'must be at most 500'],
    ['part of a request', ['--rate', '0.5', '--service', '1', '--batch', '2.5'], '--batch: must be a whole number'],
    ['states that hardly ever change', ['--mmpp', '0.9,0.1,1e-9,1e-9', '--service', '1'], 'at least 1e-7 per service'],
    [
      'gaps that no simulation can hold',
      ['--rate', '0.5', '--service', '1', '--scv', '1e300'],
      'from 0.000001 to 10000',
    ],
    ['too many servers', ['--rate', '1', '--service', '0.5', '--servers', '20000'], 'servers must be at most 10000'],
  ])('refuses %s with exit code 2', async (_, args, hint) => {
    const { code, stdout, stderr } = await plenum(['queue', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(hint);
  });
});
