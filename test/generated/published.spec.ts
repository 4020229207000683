import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { rulePages } from '../../src/analysis/rule-pages.js';
import { worksheetTemplates } from '../../src/analysis/worksheet-templates.js';
import { commandPage } from '../../src/cli/command-page.js';
import { publishedFiles } from '../../src/openapi/published.js';

const root = new URL('../../', import.meta.url);

describe('generated files', () => {
  it.each(Object.entries({ ...commandPage(), ...publishedFiles(), ...rulePages(), ...worksheetTemplates() }))(
    '%s is what the code generates',
    async (path, text) => {
      const committed = await readFile(new URL(path, root), 'utf8').catch(() => 'nothing');
      // Not the whole text: a difference of a megabyte tells nobody anything.
      const generated = text.split('\n');
      const line = committed.split('\n').findIndex((one, i) => one !== generated[i]) + 1;
      expect(committed === text ? 'as generated' : `other in line ${line}: run "npm run generate"`).toBe(
        'as generated',
      );
    },
  );

  it('are all that stands among the pages of rules', async () => {
    const pages = (await readdir(new URL('docs/rules/', root))).map((name) => `docs/rules/${name}`);
    expect(pages.filter((path) => !(path in rulePages()))).toEqual([]);
  });
});
