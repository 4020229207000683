import type { CircuitState } from '../../cooling/cdu-circuits.js';
import { totalOf } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import type { AirContext } from '../air-study.js';
import type { StudyRule } from '../rule.js';
import { found, type Found } from './found.js';

const BASIS = 'rated capacity of distribution units against the heat that the devices of their racks give to liquid';

/** What a finding says of a circuit with some of its units out. */
export function circuitFacts({ circuit, heatW, mostW, capacityW, running }: CircuitState): Omit<Found, 'severity'> {
  return {
    subject: { kind: 'cdu circuit', name: circuit },
    measured: heatW.lower,
    limit: mostW,
    unit: 'W',
    inputs: { running, knownCapacityW: capacityW, mostHeatW: heatW.upper },
    coverage: heatW.coverage,
  };
}

/** Circuits that are short with everything running. */
export const circuitShort: StudyRule<AirContext> = {
  code: 'liquid.circuit-short',
  title: 'Distribution units are short of the heat that goes into liquid',
  discipline: 'cooling',
  basis: BASIS,
  sentence: 'Racks of {subject} give {measured} to liquid; its distribution units take {limit} ({running} running)',
  guide: {
    method:
      'Sum of `liquidHeatFraction` times the heat of the devices, over the racks that a circuit cools (it names the rack, else its zone, else its room), against the sum of `sensibleCapacityW` of its units, as rated. Units of one redundancy group are one circuit.',
    example: 'Four racks of 100 kW, of which liquid takes 0.8: 320 kW. Two units of 150 kW: 20 kW short.',
    remedy: 'One unit more, or fewer racks on the circuit.',
  },
  evaluate: ({ liquid }) =>
    liquid.circuits
      .filter(({ normal }) => normal.verdict === 'short')
      .map(({ normal }) => found(circuitShort, { severity: 'error', ...circuitFacts(normal) })),
};

/** Circuits of which nobody can say whether they carry their heat. */
export const unknownCircuit: StudyRule<AirContext> = {
  code: 'liquid.unknown-circuit',
  title: 'Whether distribution units carry their heat is not known',
  discipline: 'cooling',
  basis: BASIS,
  sentence:
    'Whether {subject} carries its heat is not known: its racks give {measured} to {mostHeatW} W to liquid ({coverage}), units of which the capacity is known take {knownCapacityW} W',
  guide: {
    method:
      'As `liquid.circuit-short`. Not known where no device of its racks states `liquidHeatFraction`, where a draw is not known, or where a unit states no capacity, and the bounds do not decide.',
    example:
      'Two units, of which one states 150 kW, for 320 kW: it depends on the other. For 120 kW the one is enough, and nothing is found.',
    remedy: 'State capacity, draw and the share that liquid takes.',
  },
  evaluate: ({ liquid }) =>
    liquid.circuits
      .filter(({ normal }) => normal.verdict === 'unknown')
      .map(({ normal }) => found(unknownCircuit, { severity: 'unknown', ...circuitFacts(normal) })),
};

/** Racks that give heat to liquid which nothing takes. */
export const uncooledLiquid: StudyRule<AirContext> = {
  code: 'liquid.uncooled',
  title: 'Heat goes into liquid that nothing cools',
  discipline: 'cooling',
  basis: 'every rack that gives heat to liquid belongs to a circuit of distribution units',
  sentence: 'Racks give {measured} to liquid that no distribution unit cools: {names} ({coverage}); racks: {count}',
  guide: {
    method:
      'Racks with devices of which a share of the heat goes into liquid (`liquidHeatFraction`), without a distribution unit that names the rack, its zone or its room. The heat is not in the air either.',
    example: 'A rack of 100 kW at 0.8 in a room without a distribution unit: 80 kW go nowhere.',
    remedy: 'Place the distribution units, and state which rack, zones or room they serve.',
  },
  evaluate: ({ assessed, liquid }) => {
    const { uncooled } = liquid;
    if (uncooled.length === 0) return [];
    const heat = totalOf(
      uncooled.map(({ heatW: { coverage, knownSum, lower, upper } }) => ({
        value: coverage.known === coverage.total ? knownSum : null,
        lower,
        ...(upper === null ? {} : { upper }),
      })),
    );
    return [
      found(uncooledLiquid, {
        severity: 'error',
        subject: { kind: 'site', name: assessed.index.snapshot.site.name },
        measured: heat.lower,
        unit: 'W',
        inputs: { names: sampleOf(uncooled.map(({ rack }) => rack)).names, count: uncooled.length },
        coverage: heat.coverage,
      }),
    ];
  },
};
