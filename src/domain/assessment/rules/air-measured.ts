import { errorSummary, largestChanges } from '../../cooling/model-error.js';
import { sampleOf } from '../../name-sample.js';
import type { AirContext } from '../air-study.js';
import type { StudyRule } from '../rule.js';
import { found } from './found.js';

/** Inlets that sensors report above the limit. */
export const measuredInlet: StudyRule<AirContext> = {
  code: 'air.measured-inlet',
  title: 'Measured inlet above its limit',
  discipline: 'cooling',
  basis: 'last reading of each sensor against the tightest limit of devices and class',
  sentence: 'A sensor of {subject} reads {measured}, above {limit} ({limitOf})',
  guide: {
    method: 'The warmest of the last readings of the sensors of a rack against the limit of the rack.',
    example: 'Sensors at 24.9, 27.0 and 31.2 °C on a rack whose devices allow 30 °C: 31.2 > 30.',
    remedy: 'As for a hot spot; a sensor at the top of the rack shows what the model with one inlet a rack cannot.',
  },
  evaluate: ({ errors, figures }) => {
    const limits = new Map(figures.rooms.flatMap(({ racks }) => racks.map((rack) => [rack.rack, rack] as const)));
    return errors.flatMap(({ rack, warmestC, sensors }) => {
      const limit = limits.get(rack);
      if (limit?.limitC === undefined || limit.limitC === null || warmestC <= limit.limitC) return [];
      return [
        found(measuredInlet, {
          severity: 'error',
          subject: { kind: 'rack', name: rack },
          measured: warmestC,
          limit: limit.limitC,
          unit: 'C',
          inputs: { limitOf: limit.limitOf, sensors },
        }),
      ];
    });
  },
};

/** K. An inlet that a model of mixed zones should hit. */
const GOOD_ERROR_K = 2;

/** How far the model is from the sensors. */
export const modelError: StudyRule<AirContext> = {
  code: 'air.model-error',
  title: 'Model against measured inlets',
  discipline: 'cooling',
  basis:
    'model less mean of the last readings of the sensors of a rack; the sensors read the load of their day, the model its load case',
  sentence:
    'Model against sensors at {racks} racks, load case {loadCase}: bias {biasK} K, root mean square {measured}, worst {worstK} K at {worstRack}; good is {limit}',
  guide: {
    method:
      'Error of each rack: model less measured. Bias is their mean, and the root mean square their size. Only the load case that ran when the sensors were read can be compared: usually the typical one.',
    example: 'Errors of +1.2 and −0.4 K: bias 0.4 K, root mean square √((1.44 + 0.16)/2) = 0.89 K.',
    remedy:
      'Put the measured `recirculationFraction` and `leakageFraction` into the zones: r = (T_in − T_s)/(T_hot − T_s).',
  },
  evaluate: ({ errors, figures, assessed }) => {
    const summary = errorSummary(errors);
    if (summary === null) return [];
    return [
      found(modelError, {
        severity: summary.rmsK > GOOD_ERROR_K ? 'warning' : 'info',
        subject: { kind: 'site', name: assessed.index.snapshot.site.name },
        measured: summary.rmsK,
        limit: GOOD_ERROR_K,
        unit: 'K',
        inputs: {
          racks: summary.racks,
          biasK: summary.biasK,
          worstK: summary.worstK,
          worstRack: summary.worstRack,
          loadCase: figures.loadCase,
        },
        coverage: { known: summary.racks, total: errors.length },
      }),
    ];
  },
};

/** Sensors that changed faster than equipment should be made to follow. */
export const rateOfChange: StudyRule<AirContext> = {
  code: 'air.rate-of-change',
  title: 'Inlet changed faster than equipment should follow',
  discipline: 'cooling',
  basis:
    'ASHRAE TC 9.9 (5th ed. 2021): at most 20 K in any hour, and at most 5 K in any 15 minutes; 5 K an hour with tape',
  sentence:
    'The inlet at {subject} ({channel}) changed by at least {measured} within {withinMin} minutes between {from} and {to}; allowed {limit}. Sensors above: {count} ({racks})',
  guide: {
    method:
      'The largest change of each sensor within 15 minutes against 5 K, and within an hour against 20 K; it is no rate of a moment. Of readings n times farther apart at least an n-th of the change fell into one such time. Rooms with tape are held to 5 K an hour, which is not judged here.',
    example: '24.0 °C at 14:00 and 30.0 °C at 14:15 are 6 K > 5 K; 2 K within one minute and no more are allowed.',
    remedy: 'Longer ramps after a restart of the cooling; thermal storage; fans and pumps on the UPS.',
  },
  evaluate: ({ readings }) => {
    const above = largestChanges(readings)
      .filter(({ changeK, mostK }) => changeK > mostK + 1e-9)
      .sort((a, b) => b.changeK / b.mostK - a.changeK / a.mostK || (a.rack < b.rack ? -1 : 1));
    const [worst] = above;
    if (worst === undefined) return [];
    return [
      found(rateOfChange, {
        severity: 'warning',
        subject: { kind: 'rack', name: worst.rack },
        measured: worst.changeK,
        limit: worst.mostK,
        unit: 'K',
        inputs: {
          withinMin: worst.withinS / 60,
          channel: worst.channel,
          from: worst.from,
          to: worst.to,
          count: above.length,
          racks: sampleOf(above.map(({ rack }) => rack)).names,
        },
      }),
    ];
  },
};
