import { describedRules } from '../domain/assessment/described-rules.js';
import { nearestName } from '../domain/site/nearest-name.js';
import { rulePage } from '../reports/markdown/rule-page.js';
import { EXIT_DONE, Refused } from './exit.js';
import { examples, type AddCommand } from './options.js';
import { writeText } from './output.js';

export const addRulesCommand: AddCommand = (program, then) => {
  program
    .command('rules')
    .description('list what an assessment checks, or explain one rule')
    .argument('[code]', 'code of a rule, as it stands before a finding')
    .addHelpText('after', examples('rules', 'rules power.feed-loss'))
    .action((code: string | undefined) => then(rulesCommand(code)));
};

/** `plenum rules`: all rules in a line each, or the page of one. */
async function rulesCommand(code: string | undefined): Promise<number> {
  await writeText('-', code === undefined ? listOf() : rulePage(ruleOf(code)));
  return EXIT_DONE;
}

function listOf(): string {
  const width = Math.max(...describedRules.map((rule) => rule.code.length));
  return describedRules.map((rule) => `${rule.code.padEnd(width)}  ${rule.title}\n`).join('');
}

function ruleOf(code: string) {
  const rule = describedRules.find((one) => one.code === code);
  if (rule !== undefined) return rule;
  const nearest = nearestName(
    code,
    describedRules.map((one) => one.code),
  );
  const hint = nearest === undefined ? '`plenum rules` lists them' : `did you mean ${nearest}?`;
  throw new Refused([`There is no rule "${code}"; ${hint}`]);
}
