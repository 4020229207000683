import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12 } from '../../../test/factories/halls/hall.js';
import { DEFAULT_LABEL_PATTERN } from './cabling-policy.js';
import { cableLabels, labelContradictions, parseLabel, repeatedLabels, unknownLabelFields } from './labels.js';

const [vector] = (
  JSON.parse(readFileSync(new URL('../../../test/reference/facility-vectors.json', import.meta.url), 'utf8')) as {
    'cable.label': { in: string; near: [string, number, number]; far: [string, string, number, number] }[];
  }
)['cable.label'];

const hallWith = (label: string, { heightU = 1, portOf = (number: number) => `P${String(number)}` } = {}) =>
  hallIndex({
    rackTypes: [RACK_42U],
    deviceTypes: [
      { ...catalogued('node'), heightU, ports: [1, 2, 3, 4].map((n) => ({ name: portOf(n), kind: 'c2c' as const })) },
    ],
    cableTypes: [{ ...catalogued('dac'), medium: 'dac' }],
    rooms: [ROOM_20_BY_12],
    racks: ['A1', 'B2'].map((name) => ({ name, type: 'rack-42u', room: 'R1' })),
    devices: [
      { name: 'n1', type: 'node', rack: 'A1', unit: 3 },
      { name: 'n2', type: 'node', rack: 'B2', unit: 14 },
    ],
    cables: [
      {
        name: 'c1',
        type: 'dac',
        ends: [
          { device: 'n1', port: portOf(1) },
          { device: 'n2', port: portOf(4), subPort: '2' },
        ],
      },
      {
        name: 'c2',
        type: 'dac',
        label,
        ends: [
          { device: 'n1', port: portOf(2) },
          { device: 'n2', port: portOf(3) },
        ],
      },
    ],
  });
const labelsOf = (pattern: string, label = 'as on the wall') => {
  const hall = hallWith(label);
  return hall.snapshot.cables.map((cable) => cableLabels(hall, cable, pattern));
};

describe('a label', () => {
  it('names its own end first, with units of two digits, and is mirrored at the far end', () => {
    expect(labelsOf(DEFAULT_LABEL_PATTERN)[0]?.labels).toEqual(['A1-03:P1/B2-14:P4/2', 'B2-14:P4/2/A1-03:P1']);
  });

  it('that the document states and that names no two places is borne by both ends', () => {
    expect(labelsOf(DEFAULT_LABEL_PATTERN)[1]?.labels).toEqual(['as on the wall', 'as on the wall']);
  });

  it.each([
    ['A1-03:P2/B2-14:P3', 'B2-14:P3/A1-03:P2'],
    ['A1-03:02 / B2-14:03', 'B2-14:03 / A1-03:02'],
    ['X.A1-03:2/2/Y.B2-14:3', 'Y.B2-14:3/X.A1-03:2/2'],
  ])('that the document states as %s is mirrored at the far end', (label, mirrored) => {
    expect(labelsOf(DEFAULT_LABEL_PATTERN, label)[1]?.labels).toEqual([label, mirrored]);
  });

  it('that the document states from the far end is borne by that end, and mirrored by the first', () => {
    const label = 'B2-14:03/A1-03:02';
    expect(labelsOf(DEFAULT_LABEL_PATTERN, label)[1]?.labels).toEqual(['A1-03:02/B2-14:03', label]);
  });

  it('that the document states by the pattern of the site is mirrored by that pattern', () => {
    const pattern = '{device} {port} > {farDevice} {farPort}';
    expect(labelsOf(pattern, 'n1 P2 > n2 P3')[1]?.labels).toEqual(['n1 P2 > n2 P3', 'n2 P3 > n1 P2']);
  });

  it('that names another rack, unit or port than that of its end is a contradiction', () => {
    const wrong = ['A1-03:02/B2-15:03', 'A2-03:02/B2-14:03', 'A1-03:03/B2-14:03', 'A1-03:P2/B2-14:P4'];
    const right = ['A1-03:02/B2-14:03', 'B2-14:P3/A1-03:P2', 'A1-3:2/B2-14:3', 'wall'];
    const said = (label: string) => labelContradictions(hallWith(label), DEFAULT_LABEL_PATTERN);
    expect(wrong.map(said)).toEqual(wrong.map((label) => [{ cable: 'c2', label, expected: 'A1-03:P2/B2-14:P3' }]));
    expect(right.flatMap(said)).toEqual([]);
  });

  it('names a port by one of its numbers, and a device by any unit that it fills', () => {
    const said = (label: string) =>
      labelContradictions(
        hallWith(label, { heightU: 2, portOf: (number) => `Ethernet4${String(number)}/1` }),
        DEFAULT_LABEL_PATTERN,
      );
    for (const label of ['A1-03:42/B2-14:43', 'A1-04:42/1/B2-15:43/1'])
      expect([label, said(label)]).toEqual([label, []]);
    for (const label of ['A1-05:42/B2-14:43', 'A1-03:42/2/B2-14:43']) expect(said(label)).toHaveLength(1);
  });

  it('that several ends would bear is named with their cables', () => {
    expect(repeatedLabels(labelsOf('{rack}/{farRack}', 'A1/B2'))).toEqual([
      { label: 'A1/B2', cables: ['c1', 'c2'] },
      { label: 'B2/A1', cables: ['c1', 'c2'] },
    ]);
    expect(repeatedLabels(labelsOf(DEFAULT_LABEL_PATTERN))).toEqual([]);
  });

  it('has no fields but those that are known', () => {
    expect(unknownLabelFields('{rack} {shelf} {farPort}')).toEqual(['shelf']);
  });

  it('is read back as published: cabinet 4BK01 unit 55 port 50, and room DC cabinet C03 unit 14 port 04', () => {
    const parsed = parseLabel(vector?.in ?? '');
    const [cabinet, unit, port] = vector?.near ?? [];
    expect(parsed?.near).toEqual({ room: null, cabinet, unit, port: String(port) });
    const [room, farCabinet, farUnit, farPort] = vector?.far ?? [];
    expect(parsed?.far).toEqual({ room, cabinet: farCabinet, unit: farUnit, port: String(farPort).padStart(2, '0') });
    expect(parseLabel('no label at all')).toBeNull();
  });

  it('is read back where its ports hold a slash', () => {
    const [near, far] = labelsOf(DEFAULT_LABEL_PATTERN)[0]?.labels ?? [];
    expect(parseLabel(near ?? '')).toEqual({
      near: { room: null, cabinet: 'A1', unit: 3, port: 'P1' },
      far: { room: null, cabinet: 'B2', unit: 14, port: 'P4/2' },
    });
    expect(parseLabel(far ?? '')?.near).toEqual({ room: null, cabinet: 'B2', unit: 14, port: 'P4/2' });
  });
});
