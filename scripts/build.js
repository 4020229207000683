import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readBuildStamp, sourceFingerprint, stampFile } from './fingerprint.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** Runs the command line of an installed package with this Node, and ends the build when it fails. */
function run(script, ...args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [require.resolve(script), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
  process.exit(1);
}

/** Generates the Prisma client and compiles; what is already up to date is left as it is. */
export function build() {
  const before = readBuildStamp();
  const now = sourceFingerprint();
  if (before?.all === now.all) return;
  try {
    require.resolve('typescript');
  } catch {
    process.stderr.write(
      'Plenum cannot be built: run "npm ci" first, without --omit=dev and without NODE_ENV=production.\n',
    );
    process.exit(1);
  }
  process.stderr.write('Building Plenum …\n');
  if (before?.schema !== now.schema || !existsSync(`${root}/src/platform/prisma/generated/client.ts`)) {
    run('prisma/build/index.js', 'generate');
  }
  run('typescript/bin/tsc', '-p', 'tsconfig.json');
  mkdirSync(`${root}/dist`, { recursive: true });
  writeFileSync(stampFile, JSON.stringify(sourceFingerprint()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
