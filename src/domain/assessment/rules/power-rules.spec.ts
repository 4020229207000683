import { describe, expect, it } from '@jest/globals';
import { powerRules } from './power-rules.js';

describe('rules on power', () => {
  it.each(powerRules)('$code says its method, an example with its arithmetic, and a remedy', ({ guide }) => {
    expect(guide?.method.length).toBeGreaterThan(60);
    expect(guide?.example.length).toBeGreaterThan(20);
    expect(guide?.remedy.length).toBeGreaterThan(20);
  });
});
