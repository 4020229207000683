import { Readable } from 'node:stream';
import { Controller, Delete, Get, Header, Param, StreamableFile } from '@nestjs/common';
import type { Job } from './job.js';
import { hasEnded } from './job.js';
import { Jobs } from './jobs.js';

/** Long analyses: how far they are, what they found, and how to stop them. */
@Controller('jobs')
export class JobsController {
  constructor(private readonly jobs: Jobs) {}

  @Get()
  list(): { readonly count: number; readonly results: readonly Omit<Job, 'result'>[] } {
    const results = this.jobs.list().map(({ result: _, ...job }) => job);
    return { count: results.length, results };
  }

  @Get(':id')
  get(@Param('id') id: string): Job {
    return this.jobs.get(id);
  }

  @Delete(':id')
  cancel(@Param('id') id: string): Job {
    return this.jobs.cancel(id);
  }

  @Get(':id/events')
  @Header('Cache-Control', 'no-store')
  events(@Param('id') id: string): StreamableFile {
    this.jobs.get(id);
    return new StreamableFile(Readable.from(eventsOf(this.jobs.watch(id)), { objectMode: false }), {
      type: 'text/event-stream',
    });
  }
}

/** Server-sent events: `progress` until the job has ended, then one named by its state, with the result. */
async function* eventsOf(changes: AsyncIterable<Job | null>): AsyncGenerator<string> {
  for await (const job of changes) {
    if (job === null) yield ': still there\n\n';
    else yield `event: ${hasEnded(job) ? job.state : 'progress'}\ndata: ${JSON.stringify(job)}\n\n`;
  }
}
