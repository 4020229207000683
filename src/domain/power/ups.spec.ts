import { describe, expect, it } from '@jest/globals';
import { upsModulesForLoad, upsUsableFraction, type UpsScheme } from './ups.js';

describe('the usable fraction of installed UPS capacity', () => {
  it.each<[string, UpsScheme, number]>([
    ['N', { kind: 'n' }, 1],
    ['N+1 of five modules', { kind: 'n+1', modules: 5 }, 4 / 5],
    ['2N', { kind: '2n' }, 1 / 2],
    ['3N/2: three systems, not two', { kind: 'distributed', systems: 3 }, 2 / 3],
    ['4N/3', { kind: 'distributed', systems: 4 }, 3 / 4],
    ['three blocks and a catcher', { kind: 'block-redundant', active: 3 }, 3 / 4],
  ])('of %s', (_name, scheme, fraction) => {
    expect(upsUsableFraction(scheme)).toBeCloseTo(fraction, 12);
  });

  it('of four 1 MW systems in 4N/3 is 3 MW', () => {
    // six pairs at P: 1.5 P normally, 2 P after one loss ≤ 1 MW, so P = 0.5 MW and 6 P = 3 MW
    expect(4000 * upsUsableFraction({ kind: 'distributed', systems: 4 })).toBe(3000);
  });

  it('of a 2N pair under the 80 % rule is 40 % of each breaker (Raritan)', () => {
    expect(0.8 * upsUsableFraction({ kind: '2n' })).toBeCloseTo(0.4, 12);
  });

  it('refuses counts that make no redundancy', () => {
    expect(() => upsUsableFraction({ kind: 'n+1', modules: 1 })).toThrow('modules');
    expect(() => upsUsableFraction({ kind: 'distributed', systems: NaN })).toThrow('systems');
    expect(() => upsUsableFraction({ kind: 'block-redundant', active: 0 })).toThrow('active');
  });
});

describe('UPS modules for a load', () => {
  it('of 100 kVA on 40 kVA modules at 80 % are 4 + 1, at 62.5 % after a loss and not 31 %', () => {
    const modules = upsModulesForLoad({ loadVa: 100_000, moduleVa: 40_000, capFraction: 0.8 });
    // ⌈100/32⌉ = 4; 100/(4 × 40) = 0.625; 100/(5 × 40) = 0.5
    expect(modules).toEqual({ needed: 4, installed: 5, normalFraction: 0.5, afterLossFraction: 0.625 });
  });

  it('of 80 kVA on 20 kVA modules are 4 + 1 (Schneider Electric)', () => {
    expect(upsModulesForLoad({ loadVa: 80_000, moduleVa: 20_000, capFraction: 1 }).installed).toBe(5);
  });

  it('refuses NaN, no load and a cap above 1', () => {
    expect(() => upsModulesForLoad({ loadVa: NaN, moduleVa: 1, capFraction: 1 })).toThrow('loadVa');
    expect(() => upsModulesForLoad({ loadVa: 1, moduleVa: 0, capFraction: 1 })).toThrow('moduleVa');
    expect(() => upsModulesForLoad({ loadVa: 1, moduleVa: 1, capFraction: 1.1 })).toThrow('capFraction');
  });
});
