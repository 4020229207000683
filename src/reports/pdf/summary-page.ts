import type { AssessedSite } from '../../domain/assessment/assessment.js';
import { keyFigures } from '../../domain/drawing/key-figures.js';
import { SEVERITIES } from '../../domain/finding.js';
import { lineOfText, wrapText } from '../look/furniture.js';
import { SEVERITY_COLOURS } from '../look/look.js';
import type { Face } from '../look/scene-items.js';
import type { Item } from '../look/sheet.js';
import { AREA, type ReportPage } from './page.js';
import { SIGN_OFF_HEIGHT_MM, signOffItems } from './sign-off.js';
import { paginate, tableItems, type Cell, type Column } from './table.js';

/** mm. */
const GAP = 10;
const LEFT_WIDTH = 160;
const RIGHT_WIDTH = AREA.width - LEFT_WIDTH - GAP;
const HEADING = 4.2;
const MOST_SUBJECTS = 6;

const FIGURE_COLUMNS: readonly Column[] = [
  { title: 'Figure', widthMm: 62 },
  { title: 'Value', widthMm: 46, align: 'end' },
  { title: '', widthMm: 52 },
];
const COUNT_COLUMNS: readonly Column[] = [
  { title: 'Findings', widthMm: 62 },
  { title: 'Number', widthMm: 46, align: 'end' },
  { title: '', widthMm: 52 },
];
const WORST_COLUMNS: readonly Column[] = [
  { title: 'No.', widthMm: 12, align: 'end' },
  { title: 'Severity', widthMm: 19 },
  { title: 'What was found', widthMm: RIGHT_WIDTH - 31 },
];
const CONTENT_COLUMNS: readonly Column[] = [
  { title: 'Page', widthMm: 14, align: 'end' },
  { title: 'Drawing', widthMm: LEFT_WIDTH - 14 - 30 },
  { title: 'Scale', widthMm: 30 },
];

const SEVERITY_WORDS = {
  error: 'must not be built so',
  warning: 'against good practice or a planning limit',
  unknown: 'could not be evaluated',
  info: 'worth knowing',
} as const;

/** The page that opens the report: key figures, findings by severity, the worst kinds of finding and the contents. */
export function summaryPage(assessed: AssessedSite, pagesAfter: readonly ReportPage[], face: Face): ReportPage {
  return {
    title: 'Summary',
    scale: '–',
    bookmark: { chapter: 'Summary', entry: null },
    items: () => {
      const { assessment, snapshot } = assessed;
      const items: Item[] = [];
      const heading = (text: string, x: number, y: number, maxWidth: number) =>
        items.push(...lineOfText(text, { at: [x, y + HEADING], size: HEADING, maxWidth, face, bold: true }));
      items.push(
        ...lineOfText(assessment.site, { at: [AREA.x, AREA.y + 6.5], size: 7, maxWidth: AREA.width, face, bold: true }),
      );
      const about = ['Floor-plan report', snapshot.site.address, snapshot.site.description].flatMap(
        (part) => part ?? [],
      );
      items.push(
        ...lineOfText(about.join(' – '), { at: [AREA.x, AREA.y + 12.5], size: 3, maxWidth: AREA.width, face }),
      );
      const top = AREA.y + 18;
      let y = top;
      const put = (columns: readonly Column[], rows: readonly (readonly Cell[])[], x: number, room: number): number => {
        const [first] = paginate({ columns, rows }, room, face);
        if (first === undefined) return 0;
        items.push(...tableItems(columns, first, { at: [x, y], face }));
        y += first.heightMm;
        return first.rows.filter(({ goesOn }) => !goesOn).length;
      };

      const bottom = AREA.y + AREA.height;
      heading('Key figures', AREA.x, y, LEFT_WIDTH);
      y += HEADING + 2.5;
      const figures = keyFigures(assessed).map(({ name, value, remark }): readonly Cell[] => [
        { text: name },
        { text: value, bold: true },
        { text: remark },
      ]);
      put(FIGURE_COLUMNS, figures, AREA.x, 110);
      y += 5;
      const counts = SEVERITIES.map((severity): readonly Cell[] => [
        { text: severity, bold: true, colour: SEVERITY_COLOURS[severity] },
        { text: String(assessment.counts[severity]), bold: true },
        { text: SEVERITY_WORDS[severity] },
      ]);
      put(COUNT_COLUMNS, counts, AREA.x, 40);
      y += 5;
      heading('Contents', AREA.x, y, LEFT_WIDTH);
      y += HEADING + 2.5;
      const contents = contentsOf(pagesAfter);
      const listed = put(CONTENT_COLUMNS, contents, AREA.x, bottom - y - 5);
      if (listed < contents.length) {
        items.push(
          ...lineOfText(`The bookmarks list ${String(contents.length - listed)} more.`, {
            at: [AREA.x + 1.2, y + 4],
            size: 2.5,
            maxWidth: LEFT_WIDTH,
            face,
          }),
        );
      }

      const right = AREA.x + LEFT_WIDTH + GAP;
      y = top;
      heading('Worst findings, by rule', right, y, RIGHT_WIDTH);
      y += HEADING + 2.5;
      const worst = worstByRule(assessed);
      const signOffTop = bottom - SIGN_OFF_HEIGHT_MM;
      items.push(...signOffItems({ at: [right, signOffTop], width: RIGHT_WIDTH, face }));
      const shown = put(WORST_COLUMNS, worst, right, signOffTop - y - 12);
      const rest = worst.length - shown;
      const words =
        worst.length === 0
          ? 'No finding.'
          : rest > 0
            ? `Findings of ${String(rest)} more rules are in the table of findings.`
            : 'Every finding is in the table of findings.';
      for (const line of wrapText(words, { size: 2.7, maxWidth: RIGHT_WIDTH, measure: face.regular })) {
        items.push(...lineOfText(line, { at: [right + 1.2, y + 4.2], size: 2.7, maxWidth: RIGHT_WIDTH, face }));
      }
      return items;
    },
  };
}

/** The worst finding of each rule and severity, with the things that the rule found besides. */
function worstByRule({ assessment: { findings } }: AssessedSite): readonly (readonly Cell[])[] {
  const groups = new Map<string, { first: number; others: string[] }>();
  findings.forEach(({ code, severity, subject }, position) => {
    const key = `${severity} ${code}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: position, others: [] });
    else group.others.push(subject.name);
  });
  return [...groups.values()].flatMap(({ first, others }) => {
    const finding = findings[first];
    if (finding === undefined) return [];
    const shown = others.slice(0, MOST_SUBJECTS).join(', ');
    const more = others.length > MOST_SUBJECTS ? ` and ${String(others.length - MOST_SUBJECTS)} more` : '';
    const also = others.length === 0 ? '' : ` Also ${shown}${more}.`;
    return [
      [
        { text: String(first + 1), bold: true },
        { text: finding.severity, bold: true, colour: SEVERITY_COLOURS[finding.severity] },
        { text: `${finding.title}: ${finding.message}.${also}` },
      ],
    ];
  });
}

function contentsOf(pagesAfter: readonly ReportPage[]): readonly (readonly Cell[])[] {
  return pagesAfter.flatMap(({ bookmark, title, scale }, k) =>
    bookmark === null ? [] : [[{ text: String(k + 2) }, { text: bookmark.contents ?? title }, { text: scale }]],
  );
}
