import {
  LABEL_FIELDS,
  cableLabels,
  repeatedLabels,
  unknownLabelFields,
  type CableLabels,
} from '../domain/cabling/labels.js';
import { portText } from '../domain/site/expansion/port-claims.js';
import { writeCsv } from '../exchange/csv/write-csv.js';
import type { CableAnalysis } from './cable-analysis.js';

export type LabelResult =
  | {
      readonly ok: true;
      readonly labels: readonly CableLabels[];
      readonly repeated: ReturnType<typeof repeatedLabels>;
    }
  | { readonly ok: false; readonly reason: string };

/** Labels of every cable by a pattern, else that of the site; refused where the pattern names what no label has. */
export function cableLabelsOf({ index, policy }: CableAnalysis, pattern: string | null): LabelResult {
  const used = pattern ?? policy.labelPattern;
  const unknown = unknownLabelFields(used);
  if (unknown.length > 0) {
    const known = LABEL_FIELDS.map((name) => `{${name}}`).join(', ');
    return {
      ok: false,
      reason: `The label pattern names ${unknown.map((name) => `{${name}}`).join(', ')}; known: ${known}.`,
    };
  }
  if (!LABEL_FIELDS.some((name) => used.includes(`{${name}}`))) {
    return { ok: false, reason: `The label pattern "${used}" names nothing of an end, such as {rack} or {port}.` };
  }
  const labels = index.snapshot.cables.map((cable) => cableLabels(index, cable, used));
  return { ok: true, labels, repeated: repeatedLabels(labels) };
}

/** One row for each end of each cable. */
export function labelsCsv({ index }: CableAnalysis, labels: readonly CableLabels[]): string {
  const header = ['cable', 'end', 'label', 'device', 'port', 'rack', 'unit', 'type', 'colour'];
  function* rows() {
    for (const [i, cable] of index.snapshot.cables.entries()) {
      for (const [k, end] of cable.ends.entries()) {
        const device = index.devices.get(end.device);
        yield [
          cable.name,
          String.fromCharCode(65 + k),
          labels[i]?.labels[k] ?? null,
          end.device,
          portText(end),
          device?.rack ?? null,
          device?.unit ?? null,
          cable.type,
          index.cableTypes.get(cable.type)?.colour ?? null,
        ];
      }
    }
  }
  return writeCsv(header, rows());
}

/** Labels as they are printed, end after end. */
export function* printedLabels(labels: readonly CableLabels[]) {
  for (const { cable, labels: own } of labels) {
    for (const [k, text] of own.entries()) yield { text, note: `${cable} · end ${String.fromCharCode(65 + k)}` };
  }
}
