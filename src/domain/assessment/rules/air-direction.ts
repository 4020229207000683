import { sampleOf } from '../../name-sample.js';
import type { AirContext } from '../air-study.js';
import { rackPlaces } from '../air-inputs.js';
import type { StudyRule } from '../rule.js';
import { found } from './found.js';
import { groupedByRow } from './rack-groups.js';

/** m. Farther apart, one row does not blow into the other. */
const DEEPEST_AISLE_M = 3.6;
/** °. Fronts that look at a rear. */
const LOOKS_AT_DEG = 45;

/** Racks that blow into the fronts of others across an aisle. */
export const aisleDirection: StudyRule<AirContext> = {
  code: 'air.aisle-direction',
  title: 'Rack breathes the exhaust of the row in front of it',
  discipline: 'cooling',
  basis: 'hot aisle, cold aisle (TIA-942-A): fronts face fronts, and rears face rears',
  sentence:
    '{rack} has the rear of {other} {measured} in front of it; racks of {subject} that face a rear: {rackCount} ({racks})',
  guide: {
    method:
      'The first thing in front of a rack, within 3.6 m, is a rack that looks the same way within 45°: its exhaust is blown at the inlets. The mixing model does not count it, for it takes aisles as hot or cold.',
    example: 'Two rows that both face south, 1.2 m apart: the northern one breathes what the southern one blows out.',
    remedy: 'Turn every second row, or give the row in front a chimney or a rear door.',
  },
  evaluate: ({ assessed: { index, assessment } }) => {
    const places = rackPlaces(assessment.figures.floor);
    const byName = new Map(places.map((place) => [place.rack, place]));
    const facts = places.flatMap((place) => {
      const other = byName.get(place.frontEndsAt ?? '');
      if (other === undefined || place.frontM === null || place.frontM > DEEPEST_AISLE_M) return [];
      const turn = (((other.frontBearingDeg - place.frontBearingDeg) % 360) + 360) % 360;
      const looksAway = turn <= LOOKS_AT_DEG || turn >= 360 - LOOKS_AT_DEG;
      return looksAway ? [{ rack: place.rack, fact: { other: other.rack, apartM: place.frontM } }] : [];
    });
    return groupedByRow(index, facts, ({ apartM }) => -apartM).map(({ subject, worst, rackCount, racks }) =>
      found(aisleDirection, {
        severity: 'warning',
        subject,
        measured: worst.fact.apartM,
        unit: 'm',
        inputs: { rack: worst.rack, other: worst.fact.other, rackCount, racks },
      }),
    );
  },
};

/** Racks with units that nothing closes. */
export const openUnits: StudyRule<AirContext> = {
  code: 'air.open-units',
  title: 'Free units that no panel closes',
  discipline: 'cooling',
  basis: 'Schneider Electric White Paper 44: exhaust finds its way back through open units',
  sentence: '{rack} has {measured} open units; racks of {room} with open units: {rackCount} ({racks})',
  guide: {
    method:
      'Free units of a rack times the share that its `blankedFraction` leaves open. They add up to 0.3 times the open share to what the rack recirculates, where its zone does not state that itself.',
    example:
      '21 of 42 units free, none closed: 0.3 · 0.5 = 15 % of the inlet air comes back through the rack; at a rise of 12 K that is 0.15/0.85 · 12 = 2.1 K.',
    remedy: 'Fit blanking panels and say so with `blankedFraction: 1`.',
  },
  evaluate: ({ figures }) =>
    figures.rooms.flatMap(({ room, racks }) => {
      const open = racks.filter(({ openUnitsU, airflowM3PerH }) => openUnitsU > 0 && airflowM3PerH.knownSum > 0);
      const [worst] = [...open].sort((a, b) => b.openUnitsU - a.openUnitsU || (a.rack < b.rack ? -1 : 1));
      if (worst === undefined) return [];
      return [
        found(openUnits, {
          severity: 'warning',
          subject: { kind: 'room', name: room },
          measured: worst.openUnitsU,
          limit: 0,
          unit: 'U',
          inputs: {
            rack: worst.rack,
            room,
            rackCount: open.length,
            racks: sampleOf(open.map(({ rack }) => rack)).names,
          },
        }),
      ];
    }),
};
