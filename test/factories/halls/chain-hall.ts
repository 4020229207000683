import { conservedModel } from '../../power/conserved-solve.js';
import type { RowOf } from '../../../src/domain/site/document.js';
import type { PowerModel } from '../../../src/domain/power/power-model.js';
import { sitePolicy } from '../../../src/domain/site/policy.js';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12, type HallParts } from './hall.js';

/** A device by what it draws and where its supplies are plugged in; supplies are rated for the whole draw. */
export interface ChainLoad {
  readonly drawW: number;
  readonly on: readonly string[];
  readonly neededForFull?: number;
  readonly supplyRatingW?: number;
}

/** A rack PDU of 415 V with outlets that hang on three lines, so that loads are balanced. */
const PDU = {
  ...catalogued('pdu'),
  inputVoltageLlV: 415,
  ratedCurrentA: 1000,
  phases: 3 as const,
  ratingIsContinuous: true,
  outlets: [{ name: 'O[1-60]', legs: 'L1-L2-L3' as const }],
};

/**
 * A chain of elements and balanced loads of power factor 1 on its rack PDUs, which are named `PDU…` and need no type.
 * Names of devices are those of the loads.
 */
export function chainModel(
  elements: readonly RowOf<'powerElements'>[],
  loads: Readonly<Record<string, ChainLoad>>,
  parts: HallParts = {},
): PowerModel {
  const used = new Map<string, number>();
  const cords = Object.entries(loads).flatMap(([device, { on }]) =>
    on.map((pdu, i) => {
      const outlet = (used.get(pdu) ?? 0) + 1;
      used.set(pdu, outlet);
      return { device, supply: `S${String(i)}`, pdu, outlet: `O${String(outlet)}` };
    }),
  );
  const index = hallIndex({
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    racks: [{ name: 'R', type: RACK_42U.slug, room: ROOM_20_BY_12.name }],
    pduTypes: [PDU],
    deviceTypes: Object.entries(loads).map(([name, { drawW, on, neededForFull = 1, supplyRatingW = drawW }]) => ({
      ...catalogued(`type-${name}`),
      heightU: 1,
      maximumPowerW: drawW,
      powerFactor: 1,
      powerSupplies: on.map((_, i) => ({ name: `S${String(i)}`, maximumPowerW: supplyRatingW })),
      suppliesForFullService: neededForFull,
    })),
    devices: Object.keys(loads).map((name) => ({ name, type: `type-${name}`, rack: 'R' })),
    powerElements: elements.map((element) =>
      element.kind === 'rack-pdu' ? { rack: 'R', pduType: PDU.slug, ...element } : { phases: 3 as const, ...element },
    ),
    cords,
    ...parts,
  });
  return conservedModel(index, sitePolicy(index.snapshot.site).policy);
}
