// Drives every route with requests generated from the OpenAPI document (schemathesis, from PyPI, in a folder of its own).
// FUZZ_EXAMPLES bounds the random requests per operation; FUZZ_EVERY_BOUNDARY=1 tries the boundaries of every kind.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';

const SCHEMATHESIS = 'schemathesis==4.32.5';
/** No answer of 500 and above, and every answer as documented. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'allow_header_conformance',
];
/**
 * Routes whose boundaries are tried one by one. All kinds have their routes from one definition, and a kind has some 3,400
 * boundaries (each filter times each odd value), so one kind stands for the others here; the site document has so many that
 * random requests must do.
 */
const BOUNDARY_PATHS =
  process.env['FUZZ_EVERY_BOUNDARY'] === '1'
    ? '.'
    : '^/(api/v1/(racks|audit-records|schemas)(/|$)|openapi|docs|health)|(assessment|bom.xlsx|floor-plan.pdf|plan.svg)$';
const root = fileURLToPath(new URL('..', import.meta.url));
const environment = join(root, 'node_modules', '.cache', 'fuzz');

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error?.code === 'ENOENT') {
    process.stderr.write(`${command} is not installed; the fuzz run needs Python 3.10 or newer with venv.\n`);
    process.exit(1);
  }
  return status ?? 1;
}

function install() {
  if (existsSync(join(environment, 'bin', 'schemathesis'))) return;
  if (run('python3', '-m', 'venv', environment) !== 0) process.exit(1);
  if (run(join(environment, 'bin', 'pip'), 'install', '--quiet', '--disable-pip-version-check', SCHEMATHESIS) !== 0) {
    process.exit(1);
  }
}

async function addressOf(child) {
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    const found = /"url":"([^"]+)"/.exec(text);
    if (found) {
      child.stdout.resume();
      return found[1];
    }
  }
  throw new Error('the service ended before it was ready');
}

function drive(url, phases, ...selection) {
  return run(
    join(environment, 'bin', 'schemathesis'),
    '--config-file',
    join(root, 'scripts', 'fuzz.toml'),
    'run',
    `${url}/openapi.json`,
    '--checks',
    CHECKS.join(','),
    '--phases',
    phases,
    ...selection,
    '--seed',
    '1',
    '--continue-on-failure',
    '--request-timeout',
    '60',
    '--suppress-health-check',
    'all',
    '--no-color',
  );
}

build();
install();
const data = mkdtempSync(join(tmpdir(), 'plenum-fuzz-'));
const service = spawn(process.execPath, [join(root, 'dist', 'main.js')], {
  env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info', DATABASE_URL: '', PLENUM_DATA_DIR: data },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise((resolve) => service.once('exit', resolve));
let status;
try {
  const url = await addressOf(service);
  const everyRoute = drive(url, 'examples,fuzzing', '--max-examples', process.env['FUZZ_EXAMPLES'] ?? '20');
  const boundaries = drive(url, 'coverage', '--include-path-regex', BOUNDARY_PATHS);
  status = everyRoute === 0 ? boundaries : everyRoute;
} finally {
  service.kill('SIGTERM');
  await ended;
  rmSync(data, { recursive: true, force: true });
}
process.exit(status ?? 1);
