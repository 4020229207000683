import { describe, expect, it } from '@jest/globals';
import { Problem } from '../problem.js';
import { allowsWrite, isKnown, readTagCondition, requireCondition } from './entity-tag.js';

function statusOf(run: () => unknown): number | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Problem ? error.getStatus() : NaN;
  }
}

describe('If-Match', () => {
  it('allows a write by the current tag, by one of several, and by *', () => {
    expect(allowsWrite(requireCondition('"3"'), 3)).toBe(true);
    expect(allowsWrite(requireCondition('"2", "3"'), 3)).toBe(true);
    expect(allowsWrite(requireCondition('*'), 3)).toBe(true);
  });

  it('refuses a stale tag, and a weak one even when it is current', () => {
    expect(allowsWrite(requireCondition('"2"'), 3)).toBe(false);
    expect(allowsWrite(requireCondition('W/"3"'), 3)).toBe(false);
  });

  it('is required', () => {
    expect(statusOf(() => requireCondition(undefined))).toBe(428);
  });

  it.each(['3', '"3', '', '"3" "4"', '"3", x'])('refuses %j as malformed', (header) => {
    expect(statusOf(() => requireCondition(header))).toBe(400);
  });
});

describe('If-None-Match', () => {
  it('knows the current state by a strong or weak tag and by *', () => {
    expect(isKnown(readTagCondition('If-None-Match', '"3"'), 3)).toBe(true);
    expect(isKnown(readTagCondition('If-None-Match', 'W/"3"'), 3)).toBe(true);
    expect(isKnown(readTagCondition('If-None-Match', '*'), 3)).toBe(true);
    expect(isKnown(readTagCondition('If-None-Match', '"2"'), 3)).toBe(false);
    expect(isKnown(undefined, 3)).toBe(false);
  });
});
