import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../finding.js';
import { formatNumber, sentenceOf } from './sentence.js';

const finding: Finding = {
  code: 'power.pdu-load',
  severity: 'error',
  subject: { kind: 'powerElement', name: 'A01-PDU-A' },
  measured: 52.7213,
  limit: 48,
  unit: 'A',
  basis: 'NEC 210.20(A)',
  inputs: { line: 'L2', nodes: ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8'], lost: null },
  coverage: { known: 9, total: 10 },
};

describe('the sentence of a finding', () => {
  it('puts values with their units in the places of the template', () => {
    expect(sentenceOf('{subject} carries {measured} on {line}, {limit} allowed ({coverage})', finding)).toBe(
      'A01-PDU-A carries 52.72 A on L2, 48 A allowed (9 of 10 known)',
    );
  });

  it('says unknown for what is not known', () => {
    expect(sentenceOf('{measured} after the loss of {lost}', { ...finding, measured: null })).toBe(
      'unknown after the loss of unknown',
    );
  });

  it('lists twenty names and marks that there are more', () => {
    const many = Array.from({ length: 21 }, (_, i) => `n${String(i + 1)}`);
    const listed = sentenceOf('{nodes}', { ...finding, inputs: { nodes: many } });
    expect(listed).toBe(`${many.slice(0, 20).join(', ')}, …`);
    expect(sentenceOf('{nodes}', finding)).toBe('n1, n2, n3, n4, n5, n6, n7, n8');
  });

  it('leaves a name that is no input as it stands, so that a wrong template shows', () => {
    expect(sentenceOf('{nodse}', finding)).toBe('{nodse}');
  });
});

describe('numbers in sentences', () => {
  it.each([
    [0, '0'],
    [36000, '36000'],
    [8955.22, '8955'],
    [52.7213, '52.72'],
    [0.97483, '0.9748'],
    [-12.34567, '-12.35'],
    [0.00001234567, '0.00001235'],
  ])('shows %d as %s', (value, shown) => {
    expect(formatNumber(value)).toBe(shown);
  });
});
