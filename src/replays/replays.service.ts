import { Injectable } from '@nestjs/common';
import { requestHash, type RequestContext } from '../platform/http/request-context.js';
import type { Job } from '../platform/jobs/job.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { readReplay } from './replay-body.js';

/** Starts replays. */
@Injectable()
export class ReplaysService {
  constructor(private readonly jobs: Jobs) {}

  /** @throws Problem (422) with every defect of the body or for a key that was used, (503) where too many jobs wait */
  start(body: unknown, context: RequestContext): Job {
    const { idempotencyKey: key } = context;
    return this.jobs.start({
      kind: 'replay',
      repeatable: key === undefined ? undefined : { key, requestHash: requestHash(context, body) },
      task: new URL('./replay-task.js', import.meta.url),
      input: readReplay(body),
    });
  }
}
