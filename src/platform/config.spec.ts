import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CONFIG_VARIABLES, ConfigError, readConfig } from './config.js';

describe('the configuration', () => {
  it('works without any variable, and cannot be changed', () => {
    const config = readConfig({});
    expect(config).toEqual({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: undefined,
      dataDirectory: resolve('.plenum'),
      migrate: 'apply',
      databaseConnections: 10,
      bodyLimitBytes: 1_048_576, // 1 MiB
      documentLimitBytes: 268_435_456, // 256 MiB
      logLevel: 'info',
      shutdownGraceMs: 10_000,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: ' ', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', '0x10'],
    ['BODY_LIMIT_BYTES', '1023'],
    ['DATABASE_CONNECTIONS', '1'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'localhost:5432'],
    ['DATABASE_URL', 'mysql://host/database'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name);
  });

  it('reports every defect at once and never the password in a URL', () => {
    const read = (): unknown => readConfig({ PORT: 'x', MIGRATE: 'y', DATABASE_URL: 'mysql://user:secret@host' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/PORT=x[^]*MIGRATE=y|DATABASE_URL/);
    expect(read).not.toThrow('secret');
  });

  it('documents each variable that it reads', () => {
    const asked = new Set<string>();
    readConfig(new Proxy({}, { get: (_target, name) => void asked.add(String(name)) }));
    expect([...asked].sort()).toEqual(CONFIG_VARIABLES.map(({ name }) => name).sort());
  });
});
