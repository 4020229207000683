import { describe, expect, it } from '@jest/globals';
import { DGX_H100, judgePower, NODE_4KW, without } from '../../../../test/factories/halls/power-hall.js';
import { serviceAfterLoss, singleFed } from './power-service.js';

const PSU_6 = ['PSU1', 'PSU2', 'PSU3', 'PSU4', 'PSU5', 'PSU6'];
const DGX_RACK = { devicesPerRack: 4, deviceType: DGX_H100, supplies: PSU_6 };
const SINGLE = { devicesPerRack: 2, deviceType: NODE_4KW, supplies: ['PSU1'] };

function redundant(redundancy: 'n' | 'n+1' | '2n') {
  return { site: { name: 'hall', redundancy } };
}

describe('power.service-after-loss', () => {
  it('finds the reduced service of 4 + 2 supplies on two feeds, once for both feeds and all devices of the rack', () => {
    const [finding, ...others] = judgePower(serviceAfterLoss, DGX_RACK);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      subject: { kind: 'rack', name: 'R1' },
      measured: 4,
      inputs: {
        lostFeeds: ['A', 'B'],
        state: 'reduced',
        devices: ['R1-D1', 'R1-D2', 'R1-D3', 'R1-D4'],
        liveSupplies: 3,
        supplies: 6,
        neededForFull: 4,
        demandW: 40_800,
        // 4 · 3 · 3300
        servedW: 39_600,
      },
    });
  });

  it('finds nothing on three feeds with two supplies each', () => {
    expect(judgePower(serviceAfterLoss, { ...DGX_RACK, feeds: ['A', 'B', 'C'] })).toEqual([]);
  });

  it('finds what goes dark: an error where the site is to survive a loss, information where it is not', () => {
    const severities = (['n', 'n+1', '2n'] as const).map((redundancy) =>
      judgePower(serviceAfterLoss, { ...SINGLE, ...redundant(redundancy) }).map(({ severity, inputs }) => [
        severity,
        inputs['state'],
      ]),
    );
    expect(severities).toEqual([[['info', 'dark']], [['error', 'dark']], [['error', 'dark']]]);
    expect(judgePower(serviceAfterLoss, SINGLE).map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('says that the service is unknown where nobody states how many supplies are needed, nor their ratings', () => {
    const type = { ...NODE_4KW, powerSupplies: [{ name: 'PSU[1-2]' }] };
    const [finding] = judgePower(serviceAfterLoss, { ...SINGLE, deviceType: type, supplies: ['PSU1', 'PSU2'] });
    expect(finding).toMatchObject({
      severity: 'unknown',
      measured: 2,
      inputs: { state: 'unknown', neededForFull: null },
    });
  });

  it('takes the fewest supplies whose ratings cover the draw where only these are stated', () => {
    const type = { ...NODE_4KW, powerSupplies: [{ name: 'PSU[1-2]', maximumPowerW: 4000 }] };
    expect(judgePower(serviceAfterLoss, { ...SINGLE, deviceType: type, supplies: ['PSU1', 'PSU2'] })).toEqual([]);
    const small = { ...type, powerSupplies: [{ name: 'PSU[1-2]', maximumPowerW: 3999 }] };
    const [finding] = judgePower(serviceAfterLoss, { ...SINGLE, deviceType: small, supplies: ['PSU1', 'PSU2'] });
    expect(finding?.inputs).toMatchObject({ state: 'dark', neededForFull: 2 });
  });

  it('finds devices that lack cords for their service with every feed live', () => {
    const findings = judgePower(serviceAfterLoss, { ...DGX_RACK, supplies: ['PSU1', 'PSU2', 'PSU3'] });
    expect(findings[0]).toMatchObject({
      severity: 'warning',
      inputs: { lostFeeds: [], state: 'reduced', liveSupplies: 3 },
    });
  });
});

describe('power.single-fed', () => {
  const swapped = {
    ...DGX_RACK,
    change: ({ cords }: { readonly cords: readonly { readonly device: string }[] }) => ({
      cords: cords.map((cord, i) =>
        cord.device === 'R1-D2'
          ? { device: 'R1-D2', supply: `PSU${String((i % 6) + 1)}`, pdu: 'R1-PDU-A', outlet: `O${String(i + 13)}` }
          : (cord as never),
      ),
    }),
  };

  it('finds a device all of whose supplies hang on one of two feeds', () => {
    const [finding, ...others] = judgePower(singleFed, swapped);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      subject: { kind: 'rack', name: 'R1' },
      measured: 1,
      inputs: { feed: 'A', otherFeeds: ['B'], devices: ['R1-D2'], severalSupplies: 1 },
    });
  });

  it('finds nothing on two feeds, nor where a site without redundancy has one feed and one supply', () => {
    expect(judgePower(singleFed, DGX_RACK)).toEqual([]);
    expect(judgePower(singleFed, { ...SINGLE, feeds: ['A'], ...redundant('n') })).toEqual([]);
  });

  it('finds every device with one feed where the site is 2n', () => {
    const [finding] = judgePower(singleFed, { ...SINGLE, feeds: ['A'], ...redundant('2n') });
    expect(finding).toMatchObject({ measured: 2, inputs: { feed: 'A', otherFeeds: [], severalSupplies: 0 } });
  });

  it('does not judge devices whose feed nobody states', () => {
    const unnamed = judgePower(singleFed, {
      ...SINGLE,
      feeds: ['A'],
      ...redundant('2n'),
      change: ({ powerElements, racks }) => ({
        powerElements: powerElements.map((one) => without(one, 'feed')),
        racks: racks.map((rack) => without(rack, 'feeds')),
      }),
    });
    expect(unnamed).toEqual([]);
  });
});
