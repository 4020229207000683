import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
export const stampFile = join(root, 'dist', '.build-stamp.json');

/** Content hashes of what the build reads: of the Prisma schema, and of everything. */
export function sourceFingerprint() {
  const schema = digest(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']);
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('src', path))
    .filter((path) => /\.(ts|json)$/.test(path) && !path.endsWith('.spec.ts') && !path.includes('generated/'))
    .sort();
  return { schema, all: schema + digest([...sources, 'tsconfig.json']) };
}

/** The fingerprint of the last build that succeeded, or undefined. */
export function readBuildStamp() {
  if (!existsSync(stampFile) || !existsSync(join(root, 'dist', 'main.js'))) return undefined;
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return undefined;
  }
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}
