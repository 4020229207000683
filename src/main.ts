import { AppModule } from './app.module.js';
import { ConfigError, loadConfig } from './platform/config.js';
import { OperationalFailure } from './platform/failure.js';
import { createLog } from './platform/log.js';
import { startService } from './platform/service.js';
import { DocumentService } from './sites/document.service.js';
import { loadExampleHalls } from './sites/example-halls.js';
import { SiteRepository } from './sites/site.repository.js';

/** What a person at the terminal reads; the log on standard output is for programs. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog(config);
  let stop = (): Promise<void> => Promise.resolve();
  let stopping = false;
  const end = (reason: string, code: number): void => {
    if (stopping) {
      if (code === 0) process.exit(1);
      return;
    }
    stopping = true;
    log.info({ reason }, 'stopping');
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.fatal({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
  const started = startService({
    config,
    log,
    application: (runtime) => AppModule.with(runtime),
    fill: async (app) => {
      const halls = await loadExampleHalls({ documents: app.get(DocumentService), sites: app.get(SiteRepository) });
      log.info({ halls }, 'example halls loaded');
    },
  });
  // A signal during the start waits for its end, so that no child is left behind.
  stop = async () => (await started).stop();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal, 0));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, event);
      end(event, 1);
    });
  }
  const service = await started;
  void service.embedded?.lost.then(() => {
    say('The embedded PostgreSQL has ended; its log is postgres.log in the data directory.');
    end('PostgreSQL ended', 1);
  });
  log.info({ url: service.url }, 'ready');
  say(`Plenum is ready. Open ${service.url}/docs in a browser; stop it with Ctrl-C.`);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    say(error.message);
    process.exit(2);
  }
  say(error instanceof OperationalFailure ? `Plenum cannot start. ${error.message}` : String((error as Error).stack));
  process.exit(1);
});
