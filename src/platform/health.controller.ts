import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get } from '@nestjs/common';
import { Database } from './database.js';
import { Lifecycle } from './lifecycle.js';
import { Problem } from './problem.js';

const ANSWER_LIMIT_MS = 3000;

@Controller('health')
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** The process runs. */
  @Get('live')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process takes requests: its database answers and it is not stopping. */
  @Get('ready')
  async ready(): Promise<{ readonly status: 'ok' }> {
    if (this.lifecycle.draining) throw notReady('Plenum is stopping.');
    const timeout = new AbortController();
    const answered = await Promise.race([
      this.database.ping().then(
        () => true,
        () => false,
      ),
      sleep(ANSWER_LIMIT_MS, false, { signal: timeout.signal, ref: false }),
    ]);
    timeout.abort();
    if (!answered) throw notReady('The database does not answer.');
    return { status: 'ok' };
  }
}

function notReady(detail: string): Problem {
  return new Problem({ status: 503, code: 'not-ready', detail, headers: { 'retry-after': '5' } });
}
