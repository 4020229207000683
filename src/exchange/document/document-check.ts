import type { z } from 'zod';
import type { Defect, DefectCode } from '../../domain/defect.js';
import { isProven, readablePart } from './readable-part.js';
import { type CountFurther, schemaDefects } from './schema-defects.js';

/** With these, a value has not the shape on which a check of its meaning relies. */
const SHAPELESS: ReadonlySet<DefectCode> = new Set<DefectCode>(['missing', 'type', 'unsupported-version']);

/**
 * The check of a document by schema and by meaning, for {@link readDocument}: all defects at once, also where a part of
 * the document has not the shape of the schema.
 *
 * @param schema Says keys, types, ranges and formats. It must not transform, since the value is used as it was read.
 * @param semantic Finds duplicate and unresolved names in a value of the shape of the schema. It is not called where a
 * list has more than 1,000 defects, since not all of them are known then.
 */
export function documentCheck({
  schema,
  semantic,
}: {
  readonly schema: z.core.$ZodType;
  readonly semantic: (value: unknown) => readonly Defect[];
}): (value: unknown, countFurther?: CountFurther) => readonly Defect[] {
  return (value, countFurther) => {
    let unlisted = 0;
    const mapping = value as Readonly<Record<string, unknown>>;
    const defects = schemaDefects({ schema, value: mapping }, (code, count) => {
      unlisted += count;
      countFurther?.(code, count);
    });
    if (unlisted > 0 || defects.some(({ code }) => code === 'size-limit')) return defects;
    const shapeless = defects.filter(({ code }) => SHAPELESS.has(code));
    if (shapeless.length === 0) return [...defects, ...semantic(value)];
    const part = readablePart(value as Readonly<Record<string, unknown>>, shapeless);
    return [...defects, ...semantic(part.value).filter((defect) => isProven(defect, part))];
  };
}
