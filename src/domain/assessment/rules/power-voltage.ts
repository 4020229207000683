import type { Finding } from '../../finding.js';
import { convertsVoltage } from '../../power/power-network.js';
import type { ElementLoad } from '../../power/power-figures.js';
import type { PduType } from '../../site/kinds/pdu-type.js';
import { SQRT_3 } from '../../units.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Nominal voltages within this share of each other are one system (400 and 415 V, 230 and 240 V). */
const SAME_VOLTAGE_FRACTION = 0.05;

function isNear(voltageV: number, nominalV: number): boolean {
  return Math.abs(voltageV - nominalV) <= SAME_VOLTAGE_FRACTION * nominalV;
}

/** What a parent gives: its voltage between lines, and to a single-phase element also the one to neutral. */
function acceptedVoltages(parent: ElementLoad, child: ElementLoad): readonly number[] {
  if (parent.voltageV === null) return [];
  return child.phases === 1 && parent.phases === 3 ? [parent.voltageV / SQRT_3, parent.voltageV] : [parent.voltageV];
}

/** Elements whose voltage is not that of what feeds them, without anything in between that converts it. */
export const voltageMismatch: Rule = {
  code: 'power.voltage-mismatch',
  title: 'Voltage does not match',
  discipline: 'power',
  basis:
    'Only a transformer or a UPS changes the voltage. Nominal voltages within 5 % are one system (ANSI C84.1, service ' +
    'voltage range A); a single-phase element may hang between line and neutral (V/√3) or between two lines',
  sentence: '{subject} is for {measured}; {parent} gives {limit}',
  guide: {
    method:
      'The nominal voltage of an element against that of each parent, V between lines; a single-phase element ' +
      'may also have V/√3. Within 5 % is one system. Transformers and UPS convert and are not judged.',
    example:
      'A rack PDU for 415 V below a panel of 480 V: 415 / 480 = 0.86. 400 and 415 V are one system; 230 V below ' +
      '400 V is 400 / √3 = 230.9 V.',
    remedy: 'Correct the voltage that is wrong, or put the transformer between them into the chain.',
  },
  evaluate: ({ index, figures }) => {
    const loads = new Map(figures.power.elements.map((load) => [load.element, load]));
    return figures.power.elements.flatMap((child): readonly Finding[] => {
      const element = index.powerElements.get(child.element);
      if (element === undefined || child.voltageV === null || convertsVoltage(element)) return [];
      const { voltageV } = child;
      return (element.parents ?? []).flatMap((name) => {
        const parent = loads.get(name);
        if (parent === undefined) return [];
        const accepted = acceptedVoltages(parent, child);
        if (accepted.length === 0 || accepted.some((nominalV) => isNear(voltageV, nominalV))) return [];
        return [
          found(voltageMismatch, {
            severity: 'error',
            subject: { kind: 'powerElement', name: child.element },
            measured: voltageV,
            limit: parent.voltageV,
            unit: 'V',
            inputs: { parent: name, phases: child.phases, parentPhases: parent.phases },
          }),
        ];
      });
    });
  },
};

/** Three-phase elements on something that has one line. */
export const phaseMismatch: Rule = {
  code: 'power.phase-mismatch',
  title: 'Three phases on one',
  discipline: 'power',
  basis: 'A three-phase element needs three lines above it',
  sentence: '{subject} needs three lines; {parent} has one',
  guide: {
    method: 'Lines of an element (`phases`, else those of its PDU type, wiring or legs) against those of each parent.',
    example: 'A three-phase rack PDU on a breaker with `phases: 1`.',
    remedy: 'Correct `phases`, or feed it from something with three lines.',
  },
  evaluate: ({ index, figures }) => {
    const loads = new Map(figures.power.elements.map((load) => [load.element, load]));
    return figures.power.elements.flatMap((child) => {
      if (child.phases === 1) return [];
      const single = (index.powerElements.get(child.element)?.parents ?? []).filter(
        (name) => loads.get(name)?.phases === 1,
      );
      return single.map((parent) =>
        found(phaseMismatch, {
          severity: 'error',
          subject: { kind: 'powerElement', name: child.element },
          measured: 3,
          limit: 1,
          inputs: { parent },
        }),
      );
    });
  },
};

/** Rack PDU types whose outlets hang on conductors that they do not have. */
export const outletLegs: Rule = {
  code: 'power.outlet-legs',
  title: 'Outlet on conductors that are not there',
  discipline: 'power',
  basis: 'A delta unit has no neutral, a single-phase unit no second or third line',
  sentence:
    '{subject} is wired {wiring} and has no {legs}, on which {measured} of its outlets are said to hang: {outlets}',
  guide: {
    method:
      'Conductors of the outlets of a PDU type against its wiring: delta has no N, a single-phase unit no ' +
      'second and third line.',
    example: 'A unit wired delta whose 36 outlets name L1-N, L2-N and L3-N: none of them has its N.',
    remedy: 'Correct `legs` of the outlets or `wiring` of the type from its data sheet.',
  },
  evaluate: ({ index }) =>
    index.snapshot.pduTypes.flatMap((type) => {
      const wrong = [...(index.expandedPduTypes.get(type.slug)?.outlets.values() ?? [])].filter(
        ({ legs }) => legs !== undefined && !hasLegs(type, legs),
      );
      if (wrong.length === 0) return [];
      return [
        found(outletLegs, {
          severity: 'error',
          subject: { kind: 'pduType', name: type.slug },
          measured: wrong.length,
          limit: 0,
          inputs: {
            wiring: type.wiring ?? (type.phases === 1 ? 'single-phase' : null),
            legs: [...new Set(wrong.flatMap(({ legs }) => legs ?? []))],
            outlets: wrong.map(({ name }) => name),
          },
        }),
      ];
    }),
};

/** On a single-phase unit any one pair of conductors is the pair that it has. */
function hasLegs({ phases, wiring }: PduType, legs: string): boolean {
  if (phases === 1 || wiring === 'single-phase') return legs !== 'L1-L2-L3';
  return wiring !== 'delta' || !legs.endsWith('-N');
}
