import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import { Database } from './database.js';
import { HealthController } from './health.controller.js';
import { Lifecycle } from './lifecycle.js';

/** Injection token of the configuration: `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('Config');
/** Injection token of the log: `@Inject(LOG) log: Logger`. */
export const LOG = Symbol('Log');

/** What is there before the application is put together. */
export interface Runtime {
  readonly config: Config;
  readonly log: Logger;
  readonly database: Database;
  readonly lifecycle: Lifecycle;
}

/** Makes the runtime available to every feature. */
@Module({})
export class PlatformModule {
  static with({ config, log, database, lifecycle }: Runtime): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOG, useValue: log },
        { provide: Database, useValue: database },
        { provide: Lifecycle, useValue: lifecycle },
      ],
      exports: [CONFIG, LOG, Database, Lifecycle],
    };
  }
}
