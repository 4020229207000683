import type { Discipline, RuleText } from '../../domain/assessment/rule.js';

const DISCIPLINES: readonly { readonly name: Discipline; readonly title: string }[] = [
  { name: 'site', title: 'Site and templates' },
  { name: 'capacity', title: 'Capacity' },
  { name: 'power', title: 'Power' },
  { name: 'cooling', title: 'Air and water' },
  { name: 'space', title: 'Rack space' },
  { name: 'floor', title: 'Floor' },
  { name: 'cabling', title: 'Cabling' },
];

/** The page of one rule in Markdown: what it compares, on which basis, and what a finding asks for. */
export function rulePage({ code, title, discipline, basis, sentence, guide }: RuleText): string {
  return [
    `# ${title}`,
    '',
    `Rule \`${code}\`, discipline ${discipline}.`,
    '',
    `**Basis.** ${basis}.`,
    '',
    `**A finding reads:** ${placeholdersAsCode(sentence)}`,
    ...(guide === undefined
      ? []
      : [
          '',
          '## Method',
          '',
          guide.method,
          '',
          '## Worked example',
          '',
          guide.example,
          '',
          '## Remedy',
          '',
          guide.remedy,
        ]),
    '',
  ].join('\n');
}

/** The list of all rules by discipline, with links to their pages. */
export function ruleIndexPage(rules: readonly RuleText[]): string {
  return [
    '# Rules',
    '',
    'What assessments and analyses check. Each rule has a stable code, by which findings in every document name it.',
    ...DISCIPLINES.flatMap(({ name, title }) => {
      const own = rules.filter(({ discipline }) => discipline === name);
      if (own.length === 0) return [];
      const lines = own.map((rule) => `| [\`${rule.code}\`](${rule.code}.md) | ${rule.title} |`);
      return ['', `## ${title}`, '', '| rule | title |', '|---|---|', ...lines];
    }),
    '',
  ].join('\n');
}

/** Places for values, `{measured}` and the like, set apart from the words around them. */
function placeholdersAsCode(sentence: string): string {
  return sentence.replace(/\{\w+\}/g, (place) => `\`${place}\``);
}
