import { describe, expect, it } from '@jest/globals';
import {
  AS_OF,
  catalogued,
  hallIndex,
  RACK_42U,
  ROOM_20_BY_12,
  type HallParts,
} from '../../../test/factories/halls/hall.js';
import { drawsOf } from '../assessment/air-inputs.js';
import { buildBom } from '../bom/build-bom.js';
import { solveFloor } from '../floor/floor-solver.js';
import { documentSchema, type SiteDocument } from './document.js';
import { toSnapshot } from './snapshot.js';
import { devicePartsOf } from './site-index.js';

const SWITCH = {
  ...catalogued('switch'),
  heightU: 1,
  weightKg: 10,
  moduleBays: ['PSU 0', 'PSU 1', 'Slot'],
  moduleBayPositions: { 'PSU 0': '0', 'PSU 1': '1' },
};
const SUPPLY = {
  ...catalogued('psu-650'),
  kind: 'power-supply' as const,
  connector: 'C14',
  suppliedPowerW: 650,
  inlets: ['PSU{module}'],
  weightKg: 1.5,
};
const CARD = {
  ...catalogued('card'),
  kind: 'line-card' as const,
  ports: [{ name: '{module}/[1-2]', kind: 'ethernet' as const }],
};

interface Module {
  readonly bay: string;
  readonly type: string;
}

function hallParts(modules?: readonly Module[]): HallParts {
  return {
    rackTypes: [RACK_42U],
    deviceTypes: [SWITCH],
    moduleTypes: [SUPPLY, CARD],
    rooms: [ROOM_20_BY_12],
    racks: [{ name: 'A01', type: 'rack-42u', room: 'R1', position: [5, 5], frontBearingDeg: 0 }],
    devices: [
      {
        name: 'sw1',
        type: 'switch',
        rack: 'A01',
        unit: 1,
        ...(modules === undefined ? {} : { modules: [...modules] }),
      },
    ],
  };
}

function hallDocument(modules?: readonly Module[]): SiteDocument {
  return documentSchema.parse({ plenum: 1, site: { name: 'hall' }, ...hallParts(modules) });
}

function hall(modules?: readonly Module[]) {
  return hallIndex(hallParts(modules));
}

const TWO_SUPPLIES = [
  { bay: 'PSU 0', type: 'psu-650' },
  { bay: 'PSU 1', type: 'psu-650' },
];

function partsOf(index: ReturnType<typeof hall>) {
  const device = index.devices.get('sw1');
  if (device === undefined) throw new RangeError('the hall has no sw1');
  return devicePartsOf(index, device);
}

describe('modules in the bays of a device', () => {
  it('give it their supplies, named by the position of the bay and limited by their rating', () => {
    expect(partsOf(hall(TWO_SUPPLIES)).supplies).toEqual([
      { name: 'PSU0', connector: 'C14', maximumPowerW: 650 },
      { name: 'PSU1', connector: 'C14', maximumPowerW: 650 },
    ]);
  });

  it('give it their ports, named by the bay where it states no position', () => {
    expect([...partsOf(hall([{ bay: 'Slot', type: 'card' }])).ports.keys()]).toEqual(['Slot/1', 'Slot/2']);
  });

  it('bound its draw, which nothing bounds without them: 2 × 650 W', () => {
    expect(drawsOf(hall(TWO_SUPPLIES), 'maximum').get('sw1')).toEqual({ value: null, upper: 1300 });
    expect(drawsOf(hall(), 'maximum').get('sw1')).toEqual({ value: null });
  });

  it('bound its draw by every supply that is named, two in one bay among them: 2 × 650 W', () => {
    const twice = [
      { bay: 'PSU 0', type: 'psu-650' },
      { bay: 'PSU 0', type: 'psu-650' },
    ];
    expect(drawsOf(hall(twice), 'maximum').get('sw1')).toEqual({ value: null, upper: 1300 });
  });

  it('weigh: 10 kg and 2 × 1.5 kg; a card of unknown weight leaves the load unknown, 13 kg at least', () => {
    const loadOf = (index: ReturnType<typeof hall>) => solveFloor(index).weights[0]?.loadKg;
    expect(loadOf(hall(TWO_SUPPLIES))).toEqual({
      knownSum: 13,
      lower: 13,
      upper: 13,
      coverage: { known: 3, total: 3 },
    });
    const withCard = loadOf(hall([...TWO_SUPPLIES, { bay: 'Slot', type: 'card' }]));
    expect(withCard).toMatchObject({ lower: 13, upper: null, coverage: { known: 3, total: 4 } });
  });

  it('are ordered with it', () => {
    const options = { asOf: AS_OF, contentHash: '', revisionLabel: null };
    const { lines } = buildBom(toSnapshot(hallDocument(TWO_SUPPLIES)), options);
    expect(lines.find(({ slug }) => slug === 'psu-650')).toMatchObject({
      quantityRequired: 2,
      uses: [{ name: 'sw1 / PSU 0' }, { name: 'sw1 / PSU 1' }],
    });
  });
});
