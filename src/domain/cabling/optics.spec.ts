import { describe, expect, it } from '@jest/globals';
import { catalogued, hallIndex, type HallParts } from '../../../test/factories/halls/hall.js';
import { linkLossDb, solveOptics } from './optics.js';

type CableType = NonNullable<HallParts['cableTypes']>[number];
type Transceiver = NonNullable<HallParts['transceiverTypes']>[number];

const FIBRE: CableType = {
  ...catalogued('mpo'),
  medium: 'single-mode',
  protocol: 'infiniband',
  connectorA: 'MPO-12/APC',
  connectorB: 'MPO-12/APC',
  polarity: 'B',
  attenuationDbPerKm: 0.4,
  connectorLossDb: 0.5,
};
const DR4: Transceiver = {
  ...catalogued('dr4'),
  medium: 'single-mode',
  formFactor: 'OSFP',
  connector: 'MPO-12/APC',
  laneRateGbps: 100,
  wavelengthNm: 1310,
  reachM: 100,
  lossBudgetDb: 3,
};

/** n1 and n2 by one cable, or through panel A: n1:P1 ── A:F1 ⇒ A:R1 ── n2:P1. */
function problems({
  fibre = FIBRE,
  near = DR4,
  far = near,
  cage = 'OSFP',
  portRate = 100,
  lengths = [50],
  plugged = true,
  adapter,
}: {
  fibre?: CableType;
  near?: Transceiver;
  far?: Transceiver;
  cage?: string;
  portRate?: number;
  lengths?: readonly number[];
  plugged?: boolean;
  adapter?: 'A' | 'B';
}) {
  const end = (device: string, port: string, transceiver?: string) => ({
    device,
    port,
    ...(transceiver === undefined ? {} : { transceiver }),
  });
  const [a, b] = plugged ? [near.slug, far.slug] : [];
  const index = hallIndex({
    deviceTypes: [
      {
        ...catalogued('node'),
        heightU: 1,
        ports: [{ name: 'P1', kind: 'infiniband', connector: cage, laneRateGbps: portRate }],
      },
      {
        ...catalogued('panel'),
        heightU: 1,
        ports: [
          { name: 'F1', kind: 'panel', through: 'R1', ...(adapter === undefined ? {} : { adapter }) },
          { name: 'R1', kind: 'panel' },
        ],
      },
    ],
    cableTypes: [fibre],
    transceiverTypes: near.slug === far.slug ? [near] : [near, far],
    devices: [
      { name: 'n1', type: 'node' },
      { name: 'n2', type: 'node' },
      { name: 'A', type: 'panel' },
    ],
    cables:
      lengths.length === 1
        ? [{ name: 'c1', type: fibre.slug, lengthM: lengths[0], ends: [end('n1', 'P1', a), end('n2', 'P1', b)] }]
        : [
            { name: 'c1', type: fibre.slug, lengthM: lengths[0], ends: [end('n1', 'P1', a), end('A', 'F1')] },
            { name: 'c2', type: fibre.slug, lengthM: lengths[1], ends: [end('n2', 'P1', b), end('A', 'R1')] },
          ],
  });
  return solveOptics(index, ({ lengthM }) => lengthM ?? null);
}
const named = (given: Parameters<typeof problems>[0]) => problems(given).map(({ problem }) => problem);

describe('a link of fibre', () => {
  it('has nothing wrong where everything fits', () => {
    expect(named({})).toEqual([]);
  });

  it.each([
    ['form factor', { cage: 'QSFP28' }],
    ['transceiver rate', { portRate: 50 }],
    ['protocol', { fibre: { ...FIBRE, protocol: 'ethernet' } }],
    ['lane rate', { fibre: { ...FIBRE, laneRateGbps: 50 } }],
    ['medium', { near: { ...DR4, medium: 'multimode' as const } }],
    ['connector', { near: { ...DR4, connector: 'LC' } }],
    ['polish', { fibre: { ...FIBRE, connectorA: 'MPO-12/UPC', connectorB: 'MPO-12' } }],
    ['wavelength', { far: { ...DR4, slug: 'lr4', wavelengthNm: 1550 } }],
    ['transceivers differ', { far: { ...DR4, slug: 'other', protocol: '400G-XDR' } }],
    ['polarity unknown', { fibre: { ...FIBRE, polarity: undefined } }],
    ['polarity', { fibre: { ...FIBRE, polarity: 'A' as const } }],
    ['loss unknown', { fibre: { ...FIBRE, attenuationDbPerKm: undefined } }],
    ['no transceiver stated', { plugged: false }],
  ])('is told by its %s', (problem, given) => {
    expect(named(given)).toEqual([problem]);
  });

  it('is too long where it is beyond the reach of its transceivers: 120 m of 100 m', () => {
    expect(problems({ lengths: [120] })).toMatchObject([{ problem: 'reach', measured: 120, limit: 100, unit: 'm' }]);
  });

  it('through a panel adds up: two cables B and an adapter with opposed keys turn the fibres back, and 60 + 50 m are beyond 100 m', () => {
    expect(named({ lengths: [60, 50], adapter: 'A' })).toEqual(['pins unknown', 'polarity', 'reach']);
    expect(named({ lengths: [60, 50], adapter: 'B' })).toEqual(['pins unknown', 'reach']);
    expect(named({ lengths: [60, 50] })).toEqual(['pins unknown', 'polarity unknown', 'reach']);
  });

  it('has pins on one of two plugs that meet in a panel, and on none that goes into a transceiver', () => {
    const at = (pinnedA: boolean, pinnedB: boolean, lengths: readonly number[]) =>
      problems({ fibre: { ...FIBRE, pinnedA, pinnedB }, lengths, adapter: 'B' }).map(({ what }) => what);
    // Both cables have their second end at the panel.
    expect(at(false, false, [1])).toEqual([]);
    expect(at(true, false, [1])).toEqual(['parallel links of dr4: a plug with pins in a transceiver']);
    expect(at(false, false, [1, 1])).toEqual([
      'parallel links of dr4: two plugs that meet both have pins, or neither has',
    ]);
  });

  it.each([
    ['RJ45', ['connector']],
    ['OSFP', ['no transceiver stated']],
    ['MPO-12', []],
  ])('without a transceiver at ports that are %s is told by %s', (cage, expected) => {
    expect(named({ plugged: false, cage })).toEqual(expected);
  });

  it('at copper ports is told as what it is: a jack that takes no transceiver', () => {
    expect(problems({ plugged: false, cage: 'RJ45' })[0]?.what).toBe(
      'fibre mpo with MPO-12/APC at ports of node, which are RJ45 and take no transceiver',
    );
  });

  it('loses more than its budget where it is worn: 0.04 + 0.5 = 0.54 dB of 0.5 dB', () => {
    const found = problems({ lengths: [50, 50], near: { ...DR4, lossBudgetDb: 0.5 } }).find(
      ({ problem }) => problem === 'loss',
    );
    expect(found).toMatchObject({ measured: expect.closeTo(0.54, 9), limit: 0.5, unit: 'dB' });
  });
});

describe('the loss of a chain of cables', () => {
  it('is 0.05 km · 0.4 dB/km + 0.5 dB = 0.52 dB for 30 m and 20 m with one pair between', () => {
    expect(linkLossDb([FIBRE, FIBRE], [30, 20])).toBeCloseTo(0.52, 9);
  });

  it('of one cable is its attenuation alone, and of none is 0', () => {
    expect(linkLossDb([FIBRE], [500])).toBeCloseTo(0.2, 9);
    expect(linkLossDb([], [])).toBe(0);
  });

  it('is unknown where a length or a figure that counts is', () => {
    expect(linkLossDb([FIBRE], [null])).toBeNull();
    expect(linkLossDb([FIBRE, { attenuationDbPerKm: 0.4 }], [1, 1])).toBeNull();
    expect(linkLossDb([{ attenuationDbPerKm: 0.4 }, { attenuationDbPerKm: 0.4 }], [1, 1])).toBeNull();
  });
});
