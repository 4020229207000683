import { describe, expect, it } from '@jest/globals';
import { endOf, Refused } from './exit.js';

describe('the end of a command', () => {
  it('with refused input is 2 and lists the defects', () => {
    expect(endOf(new Refused(['hall.yaml:1:2: a', 'hall.yaml:3:4: b']))).toEqual({
      code: 2,
      lines: ['hall.yaml:1:2: a', 'hall.yaml:3:4: b'],
    });
  });

  it('by a fault of Plenum is neither "some findings" (1) nor "bad input" (2), and says what to report', () => {
    const { code, lines } = endOf(new RangeError('l1A must be finite'));
    expect(code).toBe(70);
    expect(lines[0]).toContain('fault of Plenum');
    expect(lines[1]).toContain('RangeError: l1A must be finite');
  });
});
