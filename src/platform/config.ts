import { resolve } from 'node:path';

const MIB = 1024 * 1024;

/** Settings of one process, read once from the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** An own PostgreSQL server; undefined means the embedded one under `dataDirectory`. */
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
  readonly migrate: 'apply' | 'check';
  /** Connections kept open to PostgreSQL at most. */
  readonly databaseConnections: number;
  readonly bodyLimitBytes: number;
  readonly documentLimitBytes: number;
  readonly logLevel: LogLevel;
  /** How long a stop waits for requests under way before it cancels them. */
  readonly shutdownGraceMs: number;
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One environment variable, as the README lists it. */
export interface ConfigVariable {
  readonly name: string;
  /** What holds when the variable is not set, for a reader. */
  readonly fallback: string;
  readonly meaning: string;
}

export const CONFIG_VARIABLES = [
  { name: 'HOST', fallback: '127.0.0.1', meaning: 'address to listen on; 0.0.0.0 for every network' },
  { name: 'PORT', fallback: '3000', meaning: 'port to listen on; 0 takes a free one' },
  {
    name: 'DATABASE_URL',
    fallback: 'embedded PostgreSQL',
    meaning: 'postgresql:// URL of the server to use instead of the embedded one',
  },
  {
    name: 'PLENUM_DATA_DIR',
    fallback: '.plenum',
    meaning: 'directory of the embedded PostgreSQL; unused with DATABASE_URL',
  },
  {
    name: 'MIGRATE',
    fallback: 'apply',
    meaning: '"apply" brings the database up to date at start, "check" refuses to start when it is not',
  },
  { name: 'DATABASE_CONNECTIONS', fallback: '10', meaning: 'connections to PostgreSQL at most, 2 to 200' },
  { name: 'BODY_LIMIT_BYTES', fallback: String(MIB), meaning: 'largest request body' },
  { name: 'DOCUMENT_LIMIT_BYTES', fallback: String(256 * MIB), meaning: 'largest site document' },
  { name: 'LOG_LEVEL', fallback: 'info', meaning: LOG_LEVELS.join(', ') },
  {
    name: 'SHUTDOWN_GRACE_MS',
    fallback: '10000',
    meaning: 'how long a stop waits for requests under way before it cancels them',
  },
] as const satisfies readonly ConfigVariable[];

type VariableName = (typeof CONFIG_VARIABLES)[number]['name'];
type Environment = Readonly<Record<string, string | undefined>>;

/** The environment does not describe a configuration; every reason at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly defects: readonly string[]) {
    super(['The configuration is not valid:', ...defects.map((defect) => `  ${defect}`)].join('\n'));
  }
}

/**
 * Reads and validates the environment.
 *
 * @param environment variables by name; an empty value counts as not set
 * @returns the frozen configuration
 * @throws ConfigError with every variable that is not valid
 */
export function readConfig(environment: Environment): Config {
  const defects: string[] = [];
  const text = (name: VariableName): string | undefined => environment[name]?.trim() || undefined;
  const refuse = (name: VariableName, allowed: string): void => {
    const secret = name === 'DATABASE_URL';
    defects.push(`${name}${secret ? '' : `=${text(name) ?? ''}`} must be ${allowed}.`);
  };
  const whole = (name: VariableName, fallback: number, least: number, most: number): number => {
    const given = text(name);
    if (given === undefined) return fallback;
    const value = /^\d{1,15}$/.test(given) ? Number(given) : NaN;
    if (value >= least && value <= most) return value;
    refuse(name, `a whole number from ${least} to ${most}`);
    return fallback;
  };
  const oneOf = <Option extends string>(name: VariableName, fallback: Option, options: readonly Option[]): Option => {
    const given = text(name);
    const option = given === undefined ? fallback : options.find((candidate) => candidate === given);
    if (option === undefined) refuse(name, `one of ${options.join(', ')}`);
    return option ?? fallback;
  };

  const databaseUrl = text('DATABASE_URL');
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    refuse('DATABASE_URL', 'a URL such as postgresql://user:password@host:5432/database');
  }
  const config: Config = {
    host: text('HOST') ?? '127.0.0.1',
    port: whole('PORT', 3000, 0, 65_535),
    databaseUrl,
    dataDirectory: resolve(text('PLENUM_DATA_DIR') ?? '.plenum'),
    migrate: oneOf('MIGRATE', 'apply', ['apply', 'check']),
    databaseConnections: whole('DATABASE_CONNECTIONS', 10, 2, 200),
    bodyLimitBytes: whole('BODY_LIMIT_BYTES', MIB, 1024, 1024 * MIB),
    documentLimitBytes: whole('DOCUMENT_LIMIT_BYTES', 256 * MIB, 1024, 1024 * MIB),
    logLevel: oneOf('LOG_LEVEL', 'info', LOG_LEVELS),
    shutdownGraceMs: whole('SHUTDOWN_GRACE_MS', 10_000, 0, 600_000),
  };
  if (defects.length > 0) throw new ConfigError(defects);
  return Object.freeze(config);
}

/** The configuration of this process. */
export function loadConfig(): Config {
  return readConfig(process.env);
}

function isPostgresUrl(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text)) return false;
  return URL.canParse(text);
}
