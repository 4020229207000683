import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Defect } from '../../../src/domain/defect.js';
import { documentCheck } from '../../../src/exchange/document/document-check.js';
import { type ReadResult, readDocument } from '../../../src/exchange/document/read-document.js';

const FOLDER = new URL('../../fixtures/documents/', import.meta.url);

/** A small document of the kind that the reader is for; the site's own schema has tests of its own. */
export const sampleSchema = z.strictObject({
  plenum: z.literal(1),
  racks: z.array(
    z.strictObject({
      name: z.string().min(1).max(20),
      units: z.number().min(1).max(100).meta({ unit: 'U' }),
      status: z.enum(['planned', 'installed', 'active']).optional(),
      installedOn: z.iso.date().optional(),
      powerW: z.number().gt(0).optional(),
      description: z.string().optional(),
    }),
  ),
});

function duplicateNames(value: unknown): readonly Defect[] {
  const { racks = [] } = value as Partial<z.infer<typeof sampleSchema>>;
  const first = new Map<string, number>();
  return racks.flatMap(({ name }, index) => {
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, index);
      return [];
    }
    const path = ['racks', index, 'name'];
    const alsoAt = ['racks', other, 'name'];
    return [{ code: 'duplicate-name' as const, path, found: `"${name}"`, allowed: 'each name once', alsoAt }];
  });
}

export const sampleCheck = documentCheck({ schema: sampleSchema, semantic: duplicateNames });

export function readSample(name: string): ReadResult {
  const format = name.endsWith('.json') ? 'json' : 'yaml';
  return readDocument({ bytes: readFileSync(new URL(name, FOLDER)), format, check: sampleCheck });
}

export function readText(text: string, format: 'yaml' | 'json', check = sampleCheck): ReadResult {
  return readDocument({ bytes: Buffer.from(text, 'utf8'), format, check });
}
