import { collections } from '../domain/site/kinds.js';
import { showWhole } from '../exchange/document/text-display.js';
import type { ImportNote, NoteClass, NoteGroup } from '../exchange/netbox/import-report.js';
import { LIBRARY_COLLECTIONS } from '../exchange/netbox/read-library.js';
import type { ImportAnswer } from './import-answer.js';

const HEADINGS: Readonly<Record<NoteClass, string>> = {
  'left-out': 'Left out',
  'unknown-field': 'Fields that the format does not have',
  reading: 'Read in one way where several are possible',
  missing: 'Not stated, so that totals will say unknown',
  'unused-field': 'Known fields that are not used',
};

const TOLD_CHANGES = 20;

/** What an import did, for people: numbers first, then each sort of note once with its first place. */
export function importText(answer: ImportAnswer): string {
  const { files, dryRun, groups, changes, notes } = answer;
  const lines = [`${counted(files, 'file')} read${dryRun ? '; nothing is written' : ''}`];
  for (const name of LIBRARY_COLLECTIONS) {
    const { create, update, same } = answer.counts[name];
    if (create + update + same === 0) continue;
    lines.push(
      `  ${collections[name].title.toLowerCase()}s: ${String(create)} new, ${String(update)} changed, ${String(same)} as they are`,
    );
  }
  const updates = changes.filter(({ op }) => op === 'update');
  for (const { collection, slug, fields, file } of updates.slice(0, TOLD_CHANGES)) {
    lines.push(`  ${collections[collection].title} ${slug} changes in ${fields.join(', ')} (${showWhole(file)})`);
  }
  if (updates.length > TOLD_CHANGES) lines.push(`  and ${String(updates.length - TOLD_CHANGES)} more change`);
  lines.push(...noteLines(groups));
  if (notes !== undefined && notes.length > 0) lines.push('', 'Every note:', ...notes.map(noteLine));
  return `${lines.join('\n')}\n`;
}

/** Each sort of note once, under the heading of its class. */
export function noteLines(groups: readonly NoteGroup[]): readonly string[] {
  return groups.flatMap((group, i) => [
    ...(group.class === groups[i - 1]?.class ? [] : ['', `${HEADINGS[group.class]}:`]),
    ...groupLines(group),
  ]);
}

function groupLines({ code, field, files, times, example }: NoteGroup): readonly string[] {
  const often = times === files ? '' : `, ${String(times)} times`;
  const what = field === '' ? code : `${code} at ${field}`;
  return [
    `  ${what}: ${counted(files, 'file')}${often}`,
    `      ${example.detail}`,
    `      e.g. ${showWhole(example.file)}:${String(example.line)}`,
  ];
}

function noteLine({ file, line, class: noteClass, code, field, detail, times }: ImportNote): string {
  const at = field === '' ? '' : ` at ${field}`;
  const often = times === 1 ? '' : ` (${String(times)} times)`;
  const what = code === noteClass ? code : `${noteClass} ${code}`;
  return `${showWhole(file)}:${String(line)}: ${what}${at}: ${detail}${often}`;
}

function counted(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}
