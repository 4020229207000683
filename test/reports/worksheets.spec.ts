import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { sizeSite } from '../../src/analysis/site-sizing.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';
import { worksheetsMarkdown } from '../../src/reports/markdown/worksheets.js';
import { equationsOf, isNear } from './worksheet-equations.js';

describe('the filled worksheets', () => {
  it('are recalculated as by hand', () => {
    expect(equationsOf('λ E[S] = 2 · 3 = 6; racks = ceil(14 / (9 − 1)) = 2, x = 7')).toEqual([
      { text: '2 · 3 = 6', calculated: 6, stated: 6 },
      { text: 'ceil(14 / (9 − 1)) = 2', calculated: 2, stated: 2 },
    ]);
  });

  it.each(['lpu-hall', 'gpu-hall'])('hold in every equation between their numbers: %s', async (example) => {
    const bytes = await readFile(new URL(`../../examples/${example}.yaml`, import.meta.url));
    const reading = readSiteDocument({ bytes, format: 'yaml' });
    if (!reading.ok) throw new Error('the example cannot be read');
    const result = sizeSite(toSnapshot(reading.document), '2026-11-16', {
      traces: new Map(),
      hall: {},
      seed: 1,
      resamples: 0,
      replications: 2,
      withSensitivity: false,
    });
    if (!result.ok) throw new Error('the example cannot be sized');
    const text = worksheetsMarkdown(result.sizing);
    const equations = equationsOf(text);
    expect(equations.length).toBeGreaterThan(12);
    expect(equations.filter(({ calculated, stated }) => !isNear(calculated, stated))).toEqual([]);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});
