import { assignPower, type Assignment } from '../src/domain/power/assignment/assignment.js';
import type { ProgramSolver } from '../src/domain/power/assignment/minimax-program.js';
import type { RowOf, SiteDocument, SiteSnapshot } from '../src/domain/site/document.js';
import { sitePolicy } from '../src/domain/site/policy.js';
import { toSnapshot } from '../src/domain/site/snapshot.js';
import { mipSolver } from '../src/platform/mip-solver.js';
import type { Measurement } from './measure.js';

const DAY = '2027-01-01';
const INSTANCES = 20;
/** Characters of the programs of all proofs of all instances: four times what one assignment may have. */
const PROGRAM_LENGTH = 10_000_000;

/** Every cord and every branch of 200 racks, and how near the best the small ones come. */
export async function measurePowerAssignment(): Promise<readonly Measurement[]> {
  const hall = toSnapshot(looseHall({ racks: 200, seed: 1 }));
  assigned(hall, null);
  const start = process.cpuUsage();
  const { changes, unplaced, branches, above } = assigned(hall, null);
  const { user, system } = process.cpuUsage(start);
  const solve = await mipSolver({ programLength: PROGRAM_LENGTH });
  const proofs = Array.from({ length: INSTANCES }, (_, seed) =>
    proofOf(toSnapshot(looseHall({ racks: 4, seed })), solve),
  );
  const proved = proofs.flat();
  return [
    {
      claim: 'cords and branches of 200 racks on two feeds assigned (processor time)',
      measured: (user + system) / 1e6,
      limit: 5,
      unit: 's',
      details: {
        changes: changes.length,
        unplaced: unplaced.length,
        above: above.length,
        branchGapPermille: 1000 * (branches[0]?.gap ?? NaN),
      },
    },
    {
      claim: 'busiest line against the proved optimum, the worst of those that are proved',
      measured: Math.max(0, ...proved.map(({ answer }) => answer)),
      limit: 1.01,
      unit: '×',
      details: {
        proved: proved.length,
        unproved: proofs.length * 9 - proved.length,
        searchOnlyPermille: 1000 * (Math.max(0, ...proved.map(({ search }) => search)) - 1),
      },
    },
  ];
}

function assigned(snapshot: SiteSnapshot, solve: ProgramSolver | null): Assignment {
  const { policy } = sitePolicy(snapshot.site);
  return assignPower(snapshot, { day: DAY, policy, loadCase: 'maximum', moveInstalled: false, solve });
}

/** Of every problem of a hall that was proved: what was answered, and what the search alone finds, over the optimum. */
function proofOf(snapshot: SiteSnapshot, solve: ProgramSolver) {
  const answered = assigned(snapshot, solve);
  const searched = assigned(snapshot, null);
  const alone = [...searched.outlets, ...searched.branches];
  return [...answered.outlets, ...answered.branches].flatMap(({ element, busiestLoadFraction, bound, proof }) => {
    const own = alone.find((one) => one.element === element)?.busiestLoadFraction ?? null;
    if (proof !== 'optimum' || busiestLoadFraction === null || own === null || bound === 0) return [];
    return [{ answer: busiestLoadFraction / bound, search: own / busiestLoadFraction }];
  });
}

/** Numbers from 0 to 1 that a seed gives, by a linear congruence (Numerical Recipes). */
function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

const facts = { manufacturer: 'Bench' };
const outlet = (name: string, legs?: 'L1-N' | 'L2-N' | 'L3-N') => ({ name, connector: 'C19', ...(legs && { legs }) });

/**
 * Racks without a cord or a branch: every other one with three-phase rack PDUs and eight devices, the others with
 * single-phase ones and two; twelve types of devices of different draws; panels for 25 racks on each feed, on a UPS for
 * every two, with a tenth of their breakers to spare, of which the single-phase ones may hang on any line.
 */
function looseHall({ racks, seed }: { readonly racks: number; readonly seed: number }): SiteDocument {
  const next = seededNumbers(seed);
  for (let i = 0; i < 5; i++) next();
  const names = Array.from({ length: racks }, (_, i) => `R${String(i + 1).padStart(4, '0')}`);
  const panels = Math.max(2, Math.ceil(racks / 25));
  const spare = Math.ceil((1.1 * racks) / panels / 2);
  const elements = ['A', 'B'].flatMap((feed): readonly RowOf<'powerElements'>[] => [
    ...Array.from({ length: Math.ceil(panels / 2) }, (_, i): RowOf<'powerElements'> => ({
      name: `UPS-${feed}${String(i + 1)}`,
      kind: 'ups',
      parents: ['UTIL'],
      feed,
      phases: 3,
      voltageLlV: 415,
      ratedApparentPowerVa: 1_500_000,
    })),
    ...Array.from({ length: panels }, (_, i): readonly RowOf<'powerElements'>[] => {
      const panel = `RPP-${feed}${String(i + 1)}`;
      const common = { kind: 'breaker' as const, parents: [panel] };
      return [
        {
          name: panel,
          kind: 'panel',
          parents: [`UPS-${feed}${String(Math.floor(i / 2) + 1)}`],
          feed,
          phases: 3,
          wiring: 'wye',
          ratedCurrentA: 1600,
        },
        ...Array.from({ length: spare }, (_, k): RowOf<'powerElements'> => ({
          name: `${panel}-3P${String(k + 1)}`,
          ...common,
          phases: 3,
          ratedCurrentA: 60,
        })),
        ...Array.from({ length: spare }, (_, k): RowOf<'powerElements'> => ({
          name: `${panel}-1P${String(k + 1)}`,
          ...common,
          phases: 1,
          ratedCurrentA: 60,
        })),
      ];
    }).flat(),
  ]);
  return {
    plenum: 1,
    site: { name: 'Loose hall', asOf: DAY },
    rackTypes: [
      {
        ...facts,
        slug: 'rack',
        model: '42U',
        heightU: 42,
        outerWidthMm: 600,
        outerDepthMm: 1200,
        emptyWeightKg: 140,
        maximumLoadKg: 1400,
      },
    ],
    rooms: [{ name: 'Hall', outline: [[0, 0], [100, 0], [100, 60], [0, 60]] }], // prettier-ignore
    deviceTypes: Array.from({ length: 12 }, (_, i) => ({
      ...facts,
      slug: `node-${String(i)}`,
      model: `Node ${String(i)}`,
      heightU: 4,
      maximumPowerW: 800 + Math.round(2400 * next()),
      powerFactor: 0.9 + 0.01 * (i % 10),
      powerSupplies: [{ name: 'PSU[1-2]', connector: 'C20', maximumPowerW: 4000 }],
      suppliesForFullService: 1,
    })),
    pduTypes: [
      {
        ...facts,
        slug: 'pdu-3p',
        model: '415 V 60 A',
        inputVoltageLlV: 415,
        ratedCurrentA: 60,
        phases: 3,
        wiring: 'wye',
        outlets: (['L1-N', 'L2-N', 'L3-N'] as const).flatMap((legs, k) =>
          Array.from({ length: 6 }, (_, i) => outlet(`${String(k + 1)}.${String(i + 1)}`, legs)),
        ),
      },
      {
        ...facts,
        slug: 'pdu-1p',
        model: '240 V 60 A',
        inputVoltageLlV: 240,
        ratedCurrentA: 60,
        phases: 1,
        wiring: 'single-phase',
        outlets: Array.from({ length: 6 }, (_, i) => outlet(String(i + 1))),
      },
    ],
    racks: names.map((name) => ({ name, type: 'rack', room: 'Hall' })),
    devices: names.flatMap((rack, r) =>
      Array.from({ length: r % 2 === 0 ? 8 : 2 }, (_, i) => ({
        name: `${rack}-N${String(i + 1)}`,
        rack,
        type: `node-${String(Math.floor(12 * next()))}`,
      })),
    ),
    powerElements: [
      { name: 'UTIL', kind: 'utility', voltageLlV: 415, phases: 3, ratedApparentPowerVa: 1e8 },
      ...elements,
      ...names.flatMap((rack, r) =>
        ['A', 'B'].map((feed): RowOf<'powerElements'> => ({
          name: `${rack}-PDU-${feed}`,
          kind: 'rack-pdu',
          feed,
          rack,
          pduType: r % 2 === 0 ? 'pdu-3p' : 'pdu-1p',
        })),
      ),
    ],
  };
}
