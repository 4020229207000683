import { describe, expect, it } from '@jest/globals';
import { DGX_H100, powerHall } from '../../../test/factories/halls/power-hall.js';
import { loadFlow, undisturbed } from './load-flow.js';
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
