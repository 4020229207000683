import { describe, expect, it } from '@jest/globals';
import { conservedModel } from '../../../test/power/conserved-solve.js';
import { DGX_H100, powerHall } from '../../../test/factories/halls/power-hall.js';
import { undisturbed } from './chain-state.js';
import { loadFlow } from './load-flow.js';
import { lossSolver } from './loss-solver.js';
import { deviceDraw, type DeviceDraw } from './device-draw.js';
import { powerLoads } from './power-loads.js';
import { powerNetwork } from './power-network.js';
import { normalPower } from './tap-power.js';

/** Ten racks of four devices with six supplies on two feeds. */
function hall() {
  const { index, policy } = powerHall({
    racks: 10,
    devicesPerRack: 4,
    deviceType: DGX_H100,
    supplies: ['PSU1', 'PSU2', 'PSU3', 'PSU4', 'PSU5', 'PSU6'],
  });
  const network = powerNetwork(index);
  const draws = new Map<string, DeviceDraw>(
    index.snapshot.devices.map((device) => [
      device.name,
      deviceDraw({
        device,
        type: DGX_H100,
        supplies: index.expandedDeviceTypes.get('dgx-h100')?.supplies ?? [],
        corded: true,
      }),
    ]),
  );
  const loads = powerLoads({ index, network, policy, draws });
  const normal = normalPower(loads);
  const flow = loadFlow({ network, loads, tapPower: normal.tapPower, supply: undisturbed(network) });
  return { network, loads, normal, flow, solver: lossSolver({ network, loads, normal, flow }) };
}

const nodeNamed = (network: ReturnType<typeof hall>['network'], name: string) => network.byName.get(name) ?? -1;

describe('a solver of losses', () => {
  it('solves only what a loss touches: one breaker of ten racks, and what stands above', () => {
    const { network, solver } = hall();
    const lost = solver.lose([nodeNamed(network, 'R3-BRK-A')]);
    const names = (nodes: readonly number[]) => nodes.map((at) => network.nodes[at]?.name).sort();
    expect(names(lost.died)).toEqual(['R3-BRK-A', 'R3-PDU-A']);
    expect(names(lost.changed)).toEqual([
      'PANEL-A',
      'PANEL-B',
      'R3-BRK-A',
      'R3-BRK-B',
      'R3-PDU-A',
      'R3-PDU-B',
      'UPS-A',
      'UPS-B',
      'UTIL',
    ]);
    expect(lost.loads).toHaveLength(4);
    expect(lost.services.map(({ state }) => state)).toEqual(['reduced', 'reduced', 'reduced', 'reduced']);
  });

  it('puts everything back: losing nothing after a loss is the normal state', () => {
    const { network, solver, flow, normal } = hall();
    solver.lose([nodeNamed(network, 'UPS-A')]);
    solver.unlimit();
    const none = solver.lose([]);
    expect(none.flow).toEqual(flow);
    expect(none.tapPower).toEqual(normal.tapPower);
  });

  it('gives the same for a loss whatever was lost before', () => {
    const first = hall();
    const second = hall();
    const ups = [nodeNamed(first.network, 'UPS-B')];
    second.solver.lose([nodeNamed(first.network, 'PANEL-A')]);
    second.solver.unlimit();
    expect(second.solver.lose(ups).flow).toEqual(first.solver.lose(ups).flow);
  });

  it('says whether supplies limit what devices draw', () => {
    const { network, solver } = hall();
    solver.lose([nodeNamed(network, 'UPS-A')]);
    expect(solver.unlimit()).toBe(true);
    solver.lose([]);
    expect(solver.unlimit()).toBe(false);
  });
});

describe('what is unknown', () => {
  const { maximumPowerW: _draw, ...unknown } = DGX_H100;

  /** What may come on top at an element, before and after the loss of B. */
  function uncertainVa(deviceType: typeof DGX_H100 | typeof unknown, name: string) {
    const { index, policy } = powerHall({ devicesPerRack: 2, deviceType, supplies: ['PSU1', 'PSU2'] });
    const model = conservedModel(index, policy);
    const at = model.network.byName.get(name) ?? -1;
    const lost = lossSolver(model).lose([model.network.byName.get('UPS-B') ?? -1]);
    return { before: model.flow.uncertainOutputVa[at], after: lost.flow.uncertainOutputVa[at] };
  }

  it('stays unknown when a loss moves it, bounded or not', () => {
    expect(uncertainVa(DGX_H100, 'PANEL-A')).toEqual({ before: 0, after: 0 });
    // Two devices with six supplies of 3.3 kW and power factor 0.95: half of 19.8 kW each, then what one supply gives.
    const { before = NaN, after = NaN } = uncertainVa(unknown, 'PANEL-A');
    expect(before).toBeCloseTo((2 * 19_800) / 2 / 0.95, 6);
    expect(after).toBeGreaterThan(0);
    const { powerSupplies: _supplies, ...open } = unknown;
    const unbounded = { ...open, powerSupplies: [{ name: 'PSU[1-6]' }] } as unknown as typeof unknown;
    expect(uncertainVa(unbounded, 'PANEL-A')).toEqual({ before: Infinity, after: Infinity });
    expect(uncertainVa(unbounded, 'UTIL')).toEqual({ before: Infinity, after: Infinity });
  });

  it('has no bound above a closed path, by whichever of its parents the load comes, also after a loss', () => {
    // PANEL-A feeds UPS-A, which it hangs on, and UPS-A may also draw from UTIL, its second parent.
    const { index, policy } = powerHall({
      devicesPerRack: 1,
      deviceType: DGX_H100,
      supplies: ['PSU1', 'PSU2'],
      change: ({ powerElements }) => ({
        powerElements: powerElements.map((element) =>
          element.name === 'UPS-A' ? { ...element, parents: ['PANEL-A', 'UTIL'] } : element,
        ),
      }),
    });
    const model = conservedModel(index, policy);
    const at = model.network.byName.get('UTIL') ?? -1;
    expect(model.flow.uncertainOutputVa[at]).toBe(Infinity);
    const lost = lossSolver(model).lose([model.network.byName.get('UPS-B') ?? -1]);
    expect(lost.flow.uncertainOutputVa[at]).toBe(Infinity);
  });
});
