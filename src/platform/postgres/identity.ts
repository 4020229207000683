import { spawn } from 'node:child_process';
import { chown, mkdir, stat } from 'node:fs/promises';
import { OperationalFailure } from '../failure.js';

/** How to run a PostgreSQL program, which refuses to run as root. */
export interface Identity {
  /** Program and arguments that stand before the program proper. */
  readonly prefix: readonly string[];
  /** User and group to change to; undefined keeps those of this process. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

const ORDINARY: Identity = { prefix: [], owner: undefined };
const NOBODY_ID = 65_534;
/** Inside this user namespace root is "nobody"; outside nothing changes, so a home of mode 700 stays reachable. */
const NAMESPACED: Identity = {
  prefix: ['unshare', '--user', `--map-user=${NOBODY_ID}`, `--map-group=${NOBODY_ID}`],
  owner: undefined,
};

/**
 * Chooses how this process can run PostgreSQL on a directory.
 *
 * @param directory an existing directory; who owns it decides, so that a cluster keeps the user it was made with
 * @param program a PostgreSQL program, to try the choice with
 * @throws OperationalFailure when this process is root and nothing works
 */
export async function chooseIdentity({
  directory,
  program,
}: {
  readonly directory: string;
  readonly program: string;
}): Promise<Identity> {
  if (process.getuid?.() !== 0) return ORDINARY;
  const { uid, gid } = await stat(directory);
  if (uid !== 0) return { prefix: [], owner: { uid, gid } };
  if (await canRun(NAMESPACED, program, directory)) return NAMESPACED;
  const dropped: Identity = { prefix: [], owner: { uid: NOBODY_ID, gid: NOBODY_ID } };
  if (await canRun(dropped, program, directory)) return dropped;
  throw new OperationalFailure(
    'PostgreSQL does not run as root, and here neither a user namespace (unshare) nor the user "nobody" can stand in: ' +
      'start Plenum as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
}

/** Makes a directory that the identity owns and nobody else enters. */
export async function makeDirectory(path: string, { owner }: Identity): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  if (owner) await chown(path, owner.uid, owner.gid);
}

/** Program, arguments and options that run a program with an identity. */
export function commandFor({ prefix, owner }: Identity, program: string, args: readonly string[]) {
  const [command = program, ...rest] = [...prefix, program, ...args];
  return { command, args: rest, owner: owner ?? {} };
}

function canRun(identity: Identity, program: string, directory: string): Promise<boolean> {
  const script = 'cd "$1" && exec "$2" --version';
  const { command, args, owner } = commandFor(identity, '/bin/sh', ['-c', script, 'sh', directory, program]);
  return new Promise((resolve) => {
    spawn(command, args, { ...owner, cwd: '/', stdio: 'ignore' })
      .on('error', () => resolve(false))
      .on('exit', (code) => resolve(code === 0));
  });
}
