#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { EXIT_REFUSED } from './cli/exit.js';
import { reasonOf } from './cli/input.js';
import { runCommandLine } from './cli/program.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`standard output: ${reasonOf(error)}\n`);
  process.exit(EXIT_REFUSED);
});
process.exitCode = await runCommandLine(process.argv.slice(2), version);
