import { sampleOf } from '../../name-sample.js';
import { practiceOf } from '../../power/practice.js';
import type { VoltageDropAtEnd } from '../../power/voltage-drop.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';
import { isAbove } from './verdict.js';

/** Rack PDUs and other ends of the chain at which more voltage is lost on the way than the codes advise. */
export const voltageDrop: Rule = {
  code: 'power.voltage-drop',
  title: 'Voltage drop above guidance',
  discipline: 'power',
  basis:
    'Guidance, not a limit: NEC 210.19 and 215.2, informational notes: 3 % for the branch, 5 % for feeder and branch ' +
    'together; IEC 60364-5-52 annex G, informative: 5 %',
  sentence:
    'Up to {subject} {measured} of the voltage is lost {part}, where {limit} is advised; of the runs {coverage}; most of it {state}',
  guide: {
    method:
      'ΔV = I·Z over line and return for the conductors of each element (`conductorLengthM` one way, ' +
      '`conductorResistanceOhmPerKm`, `conductorReactanceOhmPerKm`) at maximum draw, by phasors: (I_k + I_N)·Z of V_LN between a ' +
      'line and the neutral, (I_j − I_k)·Z of V_LL between two lines, of each the part along the voltage; the worst pair counts. ' +
      'Balanced loads make that √3·I·(R·cosφ + X·sinφ) of V_LL, and one load on one line 2·I·(R·cosφ + X·sinφ) of V_LN. Delta ' +
      'wiring has no neutral; else it is taken as large as the lines, which is an assumption. ' +
      'The shares of the nominal voltage add up from the last transformer, UPS or source; what ' +
      'stands below the last breaker is the branch. Of normal operation and the loss of each feed the one that is most counts. ' +
      'A breaker has no run of its own unless it states one. No reactance stated counts as 0, which is an assumption.',
    example:
      '36 kW at power factor 0.95 on 415 V, even on the lines: 36 000 / (√3 · 415 · 0.95) = 52.72 A. A whip of 60 m with ' +
      '1.24 Ω/km: √3 · 52.72 · 0.060 · 1.24 · 0.95 = 6.45 V, 1.56 % of 415 V; of 150 m 16.13 V, 3.89 %: more than 3 %. ' +
      '4 kW at power factor 1 on L1 alone: 16.69 A in L1 and neutral, on 100 m 2 · 16.69 · 0.124 = 4.14 V, 1.73 % of 239.6 V.',
    remedy:
      'Use a larger conductor or a shorter way, or spread the load; power supplies of a wide input range may make the finding ' +
      'acceptable, since it is guidance.',
  },
  evaluate: ({ index, figures }) => {
    const practice = practiceOf(index.snapshot.site);
    return figures.power.voltageDrop.ends.flatMap((end) => {
      const exceeded = exceededOf(end, practice.branchVoltageDrop.value, practice.voltageDrop.value);
      if (exceeded === null) return [];
      return [
        found(voltageDrop, {
          severity: 'warning',
          subject: { kind: 'powerElement', name: end.element },
          measured: exceeded.fraction,
          limit: exceeded.limit,
          unit: '1',
          inputs: {
            part: exceeded.part,
            state: end.lostFeed === null ? 'with nothing lost' : `after the loss of feed ${end.lostFeed}`,
            branchFraction: end.branchFraction,
            pathFraction: end.pathFraction,
          },
          coverage: exceeded.coverage,
        }),
      ];
    });
  },
};

function exceededOf(end: VoltageDropAtEnd, branchLimit: number, limit: number) {
  if (isAbove(end.pathFraction, limit)) {
    return { fraction: end.pathFraction, limit, part: 'in all', coverage: end.coverage };
  }
  if (!isAbove(end.branchFraction, branchLimit)) return null;
  return { fraction: end.branchFraction, limit: branchLimit, part: 'in the branch', coverage: end.branchCoverage };
}

/** Ends whose way is not stated whole. One finding: it is mended where the conductors are described. */
export const unknownVoltageDrop: Rule = {
  code: 'power.unknown-voltage-drop',
  title: 'Voltage drop not known',
  discipline: 'power',
  basis:
    'Length and impedance of every run from the last transformer or UPS give the drop; what is not stated is not taken as 0',
  sentence:
    'Nobody can say how much voltage is lost on the way to {measured} of {ends} elements on which loads hang; without length or ' +
    'resistance of their conductors: {unstated} elements ({elements})',
  guide: {
    method:
      'An end is known where every element on its way up to the last transformer, UPS or source states `conductorLengthM` and ' +
      '`conductorResistanceOhmPerKm` (breakers excepted, which sit on the bus of their panel) and every draw behind it is known. An end that is above ' +
      'the guidance with what is stated already is a finding of power.voltage-drop instead.',
    example:
      'A rack PDU states 12 m of 1.24 Ω/km, and the panel above it nothing: the drop of the whip is known, that of the feeder is not.',
    remedy: 'State length and resistance of the conductors; makers and cable tables give both.',
  },
  evaluate: ({ index, figures }) => {
    const { ends, endCount, unstated } = figures.power.voltageDrop;
    const practice = practiceOf(index.snapshot.site);
    const isKnown = (end: VoltageDropAtEnd) =>
      exceededOf(end, practice.branchVoltageDrop.value, practice.voltageDrop.value) !== null ||
      (end.coverage.known === end.coverage.total && !end.isLeast);
    const open = endCount - ends.filter(isKnown).length;
    if (open === 0) return [];
    const partly = sampleOf(ends.filter((end) => !isKnown(end)).map(({ element }) => element));
    return [
      found(unknownVoltageDrop, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        measured: open,
        inputs: {
          ends: endCount,
          unstated: unstated.count,
          elements: unstated.names,
          partlyKnown: partly.names,
        },
        coverage: { known: endCount - open, total: endCount },
      }),
    ];
  },
};
