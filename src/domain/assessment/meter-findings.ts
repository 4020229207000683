import type { Severity } from '../finding.js';
import type { MeterComparison, MeterStudy } from '../power/meter-study.js';
import { judged } from './air-study.js';
import type { StatedFinding } from './assessment.js';
import type { StudyRule } from './rule.js';
import { found } from './rules/found.js';
import { isAbove } from './rules/verdict.js';

/** Accuracy of a class 2 meter (IEC 62053-21): sums of meters that differ by less agree. */
const METER_CLASS_FRACTION = 0.02;

const subjectOf = ({ element, device }: MeterComparison) =>
  element === null ? { kind: 'device', name: device ?? '' } : { kind: 'powerElement', name: element };

const whereOf = ({ line, device, element }: MeterComparison) =>
  [...(line === null ? [] : [line]), ...(device === null || element === null ? [] : [device])].join(', ') ||
  'all lines';

const aboveModel: StudyRule<MeterStudy> = {
  code: 'power.meter-above-model',
  title: 'Meter above the maximum of the model',
  discipline: 'power',
  basis:
    'highest reading against the load of the model at maximum draw, at nominal voltage: the plan must be conservative',
  sentence: 'The meter {channel} at {subject} ({where}) read {measured} at {at}; the model has at most {limit}',
  guide: {
    method:
      'The highest reading of each channel over the window against what the model has there at maximum draw: line currents by ' +
      'phasor sums, real and apparent power, at the plug of a rack PDU and at the output of everything else. Where draws behind ' +
      'it are unknown, a reading above what is known of them and within their bounds is of severity unknown.',
    example:
      'Nine nodes of at most 4 kW, power factor 0.95, share two feeds of 415 V evenly: 18 000 / (√3 · 415 · 0.95) = 26.4 A on ' +
      'each line. A reading of 28 A is above it.',
    remedy:
      'Find what hangs there and is not in the document, or correct `maximumPowerW` of the type or the overrides of the device. ' +
      'Voltage below nominal raises currents in the same ratio.',
  },
  evaluate: ({ meters }) =>
    meters.flatMap((meter) => {
      const { maximum, quantity, read, channel, unit } = meter;
      if (maximum === null || quantity === 'voltage-v' || !isAbove(read.peak, maximum.least)) return [];
      const isOpen = maximum.most === null || !isAbove(read.peak, maximum.most);
      return [
        found(aboveModel, {
          severity: isOpen ? 'unknown' : 'warning',
          subject: subjectOf(meter),
          measured: read.peak,
          limit: isOpen ? maximum.least : maximum.most,
          unit,
          inputs: { channel, where: whereOf(meter), at: read.peakAt, p95: read.p95, readings: read.count },
        }),
      ];
    }),
};

const aboveLimit: StudyRule<MeterStudy> = {
  code: 'power.meter-above-limit',
  title: 'Meter above the planning limit',
  discipline: 'power',
  basis: 'highest reading against rating × derating × continuous fraction (NEC 210.20(A), or as stated)',
  sentence: 'The meter {channel} at {subject} ({where}) read {measured} at {at}; {limit} are allowed',
  guide: {
    method:
      'The highest reading of each channel over the window against what the element may carry for hours on a line (A), in ' +
      'apparent power (VA) or in real power (W). An error where 95 % of the readings are not below it, a warning where only ' +
      'peaks are above it: the limit is one of load that lasts.',
    example: 'A breaker of 40 A with a continuous fraction of 0.8 may carry 32 A; a reading of 33 A is above it.',
    remedy: 'Move load to another line or feed now; then correct the plan, which has it lower or has it nowhere.',
  },
  evaluate: ({ meters }) =>
    meters.flatMap((meter) => {
      const { allowed, read, channel, unit } = meter;
      if (allowed === null || !isAbove(read.peak, allowed)) return [];
      return [
        found(aboveLimit, {
          severity: isAbove(read.p95, allowed) ? 'error' : 'warning',
          subject: subjectOf(meter),
          measured: read.peak,
          limit: allowed,
          unit,
          inputs: { channel, where: whereOf(meter), at: read.peakAt, p95: read.p95, readings: read.count },
        }),
      ];
    }),
};

const PROBLEMS: Readonly<Record<NonNullable<MeterComparison['problem']>, readonly [Severity, string]>> = {
  'no-such-line': ['warning', 'a line that it does not have'],
  'line-not-named': ['unknown', 'a current of three lines without saying which'],
  'not-there': ['unknown', 'something that is not there on the day or draws nothing in the model'],
  'voltage-unknown': ['unknown', 'an element whose voltage is not known'],
  'not-modelled': ['unknown', 'what the model does not say of it'],
};

const meterLine: StudyRule<MeterStudy> = {
  code: 'power.meter-line',
  title: 'Meter that fits nothing in the model',
  discipline: 'power',
  basis: 'conductors by phases, wiring and legs of the element; a delta has no neutral',
  sentence: 'The meter {channel} at {subject} ({where}, {quantity}) reads {why}: it is compared with nothing',
  guide: {
    method:
      'The line of a reading must be one that the element has: L1 to L3 of a three-phase one, N unless it is a delta, those of ' +
      '`legs` of a single-phase one. A current of a three-phase element needs its line, since line currents have no sum.',
    example: 'A breaker on L1-N has a reading for L2: either the meter or the document has the wrong line.',
    remedy: 'Correct the line of the reading, or `legs`, `phases` or `wiring` of the element.',
  },
  evaluate: ({ meters }) =>
    meters.flatMap((meter) => {
      const { problem, channel, quantity } = meter;
      if (problem === null) return [];
      const [severity, why] = PROBLEMS[problem];
      const inputs = { channel, where: whereOf(meter), quantity, why };
      return [found(meterLine, { severity, subject: subjectOf(meter), inputs })];
    }),
};

const meterBalance: StudyRule<MeterStudy> = {
  code: 'power.meter-balance',
  title: 'Meters that do not add up',
  discipline: 'power',
  basis:
    'conservation of real power: a meter reads the meters below it, losses, and loads without a meter; 2 % is class 2 (IEC 62053-21)',
  sentence:
    'The meter at {subject} reads {measured}; meters below it read {metersBelowW} W, losses in between are {lossesW} W: ' +
    '{residualW} W remain, {why}',
  guide: {
    method:
      'Residual = meter − (sum of the nearest meters below it + losses in between, by the model). Loads without a meter must ' +
      'explain it: below −2 % of what the meter reads, meters disagree; above +2 %, with every load below it metered, something ' +
      'draws that is not in the document.',
    example:
      'A panel reads 10.0 kW. The rack PDUs below it read 4.0, 3.5 and 3.1 kW, 10.6 kW in sum: −0.6 kW remain, −6 % of 10 kW.',
    remedy:
      'Check the ratios of current transformers, lines that are mixed up, and that the readings are of one moment; then look ' +
      'for loads that are not in the document.',
  },
  evaluate: ({ balances, at }) =>
    balances.flatMap(({ element, powerW, metersBelowW, lossesW, residualW, openTaps, quantity, at: readAt }) => {
      const tolerance = METER_CLASS_FRACTION * powerW;
      const isBelow = residualW < -tolerance;
      if (!isBelow && !(openTaps === 0 && residualW > tolerance)) return [];
      const why = isBelow
        ? `${String(Math.round((1000 * -residualW) / Math.max(powerW, 1)) / 10)} % too much below it`
        : 'and no load without a meter is below it';
      return [
        found(meterBalance, {
          severity: 'warning',
          subject: { kind: 'powerElement', name: element },
          measured: powerW,
          limit: metersBelowW + lossesW,
          unit: 'W',
          inputs: { metersBelowW, lossesW, residualW, why, quantity, readAt, at },
        }),
      ];
    }),
};

/** Rules on what meters read. */
export const meterRules: readonly StudyRule<MeterStudy>[] = [aboveLimit, aboveModel, meterBalance, meterLine];

/** What meters say against the plan, as findings, worst first. */
export function meterFindings(study: MeterStudy): readonly StatedFinding[] {
  return judged(meterRules, study);
}
