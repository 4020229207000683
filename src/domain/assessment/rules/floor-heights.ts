import type { Finding } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';
import { workingSpacePolicy } from '../../floor/working-space-solver.js';

/** m below sprinkler heads that stay free. */
const BELOW_SPRINKLERS_M = 0.46;
/** m. Least clear height of a room for racks. */
const LEAST_CEILING_M = 2.6;

/** Racks and trays under sprinklers and ceilings. */
export const headroom: Rule = {
  code: 'floor.headroom',
  title: 'Too little height above racks and trays',
  discipline: 'floor',
  basis: 'TIA-942: 2.6 m clear height, 460 mm free below sprinkler heads',
  sentence: 'In {subject}, {what} is {measured} high; {limitKind} {limit}',
  guide: {
    method:
      'The highest of racks and trays against the sprinkler heads less 0.46 m where their height is stated, and against the ceiling; the ceiling itself against 2.6 m.',
    example: 'A tray whose top is at 2.8 m under sprinklers at 3.1 m: 2.8 > 3.1 − 0.46 = 2.64 m.',
    remedy: 'Lower the tray, or raise the heads.',
  },
  evaluate: ({ index, figures }) =>
    figures.floor.headrooms.flatMap(({ room, ceilingM, sprinklerM, highestM, highest }): readonly Finding[] => {
      const subject = { kind: 'room', name: room };
      const hasRacks = (index.racksByRoom.get(room)?.length ?? 0) > 0;
      const findings: Finding[] = [];
      if (hasRacks && ceilingM !== null && ceilingM < LEAST_CEILING_M) {
        findings.push(
          found(headroom, {
            severity: 'warning',
            subject,
            measured: ceilingM,
            limit: LEAST_CEILING_M,
            unit: 'm',
            inputs: { what: 'the ceiling', limitKind: 'at least' },
          }),
        );
      }
      if (highestM === null) return findings;
      const under = sprinklerM === null ? ceilingM : Math.min(sprinklerM - BELOW_SPRINKLERS_M, ceilingM ?? Infinity);
      if (under !== null && highestM > under + 1e-6) {
        findings.push(
          found(headroom, {
            severity: 'error',
            subject,
            measured: highestM,
            limit: under,
            unit: 'm',
            inputs: {
              what: highest,
              limitKind: sprinklerM === null ? 'the ceiling is at' : 'under sprinklers and ceiling are',
            },
          }),
        );
      }
      return findings;
    }),
};

/** Rooms of which the headroom is not known. */
export const unknownHeadroom: Rule = {
  code: 'floor.unknown-headroom',
  title: 'Height above racks is not known',
  discipline: 'floor',
  basis: headroom.basis,
  sentence: 'Headroom in {subject} is not judged in full: {open}',
  guide: {
    method: 'A room with racks should state its ceiling; its rack types their height.',
    example: 'A room without `ceilingHeightM`: a tray at 3 m may hang in the void.',
    remedy:
      'State `ceilingHeightM`, `sprinklerHeightM` where there are sprinklers, and `outerHeightMm` of the rack types.',
  },
  evaluate: ({ index, figures }) =>
    figures.floor.headrooms.flatMap(({ room, ceilingM, racksOfUnknownHeight }) => {
      if ((index.racksByRoom.get(room)?.length ?? 0) === 0) return [];
      const open = [
        ...(ceilingM === null ? ['the ceiling is not stated'] : []),
        ...(racksOfUnknownHeight > 0 ? [`height not stated of ${String(racksOfUnknownHeight)} racks`] : []),
      ];
      return open.length === 0
        ? []
        : [found(unknownHeadroom, { severity: 'unknown', subject: { kind: 'room', name: room }, inputs: { open } })];
    }),
};

/** Trays that run through racks. */
export const trayInRack: Rule = {
  code: 'floor.tray-in-rack',
  title: 'Tray runs through a rack',
  discipline: 'floor',
  basis: 'footprint of the tray over that of the rack, its underside below the top of the rack',
  sentence: '{tray} hangs at {measured} over {rack}, whose top is at {limit}; trays of {subject} in racks: {count}',
  guide: {
    method: 'Every tray above the floor is compared with the racks that its width covers.',
    example: 'A tray at 2.0 m over a rack of 2.3 m.',
    remedy: 'Hang the tray higher.',
  },
  evaluate: ({ figures, index }) => {
    const inRacks = figures.floor.traysInRacks;
    const [first] = inRacks;
    if (first === undefined) return [];
    const rooms = new Set(inRacks.map(({ rack }) => index.racks.get(rack)?.room ?? ''));
    return [...rooms].sort().flatMap((room) => {
      const own = inRacks.filter(({ rack }) => index.racks.get(rack)?.room === room);
      const [worst] = [...own].sort((a, b) => b.topM - b.bottomM - (a.topM - a.bottomM));
      if (worst === undefined) return [];
      return [
        found(trayInRack, {
          severity: 'error',
          subject: { kind: 'room', name: room },
          measured: worst.bottomM,
          limit: worst.topM,
          unit: 'm',
          inputs: { tray: worst.tray, rack: worst.rack, count: own.length },
        }),
      ];
    });
  },
};

/** Working space in front of power equipment. */
export const workingSpace: Rule = {
  code: 'floor.working-space',
  title: 'Too little working space in front of power equipment',
  discipline: 'floor',
  basis: 'NEC 110.26(A): depth by voltage to ground and condition, width of the equipment but at least 0.762 m (30 in)',
  sentence:
    '{subject} ({voltageToGroundV} V to ground) has {measured} in front of it up to {endsAt} over a width of {widthM} m; condition {condition} needs {limit}',
  guide: {
    method:
      'The strip in front of the equipment, as wide as NEC 110.26(A)(2) asks for, is swept to the next thing. Up to 150 V to ground 0.914 m; up to 600 V 0.914, 1.07 or 1.22 m in condition 1, 2 or 3. Other power equipment opposite counts as condition 3, everything else as grounded (2). Judged where the country or the practice of the site goes by the NEC.',
    example:
      'Two panels of 415Y/240 V that face each other: 240 V to ground, condition 3: 1.22 m. 208Y/120 has 120 V to ground: 0.914 m.',
    remedy: 'Move or turn the equipment.',
  },
  evaluate: ({ figures }) =>
    figures.floor.workingSpaces.flatMap((space) => {
      const { element, clearM, neededM, voltageToGroundV, condition, widthM, endsAt } = space;
      if (neededM === null || clearM >= neededM - 1e-3) return [];
      return [
        found(workingSpace, {
          severity: 'error',
          subject: { kind: 'powerElement', name: element },
          measured: clearM,
          limit: neededM,
          unit: 'm',
          inputs: { voltageToGroundV, condition, widthM, endsAt },
        }),
      ];
    }),
};

/** Power equipment whose working space cannot be judged. */
export const unknownWorkingSpace: Rule = {
  code: 'floor.unknown-working-space',
  title: 'Working space is not judged',
  discipline: 'floor',
  basis: 'NEC 110.26(A) holds up to 600 V to ground; other countries have codes that are not held here',
  sentence: 'Working space in front of {elements} is not judged: {reason}',
  guide: {
    method:
      'Equipment without a voltage, above 600 V to ground, or in a country that does not go by the NEC is not judged, which is not a pass.',
    example: 'A panel of 400 V in Germany: VDE 0100-729 holds, which is not held here.',
    remedy: 'State the voltage, or have the space judged by the code of the country.',
  },
  evaluate: ({ index, figures }) => {
    const { site, powerElements } = index.snapshot;
    const subject = { kind: 'site', name: site.name };
    const standing = powerElements.filter(
      ({ room, position, widthMm, depthMm, rack }) =>
        room !== undefined &&
        rack === undefined &&
        position !== undefined &&
        widthMm !== undefined &&
        depthMm !== undefined,
    );
    if (workingSpacePolicy(site) === null) {
      if (standing.length === 0) return [];
      const reason =
        site.country === undefined
          ? 'neither the country nor a practice that goes by the NEC is stated'
          : `the code of ${site.country} is not held here`;
      return [
        found(unknownWorkingSpace, {
          severity: 'unknown',
          subject,
          inputs: { elements: sampleOf(standing.map(({ name }) => name)).names, reason },
        }),
      ];
    }
    const of = (keep: (volts: number | null) => boolean, reason: string): readonly Finding[] => {
      const open = figures.floor.workingSpaces.filter(
        ({ neededM, voltageToGroundV }) => neededM === null && keep(voltageToGroundV),
      );
      if (open.length === 0) return [];
      return [
        found(unknownWorkingSpace, {
          severity: 'unknown',
          subject,
          inputs: { elements: sampleOf(open.map(({ element }) => element)).names, reason },
        }),
      ];
    };
    return [
      ...of((volts) => volts === null, 'their voltage is not stated'),
      ...of((volts) => volts !== null, 'they have more than 600 V to ground, where this table ends'),
    ];
  },
};
