import type { Interval, QueueAnswer } from '../domain/queueing/answer.js';
import type { GoalVerdict } from '../domain/queueing/promise.js';
import { QUANTILES, type QuantileName } from '../domain/queueing/replay/replay.js';
import { textTable } from './text-table.js';

/** The answer of a queue for a terminal. */
export function queueText(
  answer: QueueAnswer,
  verdict: GoalVerdict | null,
  further: Readonly<Record<string, number>>,
): string {
  const { method, intervals } = answer;
  const rows = (Object.keys(QUANTILES) as QuantileName[]).map((name) => [
    name,
    secondsText(answer.waitQuantilesS[name], intervals[`waitQuantilesS.${name}`]),
    secondsText(answer.latencyQuantilesS[name], intervals[`latencyQuantilesS.${name}`]),
  ]);
  return [
    (answer.lossProbability > 0 ? 'Offered per server' : 'Utilization').padEnd(22) + numberText(answer.utilization),
    `Share that waits      ${valueText(answer.probabilityOfWaiting, intervals['probabilityOfWaiting'])}`,
    `Mean wait             ${secondsText(answer.meanWaitS, intervals['meanWaitS'])}`,
    `Share refused         ${valueText(answer.lossProbability, intervals['lossProbability'])}`,
    '',
    ...textTable(['', 'wait', 'latency'], rows),
    ...Object.entries(further).map(([share, waitS]) => `wait at ${share}: ${secondsText(waitS)}`),
    '',
    ...methodText(method),
    ...answer.otherMethods.flatMap(({ figures, method: other }) => [`${figures.join(', ')}:`, ...methodText(other)]),
    ...(verdict === null ? [] : ['', ...verdictText(verdict)]),
    '',
  ].join('\n');
}

function methodText({ kind, name, range, error }: QueueAnswer['method']): readonly string[] {
  return [`Method: ${name} (${kind})`, `  for ${range}`, `  ${error}`];
}

function verdictText(verdict: GoalVerdict): readonly string[] {
  const { quantile, latencyS, foundS, isMet, isInverted } = verdict;
  const word = isMet === null ? 'undecided: the interval holds it' : isMet ? 'met' : 'missed';
  const promise = `SLO ${quantile} of latency within ${secondsText(latencyS)}: ${word}, ${secondsText(foundS)}`;
  if (!isInverted) return [promise, '  no exact law: what would meet it has to be found by simulation'];
  return [
    promise,
    verdict.highestUtilization === null
      ? '  no load meets it with these servers'
      : `  met up to a utilization of ${numberText(verdict.highestUtilization)}`,
    ...(verdict.leastServers === null ? [] : [`  needs ${verdict.leastServers} servers at this load`]),
  ];
}

/** A value with what it lies between. */
export function valueText(value: number, interval?: Interval): string {
  if (interval === undefined) return numberText(value);
  return `${numberText(value)} (${numberText(interval.lower)} to ${numberText(interval.upper)})`;
}

export function secondsText(valueS: number, interval?: Interval): string {
  return `${valueText(valueS, interval)} s`;
}

/** Six digits; small numbers with an exponent, so that none becomes 0. */
function numberText(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) < 1e-3 ? value.toExponential(4) : String(Number(value.toPrecision(6)));
}
