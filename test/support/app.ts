import type { DynamicModule } from '@nestjs/common';
import { AppModule } from '../../src/app.module.js';
import { readConfig } from '../../src/platform/config.js';
import { createLog } from '../../src/platform/log.js';
import type { Runtime } from '../../src/platform/platform.module.js';
import { startService } from '../../src/platform/service.js';
import { cloneDatabase } from './database.js';

export interface TestApp {
  /** Base of every request: `fetch(`${app.url}/api/v1/sites`)`. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly runtime: Runtime;
  /** Stops the service; drops the database when it was made for this app. */
  stop(): Promise<void>;
}

/**
 * Starts the real service on a free port.
 *
 * @param databaseUrl a database to share between apps; otherwise the app gets a migrated one of its own
 * @param environment variables of the configuration
 * @param application other modules than the real ones
 */
export async function startApp({
  databaseUrl,
  environment = {},
  application = (runtime) => AppModule.with(runtime),
}: {
  readonly databaseUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly application?: (runtime: Runtime) => DynamicModule;
} = {}): Promise<TestApp> {
  const own = databaseUrl === undefined ? await cloneDatabase() : undefined;
  const url = databaseUrl ?? own?.url ?? '';
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', ...environment, DATABASE_URL: url });
  const service = await startService({ config, log: createLog(config), application });
  return {
    url: service.url,
    databaseUrl: url,
    runtime: service.runtime,
    stop: async () => {
      await service.stop();
      await own?.drop();
    },
  };
}
