import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { prismaSchema } from './prisma-schema.js';

describe('the Prisma schema', () => {
  it('is the one that the definitions of the kinds give: run "npm run generate"', () => {
    expect(readFileSync('prisma/schema.prisma', 'utf8')).toBe(prismaSchema());
  });
});
