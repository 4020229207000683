import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { meshLinks, pairedLinks, type LinkResult, type PortEnd } from './links.js';

const member = (device: string, ports: number): PortEnd[] =>
  Array.from({ length: ports }, (_, i) => ({ device, port: `P${String(i + 1)}` }));
const members = (count: number, ports: number) =>
  Array.from({ length: count }, (_, i) => member(`D${String(i)}`, ports));
const linksOf = (result: LinkResult) => ('links' in result ? result.links : []);

describe('a full mesh', () => {
  it.each([
    ['8 cards of a node, 7 ports each: C(8,2)', 8, 7, 1, 28],
    ['33 nodes of 32 ports: 33 · 32 / 2', 33, 32, 1, 528],
    ['9 nodes of a rack doubly linked: C(9,2) · 2', 9, 16, 2, 72],
    ['145 racks of 144 ports: 145 · 144 / 2', 145, 144, 1, 10_440],
  ])('has the published number of links between %s', (_, count, ports, multiplicity, links) => {
    expect(linksOf(meshLinks(members(count, ports), multiplicity))).toHaveLength(links);
  });

  it('reports how many ports each member is short', () => {
    expect(meshLinks(members(9, 15), 2)).toEqual({ shortage: { needed: 16, available: 15 } });
  });

  it('of one member or of none has no links', () => {
    expect(meshLinks(members(1, 0), 3)).toEqual({ links: [] });
    expect(meshLinks([], 3)).toEqual({ links: [] });
  });

  it('joins every two members equally often and uses no port twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 4 }), (count, multiplicity) => {
        const links = linksOf(meshLinks(members(count, (count - 1) * multiplicity), multiplicity));
        const ends = links.flat().map(({ device, port }) => `${device}:${port}`);
        expect(new Set(ends).size).toBe(ends.length);
        const pairs = new Map<string, number>();
        for (const link of links) {
          const pair = link
            .map(({ device }) => device)
            .sort()
            .join('–');
          pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
        }
        expect(pairs.size).toBe((count * (count - 1)) / 2);
        expect(new Set(pairs.values())).toEqual(new Set([multiplicity]));
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});

describe('paired links', () => {
  it('join ports at the same place', () => {
    expect(linksOf(pairedLinks(member('A', 2), member('B', 3)))).toEqual([
      [
        { device: 'A', port: 'P1' },
        { device: 'B', port: 'P1' },
      ],
      [
        { device: 'A', port: 'P2' },
        { device: 'B', port: 'P2' },
      ],
    ]);
  });

  it('report a far end with too few ports', () => {
    expect(pairedLinks(member('A', 3), member('B', 2))).toEqual({ shortage: { needed: 3, available: 2 } });
  });
});
