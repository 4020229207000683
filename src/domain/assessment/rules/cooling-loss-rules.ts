import { cduCircuits, circuitWithout } from '../../cooling/cdu-circuits.js';
import { isLoopShort, type CoolingLoss } from '../../cooling/cooling-loss.js';
import type { LoopBalance } from '../../cooling/heat-rejection.js';
import type { Finding, Severity } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import type { CoolingLossContext } from '../cooling-loss-study.js';
import type { StudyRule } from '../rule.js';
import { circuitLossFlow, circuitStops, unknownCircuitStops } from './liquid-loss-rules.js';
import { found } from './found.js';
import { circuitFacts } from './liquid-circuits.js';

const BASIS =
  'steady state of the air model without what is lost; sensible capacity at the return that then follows and airflow both count; plant at design ambient';

const CAUSE_WORDS: Readonly<Record<CoolingLoss['causes'][number]['kind'], string>> = {
  coolingUnit: 'unit',
  redundancyGroup: 'all of group',
  powerElement: 'power element',
  waterLoop: 'water loop',
  heatRejection: 'plant',
};

/** One thing whose loss must be survived by a site that asks for redundancy; a whole group or loop is more than one. */
function severityOf({ assessed }: CoolingLossContext, { causes }: CoolingLoss): Severity {
  const { redundancy } = assessed.index.snapshot.site;
  if (redundancy === 'n') return 'info';
  const isSingle = causes.some(
    ({ kind }) => kind === 'coolingUnit' || kind === 'heatRejection' || kind === 'powerElement',
  );
  return redundancy !== undefined && isSingle ? 'error' : 'warning';
}

function causeText({ causes }: CoolingLoss): readonly string[] {
  return causes.map(({ kind, name }) => `${CAUSE_WORDS[kind]} ${name}`);
}

/** Losses that rooms do not survive within their limits. */
export const coolingLoss: StudyRule<CoolingLossContext> = {
  code: 'cooling.loss',
  title: 'Loss of cooling that racks do not survive within their limits',
  discipline: 'cooling',
  basis: BASIS,
  sentence:
    'Without {lost} (lost with {causes}) inlets rise by up to {largestRiseK} K: {racksAbove} racks of {subject} above their limit, {worstRack} at {measured}, limit {limit}; {capacityW} W left at a return of {returnC} °C for {heatW} W',
  guide: {
    method:
      'Each cooling unit, each redundancy group, each power element that feeds cooling (with everything that dies with it), each water loop and each pump, chiller and cooler is lost in turn. The room is solved again: the return rises until the units that are left take the heat with their capacity at that return and the air that they move, and what an aisle then lacks recirculates.',
    example:
      'Five CRAHs of 24 000 m³/h, of which 5 % leak, for 115 200 m³/h: 114 000 m³/h arrive, so that 1 % more recirculates; and at 582.8 kW each must take 116.6 kW at a return of 38.7 °C, where a coil of 120 kW at 40 °C and 12 °C water takes 114.4 kW.',
    remedy: 'One unit more, other power for half of them, a second loop, or less load; then look at the ride-through.',
  },
  evaluate: (context) =>
    context.losses
      .filter(({ verdict }) => verdict === 'above-limit' || verdict === 'no-steady-state')
      .flatMap((loss) =>
        loss.rooms.flatMap((room): readonly Finding[] => {
          if (room.state === 'warms-without-limit' || room.racksNewlyAbove.length === 0) return [];
          return [
            found(coolingLoss, {
              severity: severityOf(context, loss),
              subject: { kind: 'room', name: room.room },
              measured: room.worstInletC,
              limit: room.worstLimitC,
              unit: 'C',
              inputs: {
                lost: [...loss.lostUnits, ...loss.lostPlant].slice(0, 20),
                causes: causeText(loss).slice(0, 20),
                largestRiseK: room.largestRiseK,
                racksAbove: room.racksAbove.length,
                worstRack: room.worstRack,
                capacityW: room.capacityW,
                returnC: room.returnC,
                heatW: room.heatW,
              },
            }),
          ];
        }),
      ),
};

/** Losses after which a room has no steady state. */
export const endlessLoss: StudyRule<CoolingLossContext> = {
  code: 'cooling.loss-without-limit',
  title: 'Room warms without limit after a loss of cooling',
  discipline: 'cooling',
  basis: BASIS,
  sentence:
    'Without {lost} (lost with {causes}) {subject} warms without limit: {measured} of heat, {unitsLeft} units left; all {rackCount} racks are concerned',
  guide: {
    method:
      'As `cooling.loss`: the units that are left take the heat at no return temperature up to 200 °C, or none is left. How long the racks last is told by `cooling.ride-through`.',
    example: 'All CRAHs of a room hang on one water loop: its loss stops all of them.',
    remedy: 'Two loops, two sources of power, or units that do not share what they hang on.',
  },
  evaluate: (context) =>
    context.losses.flatMap((loss) =>
      loss.rooms.flatMap((room): readonly Finding[] => {
        if (room.state !== 'warms-without-limit') return [];
        const plan = context.hall.rooms.find((one) => one.room === room.room);
        return [
          found(endlessLoss, {
            severity: severityOf(context, loss),
            subject: { kind: 'room', name: room.room },
            measured: room.heatW,
            limit: room.capacityW,
            unit: 'W',
            inputs: {
              lost: [...loss.lostUnits, ...loss.lostPlant].slice(0, 20),
              causes: causeText(loss).slice(0, 20),
              unitsLeft: (plan?.units.length ?? 0) - room.lostUnits.length,
              rackCount: plan?.racks.length ?? 0,
            },
          }),
        ];
      }),
    ),
};

/** Circuits of distribution units that do not carry their heat after a loss. */
export const circuitLoss: StudyRule<CoolingLossContext> = {
  code: 'liquid.loss',
  title: 'Liquid-cooled racks lose their cooling',
  discipline: 'cooling',
  basis: 'rated capacity of the distribution units that are left against the heat that goes into liquid',
  sentence:
    'Without {lost} (lost with {causes}) distribution units of {subject} take {limit} of {measured}: {running} left running; devices throttle or stop',
  guide: {
    method:
      'As `liquid.circuit-short`, without each unit, group, loop and power element in turn. Heat that liquid no longer takes does not go into the room: devices throttle or stop within seconds, because a cold plate stores next to nothing. A circuit that may be short, but of which heat or capacity is not known, is `cooling.loss-unknown`.',
    example:
      'Three units of 150 kW for 320 kW: 450 kW with all, 300 kW after one: 20 kW short, so three are N and four are N + 1.',
    remedy: 'One unit more, on other power and where possible on another loop.',
  },
  evaluate: (context) => {
    const shortAnyway = new Set(
      cduCircuits(context.assessed.index, context.hall.rooms)
        .map((circuit) => circuitWithout(circuit, new Set()))
        .flatMap(({ circuit, verdict }) => (verdict === 'short' ? [circuit] : [])),
    );
    return context.losses.flatMap((loss) =>
      loss.circuits
        .filter(({ circuit, verdict }) => verdict === 'short' && !shortAnyway.has(circuit))
        .map((state) => {
          const facts = circuitFacts(state);
          return found(circuitLoss, {
            severity: severityOf(context, loss),
            ...facts,
            inputs: { ...facts.inputs, lost: state.lost.slice(0, 20), causes: causeText(loss).slice(0, 20) },
          });
        }),
    );
  },
};

interface ShortLoop {
  readonly loop: LoopBalance;
  readonly when: string;
  readonly severity: Severity;
}

/** Loops whose plant is short, in normal operation or after a loss. */
export const plantShort: StudyRule<CoolingLossContext> = {
  code: 'cooling.plant-short',
  title: 'Heat rejection or pumps of a loop are short',
  discipline: 'cooling',
  basis:
    'heat that units put into the loop against chillers and coolers at design ambient and altitude; flow of pumps against that of the loop',
  sentence: '{subject} carries {measured} and rejects {limit} {when}; pumps {pumpLPerMin} of {neededLPerMin} L/min',
  guide: {
    method:
      'Capacity of each chiller and cooler at the design ambient: `capacity·(1 − lossPerK·(ambient − ambient_rated))`, coolers that move air also times `p/p_rated`; against the duty of the units on the loop. Pumps against the design flow.',
    example:
      'Three chillers of 350 kW at 38 °C; with one out 700 kW for 583 kW: enough. With a loss of 1.5 % a kelvin and a design ambient of 43 °C, 647 kW: still enough.',
    remedy: 'More plant, or a lower load; mind that the loss of water warms every room on the loop.',
  },
  evaluate: (context) => {
    const normal = context.normal.loops
      .filter(isLoopShort)
      .map((loop): ShortLoop => ({ loop, when: 'in normal operation', severity: 'error' }));
    const known = new Set(normal.map(({ loop }) => loop.loop));
    const after = context.losses
      .filter(({ verdict }) => verdict === 'plant-short')
      .flatMap((loss) =>
        loss.loops
          .filter((loop) => isLoopShort(loop) && !known.has(loop.loop))
          .map((loop): ShortLoop => ({
            loop,
            when: `without ${causeText(loss).slice(0, 5).join(', ')}`,
            severity: severityOf(context, loss),
          })),
      );
    return [...normal, ...after].map(({ loop, when, severity }) =>
      found(plantShort, {
        severity,
        subject: { kind: 'waterLoop', name: loop.loop },
        measured: loop.loadW,
        limit: loop.capacityW,
        unit: 'W',
        inputs: { when, pumpLPerMin: loop.pumpLPerMin, neededLPerMin: loop.neededLPerMin },
      }),
    );
  },
};

/** Losses of which the outcome is not known. */
export const unknownLoss: StudyRule<CoolingLossContext> = {
  code: 'cooling.loss-unknown',
  title: 'Outcome of a loss of cooling is not known',
  discipline: 'cooling',
  basis: BASIS,
  sentence:
    'What happens without {causes} is not known: losses that cannot be judged: {count}. Capacity, airflow or water of something that is left is not stated',
  guide: {
    method:
      'A loss is not judged where a unit that is left states no airflow, or plant that is left no capacity. It is not a pass.',
    example:
      'A loop from the building, of which no chiller is described: what its loss does is known (its units stop), what the loss of one chiller does is not.',
    remedy: 'State capacity and airflow of the types, and the plant behind each loop.',
  },
  evaluate: (context) => {
    const open = context.losses.filter(({ verdict }) => verdict === 'unknown');
    if (open.length === 0) return [];
    return [
      found(unknownLoss, {
        severity: 'unknown',
        subject: { kind: 'site', name: context.assessed.index.snapshot.site.name },
        inputs: { causes: open.flatMap(causeText).slice(0, 20), count: open.length },
      }),
    ];
  },
};

/** Units and plant that no loss of power reaches because nobody says what powers them. */
export const unknownCoolingPower: StudyRule<CoolingLossContext> = {
  code: 'cooling.unknown-power',
  title: 'What powers cooling is not stated',
  discipline: 'cooling',
  basis: 'a unit is out when everything that powers it is dead',
  sentence: 'What powers {names} is not stated ({coverage}): losses of power are calculated as if they went on',
  guide: {
    method: 'Cooling units, pumps, chillers and coolers without `poweredBy` survive every loss of power here.',
    example:
      'Six CRAHs, of which two state no source: the loss of the utility takes down four, and the room may look as if it held.',
    remedy: 'State `poweredBy`, the preferred source first.',
  },
  evaluate: ({ assessed, unpowered }) => {
    const { coolingUnits, heatRejections, site } = assessed.index.snapshot;
    if (unpowered.length === 0) return [];
    const total = coolingUnits.length + heatRejections.length;
    return [
      found(unknownCoolingPower, {
        severity: 'unknown',
        subject: { kind: 'site', name: site.name },
        inputs: { names: sampleOf(unpowered).names },
        coverage: { known: total - unpowered.length, total },
      }),
    ];
  },
};

/** Rooms in which cooling returns too late after the mains are lost. */
export const rideThrough: StudyRule<CoolingLossContext> = {
  code: 'cooling.ride-through',
  title: 'Cooling returns too late after the mains are lost',
  discipline: 'cooling',
  basis:
    'two thermal masses, air and equipment (K. Khankari, ASHRAE Transactions 117(1), 2011); UPS autonomy, generator start, restart of chillers, water store',
  sentence:
    '{subject} reaches {limitC} °C {limit} after cooling stops, and {outcome}; at first it warms by {firstRateKPerMin} K/min from {startC} °C',
  guide: {
    method:
      'Time without cooling: until fans and pumps run again (at once where all of them are on a UPS, else when the generator carries), and from when the water store is used up until the chillers are back. The air of the room warms by `θ = Q·t/C + Q·Cm²/(hA·C²)·(1 − e^(−t/τ))`, with the air `Ca = ρ·cp·V`, racks and devices `Cm` at 500 J/(kg·K), coupled by 0.7 of the heat capacity rate of their air. It starts at the mean of supply and return. Walls and floor are left out.',
    example: '100 kW in 500 m³ of air (590 kJ/K) and 3000 kg (1.5 MJ/K): 0.17 K/s at first, 0.048 K/s in the end.',
    remedy: 'Fans and pumps on the UPS, a buffer tank, chillers that restart faster, or a larger margin to the limit.',
  },
  evaluate: ({ timelines }) =>
    timelines.flatMap((line) => {
      if (line.verdict !== 'too-late' && line.verdict !== 'never-back') return [];
      return [
        found(rideThrough, {
          severity: 'error',
          subject: { kind: 'room', name: line.room },
          measured: line.withoutCoolingS,
          limit: line.rideThroughS,
          unit: 's',
          inputs: {
            limitC: line.limitC,
            outcome:
              line.verdict === 'never-back'
                ? 'nothing powers cooling then'
                : `is without cooling for ${line.withoutCoolingS === null ? '?' : line.withoutCoolingS.toFixed(0)} s: it would be ${line.hottestC === null ? '?' : line.hottestC.toFixed(0)} °C when chillers cool again`,
            firstRateKPerMin: line.firstRateKPerS === null ? null : line.firstRateKPerS * 60,
            startC: line.startC,
          },
          coverage: line.equipmentKg.coverage,
        }),
      ];
    }),
};

/** K within 15 minutes: ASHRAE TC 9.9 (5th ed. 2021), equipment without tape. */
const MOST_IN_15_MIN_K = 5;

/** Rooms that stay below their limit and yet warm faster than equipment should follow. */
export const rateOfRise: StudyRule<CoolingLossContext> = {
  code: 'cooling.rate-of-rise',
  title: 'Room warms faster after the mains are lost than equipment should follow',
  discipline: 'cooling',
  basis: 'ASHRAE TC 9.9 (5th ed. 2021): at most 5 K in any 15 minutes; ride-through as cooling.ride-through',
  sentence:
    'Without mains {subject} warms by {measured} within 15 minutes, although it stays below {limitC} °C; allowed {limit}',
  guide: {
    method:
      'The largest rise within 15 minutes until cooling is back, from the loss on and again from the end of the water store, against 5 K. Where the room reaches its limit, `cooling.ride-through` is the finding.',
    example: 'A room that warms from 24 to 30.5 °C in the 120 s until its fans run again: 6.5 K > 5 K.',
    remedy: 'Fans and pumps on the UPS, so that stored water cools from the first second.',
  },
  evaluate: ({ timelines }) =>
    timelines
      .filter(({ verdict, riseIn15MinK }) => verdict === 'in-time' && (riseIn15MinK ?? 0) > MOST_IN_15_MIN_K)
      .map(({ room, riseIn15MinK, limitC }) =>
        found(rateOfRise, {
          severity: 'warning',
          subject: { kind: 'room', name: room },
          measured: riseIn15MinK,
          limit: MOST_IN_15_MIN_K,
          unit: 'K',
          inputs: { limitC },
        }),
      ),
};

/** Rooms of which the ride-through is not known. */
export const unknownRideThrough: StudyRule<CoolingLossContext> = {
  code: 'cooling.unknown-ride-through',
  title: 'What follows a loss of the mains is not known',
  discipline: 'cooling',
  basis: rideThrough.basis,
  sentence:
    'Whether {subject} survives a loss of the mains is not known, for this is not: {missing}. Without any cooling it would reach its limit after {rideThroughS} s',
  guide: {
    method: 'As `cooling.ride-through`; what is missing is named.',
    example:
      'A loop from the building: when its chillers are back nobody says, but the room reaches its limit after 66 s without them.',
    remedy: 'State what is named.',
  },
  evaluate: ({ timelines }) =>
    timelines
      .filter(({ verdict }) => verdict === 'unknown')
      .map(({ room, missing, rideThroughS }) =>
        found(unknownRideThrough, {
          severity: 'unknown',
          subject: { kind: 'room', name: room },
          inputs: { missing, rideThroughS },
        }),
      ),
};

/** UPSs that are empty before a generator carries. */
export const upsBeforeGenerator: StudyRule<CoolingLossContext> = {
  code: 'cooling.ups-before-generator',
  title: 'UPS is empty before the generator carries',
  discipline: 'power',
  basis: 'autonomy of the UPS at its load against the time from loss of mains to load on the generator',
  sentence: 'The UPS carries for {measured}, and the generator takes {limit}: devices are dark in between',
  guide: {
    method: 'Shortest stated autonomy of the UPSs against the longest stated start of the generators.',
    example: '300 s of autonomy against 12 s to load: 25 starts.',
    remedy: 'More battery, or a generator that starts faster.',
  },
  evaluate: ({ assessed, backup: { upsAutonomyS, generatorStartS, hasGenerator } }) => {
    if (!hasGenerator || upsAutonomyS === null || generatorStartS === null || upsAutonomyS >= generatorStartS)
      return [];
    return [
      found(upsBeforeGenerator, {
        severity: 'error',
        subject: { kind: 'site', name: assessed.index.snapshot.site.name },
        measured: upsAutonomyS,
        limit: generatorStartS,
        unit: 's',
      }),
    ];
  },
};

/** Rules that judge losses of cooling; see {@link CoolingLossContext}. */
export const coolingLossRules: readonly StudyRule<CoolingLossContext>[] = [
  endlessLoss,
  coolingLoss,
  circuitLoss,
  circuitLossFlow,
  circuitStops,
  plantShort,
  rideThrough,
  rateOfRise,
  upsBeforeGenerator,
  unknownLoss,
  unknownCoolingPower,
  unknownRideThrough,
  unknownCircuitStops,
];
