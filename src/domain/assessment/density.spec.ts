import { describe, expect, it } from '@jest/globals';
import { catalogued, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../test/factories/halls/hall.js';
import { expectSiteConserved } from '../../../test/support/conserved-air.js';
import { documentSchema } from '../site/document.js';
import { toSnapshot } from '../site/snapshot.js';
import { assess } from './assess.js';
import { densityDecision, type DensityDecision } from './density.js';

/** Ten racks of nodes of 4 U, 4 kW and 800 m³/h on two feeds of one panel each, and three units of 22 400 m³/h. */
function decided(more: HallParts = {}): DensityDecision | null {
  const names = Array.from({ length: 10 }, (_, k) => `A${String(k)}`);
  const document = documentSchema.parse({
    plenum: 1,
    site: { name: 'hall', asOf: '2026-06-01', altitudeM: 0, electricalPractice: 'iec' },
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    rows: [{ name: 'A', room: 'R1', origin: [2, 6], bearingDeg: 90, coldAisleSide: 'right', pitchM: 0.6, slots: 10 }],
    racks: names.map((name, k) => ({
      name,
      type: 'rack-42u',
      room: 'R1',
      row: 'A',
      slot: k + 1,
      feeds: ['A', 'B'].map((feed) => ({ feed, element: `${name}-${feed}` })),
    })),
    deviceTypes: [
      { ...catalogued('n'), heightU: 4, weightKg: 50, maximumPowerW: 4000, maximumAirflowM3PerH: 800, powerFactor: 1 },
    ],
    devices: names.map((name) => ({ name: `${name}-1`, type: 'n', rack: name, unit: 1 })),
    powerElements: ['A', 'B'].flatMap((feed) => [
      { name: `P-${feed}`, kind: 'panel' as const, feed, voltageLlV: 400, phases: 3 as const, ratedPowerW: 250_000 },
      ...names.map((name) => ({
        name: `${name}-${feed}`,
        kind: 'breaker' as const,
        parents: [`P-${feed}`],
        feed,
        voltageLlV: 400,
        phases: 3 as const,
        ratedCurrentA: 63,
      })),
    ]),
    coolingUnitTypes: [{ ...catalogued('u'), kind: 'crah', airflowM3PerH: 22_400, sensibleCapacityW: 150_000 }],
    coolingUnits: ['u1', 'u2', 'u3'].map((name) => ({ name, type: 'u', room: 'R1' })),
    artifacts: [{ name: 'a', footprint: 'node', footprintCount: 4 }],
    ...more,
  });
  const assessed = assess(toSnapshot(document), { asOf: '2026-06-01', asOfAssumed: false, contentHash: '' });
  expectSiteConserved(assessed);
  const room = assessed.index.rooms.get('R1');
  const artifact = assessed.index.snapshot.artifacts[0] ?? null;
  return room === undefined ? null : densityDecision(assessed, { room, deviceType: 'n', artifact });
}

const at = (decision: DensityDecision | null, nodes: number) =>
  decision?.options.find(({ nodesPerRack }) => nodesPerRack === nodes);

describe('the density decision', () => {
  it('is bound by positions, then by air without a unit, then by the panel that is left alone, then by the units of the rack', () => {
    const decision = decided();
    expect(at(decision, 5)).toMatchObject({ racks: 10, nodes: 50, binding: { limit: 'positions' } });
    // Two units of three give 44 800 m³/h: 6 · 800 = 4800 m³/h a rack, 9.33 racks; 6 · 4 kW = 24 kW of 250 kW: 10.4
    expect(at(decision, 6)).toMatchObject({ racks: 9, nodes: 54, binding: { limit: 'cooling-air' } });
    // 10 nodes of 4 U are 40 U; 11 are 44 U of 42
    expect(at(decision, 10)).toBeDefined();
    expect(at(decision, 11)).toBeUndefined();
  });

  it('loads the panel with everything after the loss of the other', () => {
    // With air enough, 8 · 4 = 32 kW: 250 / 32 = 7.8, so 7 racks on one panel, not 15 on two
    const units = [{ ...catalogued('u'), kind: 'crah' as const, airflowM3PerH: 90_000, sensibleCapacityW: 900_000 }];
    expect(at(decided({ coolingUnitTypes: units }), 8)).toMatchObject({
      racks: 7,
      binding: { limit: 'power-chain', by: 'P-A' },
    });
  });

  it('ends where one feed cannot carry the rack alone', () => {
    // 63 A at 400 V: 43.6 kW; 10 · 4 = 40 kW is enough, on 32 A (22.2 kW) 6 · 4 = 24 kW is not
    const decision = decided();
    expect(at(decision, 10)?.limits.find(({ limit }) => limit === 'rack-feed')?.racks).toBe(10);
  });

  it('ends where the rack PDUs have no outlet left for the supplies of one node more', () => {
    const names = Array.from({ length: 10 }, (_, k) => `A${String(k)}`);
    const decision = decided({
      deviceTypes: [
        {
          ...catalogued('n'),
          heightU: 4,
          weightKg: 50,
          maximumPowerW: 4000,
          maximumAirflowM3PerH: 800,
          powerFactor: 1,
          powerSupplies: [{ name: 'PSU[1-2]', connector: 'C20' }],
        },
      ],
      pduTypes: [
        {
          ...catalogued('p'),
          outlets: [
            { name: '[1-7]', connector: 'C19' },
            { name: '[8-20]', connector: 'C13' },
          ],
        },
      ],
      powerElements: ['A', 'B'].flatMap((feed) => [
        { name: `P-${feed}`, kind: 'panel' as const, feed, voltageLlV: 400, phases: 3 as const, ratedPowerW: 250_000 },
        ...names.map((name) => ({
          name: `${name}-${feed}`,
          kind: 'rack-pdu' as const,
          pduType: 'p',
          rack: name,
          parents: [`P-${feed}`],
          feed,
          voltageLlV: 400,
          phases: 3 as const,
          ratedCurrentA: 63,
        })),
      ]),
    });
    // 7 C19 on each of two PDUs are 14 outlets, 7 nodes of two supplies; the C13 take none
    expect(at(decision, 7)?.binding.limit).not.toBe('pdu-outlets');
    expect(at(decision, 8)).toMatchObject({ racks: 0, binding: { limit: 'pdu-outlets' } });
  });

  it('counts replicas that stay in one rack where they fit, and spread where they do not', () => {
    const decision = decided();
    // 4 nodes a replica: 5 nodes hold one in each of 10 racks; 3 nodes hold none, so 30 nodes hold 7 across racks
    expect(at(decision, 5)?.replicas).toBe(10);
    expect(at(decision, 3)?.replicas).toBe(7);
    expect(decision?.best?.replicas).toBe(Math.max(...(decision?.options ?? []).map(({ replicas }) => replicas ?? 0)));
  });

  it('does not count a limit that nobody states, and says so', () => {
    const decision = decided({ coolingUnits: [] });
    expect(at(decision, 6)?.limits.find(({ limit }) => limit === 'cooling-air')?.racks).toBeNull();
    expect(decision?.unknown).toContain('cooling-air: units of the room');
  });
});
