import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';

const FOLDER = new URL('../../../shared/data/', import.meta.url);

/** `describe` for specs on real data that is not part of the project; skipped with a message where it is missing. */
export function describeWithData(file: string, name: string, specs: (path: string) => void): void {
  const url = new URL(file, FOLDER);
  if (existsSync(url)) {
    describe(name, () => {
      specs(url.pathname);
    });
    return;
  }
  process.stderr.write(`Skipped: ${name}: needs ../shared/data/${file}, which is not here.\n`);
  describe.skip(name, () => {
    specs(url.pathname);
  });
}
