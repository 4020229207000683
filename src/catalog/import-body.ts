import { z } from 'zod';
import { readDocument } from '../exchange/document/read-document.js';
import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import { schemaDefects } from '../exchange/document/schema-defects.js';
import { showWhole } from '../exchange/document/text-display.js';
import type { LibraryFile } from '../exchange/netbox/read-library-file.js';
import type { LibraryCatalog } from '../exchange/netbox/read-library.js';
import { documentEntry } from '../openapi/refusal.js';
import { pointerOf, Problem } from '../platform/problem.js';

const bodySchema = z.strictObject({
  files: z
    .array(z.strictObject({ path: z.string().min(1).max(1000), text: z.string() }))
    .min(1)
    .max(100_000),
});
type Body = z.infer<typeof bodySchema>;

/** A file of the body. */
export type SentFile = LibraryFile;

const UNREADABLE: ReadonlySet<string> = new Set(['encoding', 'syntax', 'depth-limit', 'size-limit']);

/**
 * The files of a body `{"files": [{"path": "device-types/Dell/R640.yaml", "text": "manufacturer: Dell…"}]}`.
 *
 * @throws Problem (400, 422) with every defect of the body itself
 */
export function readImportBody(bytes: Uint8Array): readonly SentFile[] {
  const read = readDocument({
    bytes,
    format: 'json',
    check: (value, countFurther) =>
      schemaDefects({ schema: bodySchema, value: value as Readonly<Record<string, unknown>> }, countFurther),
  });
  if (read.ok) {
    const encoder = new TextEncoder();
    return (read.value as Body).files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) }));
  }
  const isUnreadable = read.defects.some(({ code }) => UNREADABLE.has(code));
  throw new Problem({
    status: isUnreadable ? 400 : 422,
    code: isUnreadable ? 'json-malformed' : 'body-invalid',
    detail: 'The body is not {"files": [{"path": …, "text": …}]}. Nothing was written.',
    errors: read.defects.map(documentEntry),
  });
}

/** Refuses the files with every defect: where in the body the file stands, and line and field inside it. */
export function refusedLibrary({ defects }: LibraryCatalog, files: readonly SentFile[]): Problem {
  const places = new Map(files.map(({ path }, i) => [path, i]));
  const wrong = new Set(defects.map(({ file }) => file)).size;
  return new Problem({
    status: 422,
    code: 'catalog-import-invalid',
    detail: `${String(defects.length)} defects in ${String(wrong)} of ${String(files.length)} files. Nothing was written.`,
    errors: defects.slice(0, LISTED_DEFECTS).map(({ file, defect }) => {
      const entry = documentEntry(defect);
      return {
        ...entry,
        pointer: pointerOf(['files', places.get(file) ?? 0, 'text']),
        detail: `${showWhole(file)}:${String(defect.line)}: ${entry.detail}`,
      };
    }),
  });
}
