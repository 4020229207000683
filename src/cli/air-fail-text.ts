import type { CoolingLossStudy } from '../domain/assessment/cooling-loss-study.js';
import type { CircuitTimeline } from '../domain/cooling/circuit-timeline.js';
import type { CoolingLoss } from '../domain/cooling/cooling-loss.js';
import type { LossTimeline, TimelineEvent } from '../domain/cooling/loss-timeline.js';
import { assumptionLines, countLine, findingLines } from './air-text.js';

/** Losses that a text lists. */
const LISTED_LOSSES = 40;

const EVENT_WORDS: Readonly<Record<TimelineEvent['what'], string>> = {
  'mains-lost': 'mains lost, cooling stops',
  'ups-ends': 'UPS would be empty',
  'generator-carries': 'generator carries',
  'fans-and-pumps-run': 'fans and pumps run again',
  'water-store-ends': 'stored cold water is used up',
  'chillers-cool': 'chillers cool again',
  'limit-reached': 'LIMIT REACHED',
};

/** A loss that adds no rack to those above their limits is no hall that holds while some are above them anyway. */
function verdictWord({ verdict, rooms }: CoolingLoss): string {
  return verdict === 'holds' && rooms.some(({ racksAbove }) => racksAbove.length > 0) ? 'no-worse' : verdict;
}

const TIMELINE_WORDS: Readonly<Record<LossTimeline['verdict'], string>> = {
  'in-time': 'cooling is back in time',
  'too-late': 'cooling is back too late',
  'never-back': 'cooling does not come back',
  unknown: 'not known',
};

function degrees(value: number | null): string {
  return value === null ? '?' : `${value.toFixed(1)} °C`;
}

/** A change with its sign, two digits, or `?`; what rounds to nothing is 0.00. */
function signed(change: number | null): string {
  if (change === null) return '?';
  const shown = change.toFixed(2).replace(/^-(?=0\.00$)/, '');
  return change >= 0.005 ? `+${shown}` : shown;
}

/** Losses of cooling and the timelines of a loss of the mains, for people. */
export function lossText(study: CoolingLossStudy): string {
  const { losses, timelines, circuitTimelines } = study;
  return [
    `Losses of cooling of ${study.site} as of ${study.asOf}, load case ${study.loadCase} (${study.contentHash.slice(0, 12)})`,
    '',
    ...losses.slice(0, LISTED_LOSSES).flatMap((loss) => {
      const causes = loss.causes.map(({ kind, name }) => `${kind} ${name}`);
      const shown = causes.length > 6 ? [...causes.slice(0, 6), `and ${String(causes.length - 6)} more`] : causes;
      return [
        `${verdictWord(loss).padEnd(16)} ${shown.join(', ')}`,
        ...loss.rooms.map(
          (room) =>
            `                   ${room.room}: ${room.state === 'warms-without-limit' ? 'warms without limit' : `worst ${room.worstRack ?? '?'} ${degrees(room.worstInletC)} (limit ${degrees(room.worstLimitC)}), ${String(room.racksAbove.length)} racks above, inlets ${signed(room.largestRiseK)} K, return ${degrees(room.returnC)}`}${room.starvedZones.length === 0 ? '' : `; too little air in ${room.starvedZones.join(', ')}`}`,
        ),
        ...loss.circuits.map(
          ({ circuit, running, heatW, capacityW, mostW, verdict }) =>
            `                   circuit ${circuit}: ${String(running)} units left take ${(capacityW / 1000).toFixed(0)} kW${mostW === null ? ' known' : ''} of ${(heatW.lower / 1000).toFixed(0)}${heatW.upper === heatW.lower ? '' : ` to ${heatW.upper === null ? '?' : (heatW.upper / 1000).toFixed(0)}`} kW: ${verdict}`,
        ),
        ...loss.loops.map(
          ({ loop, loadW, capacityW, pumpLPerMin, neededLPerMin }) =>
            `                   loop ${loop}: ${loadW === null ? '?' : (loadW / 1000).toFixed(0)} kW on ${capacityW === null ? '?' : (capacityW / 1000).toFixed(0)} kW of plant, pumps ${pumpLPerMin === null ? '?' : String(pumpLPerMin)} of ${neededLPerMin === null ? '?' : String(neededLPerMin)} L/min`,
        ),
      ];
    }),
    ...(losses.length > LISTED_LOSSES ? [`… and ${String(losses.length - LISTED_LOSSES)} losses more`] : []),
    '',
    ...timelines.flatMap(timelineLines),
    ...circuitTimelines.map(circuitLine),
    ...(circuitTimelines.length === 0 ? [] : ['']),
    ...findingLines(study.findings),
    ...assumptionLines(study.assumptions),
    countLine(study.findings),
    '',
  ].join('\n');
}

function circuitLine({ circuit, verdict, onUps, withoutFlowS, missing }: CircuitTimeline): string {
  const open = missing.length === 0 ? '' : `; not stated: ${missing.join(', ')}`;
  return `When the mains are lost, circuit ${circuit}: ${verdict}${withoutFlowS === null ? '' : `, ${withoutFlowS.toFixed(0)} s without`}; on UPS: ${onUps.length === 0 ? 'none' : onUps.join(', ')}${open}`;
}

function timelineLines(line: LossTimeline): readonly string[] {
  const rate = line.firstRateKPerS === null ? '?' : (line.firstRateKPerS * 60).toFixed(1);
  return [
    `When the mains are lost, ${line.room}: ${TIMELINE_WORDS[line.verdict]}; ${line.rideThroughS === null ? '?' : line.rideThroughS.toFixed(0)} s without cooling until ${degrees(line.limitC)}, at first ${rate} K/min${line.missing.length === 0 ? '' : `; not stated: ${line.missing.join(', ')}`}`,
    ...line.events.map(
      ({ atS, what, inletC }) =>
        `  ${atS.toFixed(0).padStart(6)} s  ${EVENT_WORDS[what].padEnd(30)} ${degrees(inletC)}`,
    ),
    '',
  ];
}
