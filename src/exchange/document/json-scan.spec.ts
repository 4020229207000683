import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { measureJson } from './json-measure.js';
import { scanJson } from './json-scan.js';
import type { TextVisitor } from './text-visitor.js';

interface Built {
  readonly visitor: TextVisitor;
  readonly keys: string[];
  value: unknown;
}

/** Builds the value from what the scanner reports. */
function builder(): Built {
  const stack: { readonly container: unknown[] | Record<string, unknown>; key: string }[] = [];
  const built: Built = { visitor: emptyVisitor(), keys: [], value: undefined };
  const put = (value: unknown): void => {
    const top = stack.at(-1);
    if (top === undefined) built.value = value;
    else if (Array.isArray(top.container)) top.container.push(value);
    else Object.defineProperty(top.container, top.key, { value, enumerable: true, configurable: true, writable: true });
  };
  const open = (container: unknown[] | Record<string, unknown>): void => {
    put(container);
    stack.push({ container, key: '' });
  };
  Object.assign(built.visitor, {
    openMapping: () => open({}),
    openList: () => open([]),
    key: (name: string) => {
      built.keys.push(name);
      const top = stack.at(-1);
      if (top !== undefined) top.key = name;
    },
    scalar: put,
    close: () => void stack.pop(),
  });
  return built;
}

function emptyVisitor(): TextVisitor {
  const nothing = (): void => undefined;
  return { openMapping: nothing, openList: nothing, key: nothing, scalar: nothing, close: nothing };
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const RUNS = { numRuns: 1500, seed: 20260331 };
const json = fc
  .tuple(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'))
  .map(([value, indent]) => JSON.stringify(value, null, indent));
const brokenJson = fc
  .tuple(json, fc.nat(), fc.constantFrom(...Array.from(' ,:[]{}"\\\n\t01-+.eEtfnu/\u0000é')), fc.nat(2))
  .map(([text, at, inserted, removed]) => {
    const position = at % (text.length + 1);
    return text.slice(0, position) + inserted + text.slice(position + removed);
  });

describe('scanJson', () => {
  it('reports the value that the engine parses', () => {
    fc.assert(
      fc.property(json, (text) => {
        const built = builder();
        expect(scanJson(text, built.visitor)).toBeUndefined();
        expect(built.value).toEqual(JSON.parse(text));
      }),
      RUNS,
    );
  });

  it('finds a fault exactly where the engine finds none to parse', () => {
    fc.assert(
      fc.property(brokenJson, (text) => {
        const built = builder();
        const fault = scanJson(text, built.visitor);
        const expected = parsed(text);
        expect(fault === undefined).toBe(expected !== undefined);
        if (expected !== undefined) expect(built.value).toEqual(expected.value);
        else expect(fault?.offset).toBeLessThanOrEqual(text.length);
      }),
      RUNS,
    );
  });
});

describe('measureJson', () => {
  it('counts as many keys as the text has and at least as many values', () => {
    const count = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Object.values(value).reduce<number>((sum, one) => sum + count(one), 0)
        : 1;
    fc.assert(
      fc.property(json, (text) => {
        const built = builder();
        scanJson(text, built.visitor);
        const measure = measureJson(Buffer.from(text), 1000);
        expect(measure.keys).toBe(built.keys.length);
        expect(measure.values).toBeGreaterThanOrEqual(count(JSON.parse(text)));
      }),
      RUNS,
    );
  });
});
