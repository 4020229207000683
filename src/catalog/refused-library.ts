import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import { showWhole } from '../exchange/document/text-display.js';
import type { SentFile } from '../exchange/netbox/sent-files.js';
import type { LibraryCatalog } from '../exchange/netbox/read-library.js';
import { documentEntry } from '../openapi/refusal.js';
import { pointerOf, Problem } from '../platform/problem.js';

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
