import { sampleOf } from '../../name-sample.js';
import type { CoolingLossContext } from '../cooling-loss-study.js';
import type { StudyRule } from '../rule.js';
import { found } from './found.js';

/** Circuits whose units carry the heat after a loss, and get too little water for it. */
export const circuitLossFlow: StudyRule<CoolingLossContext> = {
  code: 'liquid.loss-flow',
  title: 'After a loss distribution units get less water than their design rise asks for',
  discipline: 'cooling',
  basis: 'V̇ = 60·Q/(ρ·cp·ΔT) at the design rise of the loop, with the heat of the circuit in equal parts on what runs',
  sentence:
    'Without {lost} {cdu} of {subject} needs {limit} for its part of the heat at the design rise and gets {measured}: its rise grows to {riseFactor} of it; likewise units: {unitCount}',
  guide: {
    method:
      'The heat of a circuit goes in equal parts to the units that run; each part at the rise `returnC − supplyC` of the loop against `waterFlowLPerMin` of the type. Their capacity still carries the heat (else `liquid.loss`); the return is then warmer than designed, and plant and control valves must bear it. The worst loss of each circuit is told.',
    example:
      '160 kW on three units of 110 L/min: 53.3 kW each, 60·53 333/(4168·10) = 76.8 L/min. Without one 80 kW each: 115.2 L/min > 110.',
    remedy: 'Larger valves and pumps, or a larger design rise where plant and devices allow it.',
  },
  evaluate: ({ losses }) => {
    const worst = new Map<string, { lost: readonly string[]; circuit: (typeof losses)[number]['circuits'][number] }>();
    const ratio = (circuit: (typeof losses)[number]['circuits'][number]) =>
      Math.max(...circuit.shortOfWater.map(({ neededLPerMin, waterLPerMin }) => neededLPerMin / waterLPerMin));
    for (const { circuits } of losses)
      for (const circuit of circuits) {
        if (circuit.verdict !== 'holds' || circuit.shortOfWater.length === 0) continue;
        const known = worst.get(circuit.circuit);
        if (known === undefined || ratio(circuit) > ratio(known.circuit) + 1e-9)
          worst.set(circuit.circuit, { lost: circuit.lost, circuit });
      }
    return [...worst].flatMap(([name, { lost, circuit }]) => {
      const [short] = circuit.shortOfWater;
      if (short === undefined) return [];
      return [
        found(circuitLossFlow, {
          severity: 'warning',
          subject: { kind: 'circuit', name },
          measured: short.waterLPerMin,
          limit: short.neededLPerMin,
          unit: 'L/min',
          inputs: {
            lost: sampleOf(lost).names,
            cdu: short.unit,
            riseFactor: short.neededLPerMin / short.waterLPerMin,
            unitCount: circuit.shortOfWater.length,
          },
          coverage: circuit.heatW.coverage,
        }),
      ];
    });
  },
};

/** Circuits that stop when the mains are lost. */
export const circuitStops: StudyRule<CoolingLossContext> = {
  code: 'liquid.ride-through',
  title: 'Coolant stops when the mains are lost',
  discipline: 'cooling',
  basis:
    'units that a UPS carries against the heat of the circuit, else those on the generator after its start; a cold plate stores next to nothing',
  sentence:
    'When the mains are lost, units of {subject} that a UPS carries ({onUps}) do not take its {heatW} W: {outcome}; devices throttle or stop within seconds',
  guide: {
    method:
      'Distribution units behind a UPS must carry the heat of their circuit by themselves. Else it is without them until the generator carries, or for good. Air rides through by its thermal mass (`cooling.ride-through`); a cold plate does not.',
    example:
      'Two units of 90 kW on the UPS and one on the generator carry 160 kW: the coolant flows on. With one on the UPS, 90 < 160 kW: 12 s without, until the generator carries.',
    remedy: 'Distribution units, or at least their pumps, on the UPS.',
  },
  evaluate: ({ circuitTimelines }) =>
    circuitTimelines
      .filter(({ verdict }) => verdict === 'stops' || verdict === 'never-back')
      .map(({ circuit, heatW, onUps, withoutFlowS, verdict }) =>
        found(circuitStops, {
          severity: 'error',
          subject: { kind: 'circuit', name: circuit },
          measured: withoutFlowS,
          limit: 0,
          unit: 's',
          inputs: {
            onUps: onUps.length === 0 ? 'none' : sampleOf(onUps).names.join(', '),
            heatW: heatW.lower,
            outcome:
              verdict === 'never-back'
                ? 'nothing powers enough of them then'
                : `${String(withoutFlowS)} s without, until the generator carries`,
          },
          coverage: heatW.coverage,
        }),
      ),
};

/** Circuits of which nobody can say whether they flow on. */
export const unknownCircuitStops: StudyRule<CoolingLossContext> = {
  code: 'liquid.unknown-ride-through',
  title: 'Whether coolant flows on when the mains are lost is not known',
  discipline: 'cooling',
  basis: circuitStops.basis,
  sentence: 'Whether {subject} flows on when the mains are lost is not known, for this is not: {missing}',
  guide: {
    method: 'As `liquid.ride-through`; what is missing is named.',
    example: 'Units of which nobody says what powers them.',
    remedy: 'State what is named.',
  },
  evaluate: ({ circuitTimelines }) =>
    circuitTimelines
      .filter(({ verdict }) => verdict === 'unknown')
      .map(({ circuit, missing }) =>
        found(unknownCircuitStops, {
          severity: 'unknown',
          subject: { kind: 'circuit', name: circuit },
          inputs: { missing },
        }),
      ),
};
