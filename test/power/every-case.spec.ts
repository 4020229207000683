import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DGX_H100, powerHall } from '../factories/halls/power-hall.js';
import { expectConserved } from './conservation.js';
import { conservedModel } from './conserved-solve.js';

const ROOT = new URL('../../', import.meta.url);

/** Engines that solve a chain without checking it; specs take `conservedModel` and `conservedPower` instead. */
const UNCHECKED = /\b(?:powerModel|solvePower)\(/;

function specsBelow(folder: string): readonly string[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => folder === 'test/' || name.endsWith('.spec.ts'))
    .map((name) => `${folder}${name}`);
}

describe('every spec that solves a power chain', () => {
  it('checks the current of every conductor and the power of every element', () => {
    const specs = [...specsBelow('src/'), ...specsBelow('test/')];
    expect(specs.length).toBeGreaterThan(100);
    const unchecked = specs.filter((name) => UNCHECKED.test(readFileSync(new URL(name, ROOT), 'utf8')));
    expect(unchecked).toEqual(['test/power/conserved-solve.ts']);
  });
});

describe('the check of a chain', () => {
  const { index, policy } = powerHall({ devicesPerRack: 2, deviceType: DGX_H100, supplies: ['PSU1', 'PSU2'] });
  const model = conservedModel(index, policy);

  it.each(['output', 'input'] as const)('refuses one part of a million too much at the %s of any element', (side) => {
    model.network.nodes.forEach((_, at) => {
      for (let k = 0; k < 6; k++) {
        const vectors = model.flow[side].slice();
        vectors[6 * at + k] = (vectors[6 * at + k] ?? 0) + 0.01;
        const planted = { ...model.flow, [side]: vectors };
        expect(() => expectConserved(model, planted, model.normal.tapPower)).toThrow();
      }
    });
  });
});
