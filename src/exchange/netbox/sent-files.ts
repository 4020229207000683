import { z } from 'zod';
import { readDocument, type Refusal } from '../document/read-document.js';
import { schemaDefects } from '../document/schema-defects.js';

const bodySchema = z.strictObject({
  files: z
    .array(z.strictObject({ path: z.string().min(1).max(1000), text: z.string() }))
    .min(1)
    .max(100_000),
});

/** A file of a request. */
export interface SentFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type SentFiles = { readonly ok: true; readonly files: readonly SentFile[] } | Refusal;

/** The files of a body `{"files": [{"path": "racks.csv", "text": "…"}]}`, or every defect of the body itself. */
export function readSentFiles(bytes: Uint8Array): SentFiles {
  const read = readDocument({
    bytes,
    format: 'json',
    check: (value, countFurther) =>
      schemaDefects({ schema: bodySchema, value: value as Readonly<Record<string, unknown>> }, countFurther),
  });
  if (!read.ok) return read;
  const encoder = new TextEncoder();
  const { files } = read.value as z.infer<typeof bodySchema>;
  return { ok: true, files: files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) })) };
}
