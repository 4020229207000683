import { spawnSync } from 'node:child_process';
import { describe } from '@jest/globals';

/** Programs that some specs look through a file with, and how to ask whether they are there. */
const PROBES = { soffice: '--version', pdftoppm: '-v', pdftotext: '-v' } as const;

export type Tool = keyof typeof PROBES;

/**
 * `describe` for specs that need programs beside Node: without them they are skipped with a message, and fail where
 * `CI=true` promises that all is there.
 */
export function describeWith(tools: readonly Tool[], name: string, specs: () => void): void {
  const missing = tools.filter((tool) => spawnSync(tool, [PROBES[tool]], { stdio: 'ignore' }).error !== undefined);
  if (missing.length === 0) {
    describe(name, specs);
    return;
  }
  const message = `${name}: needs ${missing.join(' and ')}, which this machine does not have`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`Skipped: ${message}.\n`);
  describe.skip(name, specs);
}
