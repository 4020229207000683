import type { Assessment } from '../../domain/assessment/assessment.js';
import { formatNumber } from '../../domain/assessment/sentence.js';
import type { Face } from '../look/scene-items.js';
import { listPages } from './list-pages.js';
import type { ReportPage } from './page.js';
import type { Cell } from './table.js';

const CHAPTER = 'Assumptions';

/** Values that nobody gave and that were used, then the open rows of the register. */
export function assumptionsPages({ assumptions, openAssumptions }: Assessment, face: Face): readonly ReportPage[] {
  return [
    ...listPages(
      {
        title: 'Values that were assumed',
        chapter: CHAPTER,
        entry: 'Values that were assumed',
        remark: 'Nobody stated these; results of this report rest on them. State the parameter to replace the value.',
        table: {
          columns: [
            { title: 'Parameter', widthMm: 90 },
            { title: 'Value', widthMm: 50, align: 'end' },
            { title: 'Unit', widthMm: 24 },
            { title: 'Left out by', widthMm: 28, align: 'end' },
            { title: 'Source', widthMm: 190 },
          ],
          rows: assumptions.map(({ parameter, value, unit, source, count }): readonly Cell[] => [
            { text: parameter, bold: true },
            { text: typeof value === 'number' ? formatNumber(value) : String(value) },
            { text: unit === '1' ? '–' : (unit ?? '–') },
            { text: String(count) },
            { text: source },
          ]),
        },
      },
      face,
    ),
    ...listPages(
      {
        title: 'Register: assumptions not yet validated',
        chapter: CHAPTER,
        entry: 'Register, open rows',
        remark: `${String(openAssumptions.length)} open. Each has an owner who must validate it.`,
        table: {
          columns: [
            { title: 'Assumption', widthMm: 92 },
            { title: 'Value', widthMm: 70 },
            { title: 'Used in', widthMm: 80 },
            { title: 'Owner', widthMm: 50 },
            { title: 'Why this value', widthMm: 90 },
          ],
          rows: openAssumptions.map(({ name, description, value, usedIn, owner, source }): readonly Cell[] => [
            { text: description === undefined ? name : `${name}: ${description}` },
            { text: value ?? '–' },
            { text: usedIn ?? '–' },
            { text: owner ?? '–' },
            { text: source ?? '–' },
          ]),
        },
      },
      face,
    ),
  ];
}
