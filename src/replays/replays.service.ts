import { Injectable } from '@nestjs/common';
import type { Job } from '../platform/jobs/job.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { readReplay } from './replay-body.js';

/** Starts replays. */
@Injectable()
export class ReplaysService {
  constructor(private readonly jobs: Jobs) {}

  /** @throws Problem (422) with every defect of the body, (503) where too many jobs wait */
  start(body: unknown): Job {
    return this.jobs.start({
      kind: 'replay',
      task: new URL('./replay-task.js', import.meta.url),
      input: readReplay(body),
    });
  }
}
