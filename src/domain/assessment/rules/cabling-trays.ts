import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Trays that hold more than they may. */
export const trayFill: Rule = {
  code: 'cabling.tray-fill',
  title: 'Tray is filled beyond its limit',
  discipline: 'cabling',
  basis:
    'fill = Σ n·(π/4)·d² / (W·H); TIA-569: 25 % by design, 40 to 50 % at most; the limit is that of the segment or site',
  sentence:
    'Tray {subject} is filled to {measured} of its section, of which {limit} may be, {when}: {cables} cables; a width of {widenToMm} mm would do',
  guide: {
    method:
      'The sections of all cables that lie in a segment, Σ n·(π/4)·d², over its inside width times height, now and after each phase. Cables whose type states no diameter are not in the sum, and another finding says so.',
    example:
      'Seven cables of 10 mm in a tray of 100 × 10 mm: 7 · 78.54 / 1000 = 0.55 > 0.40. At 0.40 they take 1374 mm², that is 137 mm of width, or 150 mm in steps of 50.',
    remedy: 'Widen the segment as the finding says, lay a second one, or let cables take another way.',
  },
  evaluate: ({ figures }) =>
    (figures.cabling.routes?.trays ?? []).flatMap(({ segment, limit, fills, final, widenToMm }) => {
      if (widenToMm === null) return [];
      const first = fills.find(({ fill }) => fill > limit + 1e-9) ?? final;
      return [
        found(trayFill, {
          severity: 'error',
          subject: { kind: 'traySegment', name: segment },
          measured: final.fill,
          limit,
          unit: '1',
          inputs: {
            when: first.phase === null ? 'now' : `first after ${first.phase}`,
            cables: final.cables,
            widenToMm,
          },
        }),
      ];
    }),
};

/** Trays that carry more than they are built for. */
export const trayLoad: Rule = {
  code: 'cabling.tray-load',
  title: 'Tray carries more than it may',
  discipline: 'cabling',
  basis: 'mass per metre of the cables in the segment against the load that it states',
  sentence: 'Tray {subject} carries {measured} of at most {limit}',
  guide: {
    method: 'The masses per metre of all cables that lie in a segment are added up; the limit is that of the segment.',
    example: 'Five hundred cables of 0.06 kg/m weigh 30 kg/m, more than a basket for 25 kg/m carries.',
    remedy: 'Use a stronger tray, more supports, or another way.',
  },
  evaluate: ({ figures }) =>
    (figures.cabling.routes?.trays ?? [])
      .filter(({ maximumLoadKgPerM, final }) => maximumLoadKgPerM !== null && final.massKgPerM > maximumLoadKgPerM)
      .map(({ segment, maximumLoadKgPerM, final }) =>
        found(trayLoad, {
          severity: 'error',
          subject: { kind: 'traySegment', name: segment },
          measured: final.massKgPerM,
          limit: maximumLoadKgPerM,
          unit: 'kg/m',
        }),
      ),
};

/** Trays of which nobody can say how full they are. */
export const trayUnknown: Rule = {
  code: 'cabling.tray-unknown',
  title: 'Fill of trays is known in part',
  discipline: 'cabling',
  basis: 'outer diameters as the cable types state them',
  sentence: 'Outer diameters of cables in trays are not stated: {coverage} cables in segments; segments {segments}',
  guide: {
    method:
      'A cable whose type states no outer diameter adds nothing to the fill of its segments, which is then a lower bound.',
    example: 'Ten cables in one segment, of which four state a diameter: 4 of 10 known.',
    remedy: 'State the outer diameter of the cable type.',
  },
  evaluate: ({ index, figures }) => {
    const trays = figures.cabling.routes?.trays ?? [];
    const open = trays.filter(({ diameters }) => diameters.known < diameters.total);
    if (open.length === 0) return [];
    return [
      found(trayUnknown, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: { segments: open.map(({ segment }) => segment) },
        coverage: {
          known: trays.reduce((sum, { diameters }) => sum + diameters.known, 0),
          total: trays.reduce((sum, { diameters }) => sum + diameters.total, 0),
        },
      }),
    ];
  },
};
