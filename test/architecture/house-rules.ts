import type { Import, SourceFile } from './source-file.js';

export interface Violation {
  readonly rule: string;
  readonly path: string;
  /** What stands there and what to do instead. */
  readonly what: string;
}

export interface HouseRule {
  readonly name: string;
  readonly violations: (files: readonly SourceFile[]) => readonly Violation[];
}

/** Packages allowed in the domain, by folder, with the reason; each is pure, synchronous and without dependencies. */
const DOMAIN_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  zod: ['src/domain/site/'], // the schema library: one definition per kind
  'fastest-levenshtein': ['src/domain/site/'], // nearest valid name of a defect
};

/** What a pure function must not mention. */
const IMPURE = [
  'async',
  'process',
  'Date',
  'Date.now',
  'Math.random',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'crypto',
  'console',
  'globalThis',
];

/** Storeys of the domain from the ground up. Rooms of one storey do not import each other. */
const STOREYS: readonly (readonly string[])[] = [
  ['finding', 'defect', 'range', 'name-sample'],
  ['units'],
  ['site'],
  ['power', 'cooling', 'floor', 'cabling', 'queueing'],
  ['capacity', 'sequencing'],
  ['bom'],
  ['assessment'],
  ['drawing'],
];

/** Parts of the domain that renderers may call: words, constants and scenes, no engine. */
const RENDERER_CALLS = [
  'src/domain/assessment/sentence.ts',
  'src/domain/bom/bom.ts',
  'src/domain/bom/currency.ts',
  'src/domain/drawing/',
  'src/domain/finding.ts',
  'src/domain/units.ts',
];

const rules: readonly HouseRule[] = [
  {
    name: 'the domain imports only the domain and the packages allowed to it',
    violations: eachImport((file, { target, isPackage }) => {
      if (!isDomain(file)) return null;
      if (!isPackage)
        return target.startsWith('src/domain/') ? null : `imports ${target}; pass its result in as plain data`;
      const folders = DOMAIN_PACKAGES[target] ?? [];
      return folders.some((folder) => file.path.startsWith(folder)) ? null : `imports the package ${target}`;
    }),
  },
  {
    name: 'the domain is pure: no clock, randomness, process, timers, network or async',
    violations: each((file) =>
      isDomain(file) ? IMPURE.filter((name) => file.mentions.has(name)).map((name) => `mentions ${name}`) : [],
    ),
  },
  {
    name: 'arrows inside the domain run one way',
    violations: eachImport((file, { target, isPackage }) => {
      if (!isDomain(file) || isPackage || !target.startsWith('src/domain/')) return null;
      const from = roomOf(file.path);
      const to = roomOf(target);
      if (from === to) return null;
      return storeyOf(to) < storeyOf(from)
        ? null
        : `${from} imports ${to}; what it needs of it must arrive as plain data from above`;
    }),
  },
  { name: 'no import runs in a circle', violations: circles },
  {
    name: 'Prisma and pg stay in repositories and the platform',
    violations: eachImport((file, { target }) =>
      /^@prisma\/|^prisma$|^pg$|prisma\/generated|platform\/transaction\.repository/.test(target) &&
      !file.path.startsWith('src/platform/') &&
      !file.path.endsWith('.repository.ts')
        ? `imports ${target}; ask a repository`
        : null,
    ),
  },
  {
    name: 'exceljs stays in reports/xlsx and exchange/xlsx, pdfkit in reports/pdf',
    violations: eachImport((file, { target }) => {
      if (target === 'exceljs' && !/^src\/(reports|exchange)\/xlsx\//.test(file.path)) return 'imports exceljs';
      if (target === 'pdfkit' && !file.path.startsWith('src/reports/pdf/')) return 'imports pdfkit';
      return null;
    }),
  },
  {
    name: 'renderers format and never compute',
    violations: eachImport((file, { target, typeOnly }) =>
      file.path.startsWith('src/reports/') &&
      target.startsWith('src/domain/') &&
      !typeOnly &&
      !RENDERER_CALLS.some((allowed) => target.startsWith(allowed))
        ? `calls ${target}; let the figure be a field of a result`
        : null,
    ),
  },
  {
    name: 'controllers know their service and the platform, no repository',
    violations: eachImport((file, { target, typeOnly }) =>
      file.path.endsWith('.controller.ts') && target.endsWith('.repository.ts') && !typeOnly
        ? `imports ${target}; ask the service`
        : null,
    ),
  },
  {
    name: 'features reach each other only through an exported service, and never with forwardRef',
    violations: (files) => [
      ...eachImport((file, { target, typeOnly, isPackage }) => {
        const from = featureOf(file.path);
        const to = featureOf(target);
        if (isPackage || typeOnly || from === null || to === null || from === to) return null;
        return /\.(service|module)\.ts$/.test(target) ? null : `imports ${target} of another feature`;
      })(files),
      ...each((file) => (file.mentions.has('forwardRef') ? ['uses forwardRef'] : []))(files),
    ],
  },
  {
    name: 'process.env is read in platform/config.ts only',
    violations: each((file) =>
      file.mentions.has('process.env') && file.path.startsWith('src/') && file.path !== 'src/platform/config.ts'
        ? ['reads process.env; take it from the configuration']
        : [],
    ),
  },
  {
    name: 'src never imports test, and nothing imports a spec',
    violations: eachImport((file, { target }) => {
      if (/\.spec(\.ts)?$/.test(target)) return `imports the spec ${target}`;
      return file.path.startsWith('src/') && !isSpec(file.path) && /^(test|bench)\//.test(target)
        ? `imports ${target}`
        : null;
    }),
  },
  {
    name: 'the command line loads neither Nest nor Prisma',
    violations: (files) =>
      reachableFrom(files, 'src/cli.ts').flatMap((file) =>
        file.imports
          .filter(({ target, typeOnly }) => !typeOnly && /^@nestjs\/|^@prisma\/|^pg$|^fastify$/.test(target))
          .map(({ target }) => ({ rule: '', path: file.path, what: `loads ${target} into the command line` })),
      ),
  },
];

/** The rules of the house; each violation names its rule. */
export const houseRules: readonly HouseRule[] = rules.map((rule) => ({
  name: rule.name,
  violations: (files) => rule.violations(files).map((violation) => ({ ...violation, rule: rule.name })),
}));

function each(find: (file: SourceFile) => readonly string[]) {
  return (files: readonly SourceFile[]): readonly Violation[] =>
    files.flatMap((file) => find(file).map((what) => ({ rule: '', path: file.path, what })));
}

function eachImport(find: (file: SourceFile, imported: Import) => string | null) {
  return each((file) => file.imports.flatMap((imported) => find(file, imported) ?? []));
}

function isSpec(path: string): boolean {
  return path.endsWith('.spec.ts');
}

function isDomain(file: SourceFile): boolean {
  return file.path.startsWith('src/domain/') && !isSpec(file.path);
}

function roomOf(path: string): string {
  return (path.split('/')[2] ?? '').replace(/\.ts$/, '');
}

function storeyOf(room: string): number {
  const storey = STOREYS.findIndex((rooms) => rooms.includes(room));
  return storey === -1 ? Infinity : storey;
}

/** The feature to which a file belongs; null for the domain, the platform and what only wires. */
function featureOf(path: string): string | null {
  const [root, folder, ...rest] = path.split('/');
  const shared = new Set(['domain', 'platform', 'exchange', 'reports', 'cli', 'openapi']);
  if (root !== 'src' || folder === undefined || rest.length === 0 || shared.has(folder)) return null;
  return folder;
}

function reachableFrom(files: readonly SourceFile[], start: string): readonly SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<SourceFile>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const file = byPath.get(path);
    if (file === undefined || reached.has(file)) continue;
    reached.add(file);
    open.push(...file.imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target));
  }
  return [...reached];
}

/** One violation for each file that can reach itself through imports that run. */
function circles(files: readonly SourceFile[]): readonly Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: Violation[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) {
      found.push({ rule: '', path, what: `imports itself by ${[...trail.slice(at), path].join(' → ')}` });
      return;
    }
    if (done.has(path)) return;
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (!typeOnly && byPath.has(target)) walk(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return found;
}
