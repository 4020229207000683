import type { Task } from '../platform/jobs/job.js';
import {
  prepareReplay,
  runReplication,
  summariseReplay,
  type ReplayInput,
  type ReplayResult,
} from '../domain/queueing/replay/replay.js';

/** A replay in a worker thread, one replication after the other. */
const runReplay: Task<ReplayInput, ReplayResult> = (input, report) => {
  const replay = prepareReplay(input);
  const runs = Array.from({ length: input.replications }, (_, number) => {
    report(number / input.replications);
    return runReplication(replay, number);
  });
  return summariseReplay(replay, runs);
};

export default runReplay;
