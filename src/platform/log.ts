import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { Config } from './config.js';

/** Structured log on standard output: one JSON object a line, without bodies and query strings. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: logLevel, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Nest's own messages, in the same log. */
export function nestLogger(log: Logger): LoggerService {
  const text = (message: unknown): string => (message instanceof Error ? (message.stack ?? '') : String(message));
  const context = (parameters: readonly unknown[]): { readonly context?: string } => {
    const last = parameters.at(-1);
    return typeof last === 'string' ? { context: last } : {};
  };
  return {
    // What Nest tells of its own start concerns those who develop Plenum.
    log: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), text(message)),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), text(message)),
    verbose: (message: unknown, ...rest: unknown[]) => log.trace(context(rest), text(message)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(context(rest), text(message)),
    error: (message: unknown, ...rest: unknown[]) => log.error(context(rest), [message, ...rest].map(text).join('\n')),
    fatal: (message: unknown, ...rest: unknown[]) => log.fatal(context(rest), text(message)),
  };
}
