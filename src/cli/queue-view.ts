import type { QueueAnswer } from '../domain/queueing/answer.js';
import { OverloadError } from '../domain/queueing/load.js';
import type { GoalVerdict } from '../domain/queueing/promise.js';
import { Refused } from './exit.js';

/** Turns what the formulas refuse into a refusal of the usage. */
export function refusing<Result>(calculate: () => Result): Result {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof OverloadError) {
      throw new Refused([`--rate, --service, --servers: ${error.message} (--servers, --capacity or --max-wait)`]);
    }
    if (error instanceof RangeError) throw new Refused([error.message]);
    throw error;
  }
}

/** The answer with its method in words first, for programs and people alike. */
export function queueView(answer: QueueAnswer, verdict: GoalVerdict | null, further: Readonly<Record<string, number>>) {
  const { method, otherMethods, intervals, ...figures } = answer;
  const { name, ...methodDetails } = method;
  return {
    ...figures,
    ...(Object.keys(further).length === 0 ? {} : { furtherWaitQuantilesS: further }),
    method: name,
    methodDetails,
    otherMethods: otherMethods.map(({ figures: of, method: other }) => ({ figures: of, ...other })),
    intervals,
    ...(verdict === null ? {} : { slo: verdict }),
  };
}
