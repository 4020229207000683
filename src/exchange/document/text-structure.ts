import type { Defect, DocumentPath } from '../../domain/defect.js';
import { type DefectLedger, enter } from './placed-defect.js';
import { showText } from './text-display.js';
import type { TextVisitor } from './text-visitor.js';

interface MappingLevel {
  readonly kind: 'mapping';
  readonly firstOffsets: Map<string, number>;
  key: string;
}
interface ListLevel {
  readonly kind: 'list';
  index: number;
}

const UNPAIRED_SURROGATE = /\p{Surrogate}/u;

/** Why a text cannot be stored, or nothing: PostgreSQL has no U+0000, and UTF-8 no unpaired surrogates. */
export function unstorableText(value: string): Pick<Defect, 'found' | 'allowed'> | undefined {
  if (UNPAIRED_SURROGATE.test(value)) {
    return { found: showText(value), allowed: 'text without unpaired surrogates (\\ud800 to \\udfff)' };
  }
  if (value.includes('\0')) return { found: showText(value), allowed: 'text without U+0000' };
  return undefined;
}

/** How a number that is not finite is named: by its name, or by its digits where those overflow (1e999). */
export function showNonFinite(value: number, source: string): string {
  return /[0-9]/.test(source) ? source.slice(0, 60) : String(value);
}

/**
 * A visitor that enters what a parsed value no longer shows or must not carry: keys written twice, `__proto__`,
 * numbers too large to hold, text that cannot be stored.
 */
export function structureVisitor(ledger: DefectLedger): TextVisitor {
  const levels: (MappingLevel | ListLevel)[] = [];
  const path = (): DocumentPath => levels.map((level) => (level.kind === 'mapping' ? level.key : level.index));
  const next = (): void => {
    const level = levels.at(-1);
    if (level?.kind === 'list') level.index += 1;
  };
  return {
    openMapping: () => {
      next();
      levels.push({ kind: 'mapping', firstOffsets: new Map(), key: '' });
    },
    openList: () => {
      next();
      levels.push({ kind: 'list', index: -1 });
    },
    close: () => {
      levels.pop();
    },
    key: (name, offset) => {
      const level = levels.at(-1);
      if (level?.kind !== 'mapping') return;
      level.key = name;
      const first = level.firstOffsets.get(name);
      if (first === undefined) level.firstOffsets.set(name, offset);
      else enter(ledger, duplicateKey({ path: path(), name, offset, firstOffset: first }));
      if (name === '__proto__') {
        const allowed = 'a key of the schema; this name has a meaning of its own in JavaScript';
        enter(ledger, { defect: { code: 'unknown-key', path: path(), found: showText(name), allowed }, offset });
      }
      const unstorable = unstorableText(name);
      if (unstorable !== undefined) enter(ledger, { defect: { code: 'format', path: path(), ...unstorable }, offset });
    },
    scalar: (value, offset, source) => {
      next();
      if (typeof value === 'number' && !Number.isFinite(value)) {
        const defect = { found: showNonFinite(value, source), allowed: 'a finite number' };
        enter(ledger, { defect: { code: 'range', path: path(), ...defect }, offset });
      }
      const unstorable = typeof value === 'string' ? unstorableText(value) : undefined;
      if (unstorable !== undefined) enter(ledger, { defect: { code: 'format', path: path(), ...unstorable }, offset });
    },
  };
}

function duplicateKey(at: {
  readonly path: DocumentPath;
  readonly name: string;
  readonly offset: number;
  readonly firstOffset: number;
}) {
  const { path, name, offset, firstOffset } = at;
  const defect = {
    code: 'duplicate-key',
    path,
    found: showText(name),
    allowed: 'each key once',
    alsoAt: path,
  } as const;
  return { defect, offset, alsoOffset: firstOffset };
}
