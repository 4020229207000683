import { describe, expect, it } from '@jest/globals';
import { fabric, numbered } from '../../../test/factories/halls/fabric.js';
import { documentSchema } from '../site/document.js';
import { indexSite } from '../site/site-index.js';
import { toSnapshot } from '../site/snapshot.js';
import { portMatrixScene } from './port-matrix.js';

describe('a port matrix', () => {
  const document = fabric({
    types: { switch: '[1-8]' },
    devices: [...numbered('L', 11, 'switch'), ...numbered('S', 2, 'switch')],
    lines: [
      {
        name: 'up',
        pattern: 'leaf-spine',
        devices: ['L[1-4]'],
        ports: '[1-4]',
        toDevices: ['S[1-2]'],
        toPorts: '[1-8]',
        multiplicity: 2,
        cableType: 'fibre',
      },
      {
        name: 'across',
        pattern: 'mesh',
        between: 'devices',
        devices: ['L[9-11]'],
        ports: '[1-2]',
        cableType: 'copper',
      },
    ],
  });
  const index = indexSite(toSnapshot(documentSchema.parse(document)), '2026-01-01');
  const texts = (style: string, bundle: string | null) =>
    portMatrixScene(index, { by: 'device', bundle }).shapes.flatMap((shape) =>
      shape.shape === 'text' && shape.style === style ? [shape.text] : [],
    );

  it('holds every cable twice, once on either side of its diagonal', () => {
    // 4 leaves · 2 spines · 2 links = 16 cables in 8 pairs
    expect(texts('label', 'up')).toEqual(Array<string>(16).fill('2'));
    expect(texts('label', null).reduce((sum, text) => sum + Number(text), 0)).toBe(2 * (16 + 3));
  });

  it('names its members in the order of their numbers', () => {
    expect([...new Set(texts('rack', 'across'))]).toEqual(['L9', 'L10', 'L11']);
  });

  it('says so where there is no such cable', () => {
    expect(portMatrixScene(index, { by: 'rack', bundle: 'none' }).notes).toContain('There is no such cable');
  });
});
