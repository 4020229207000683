import type { Row } from '../../../domain/site/key.js';
import { plainText, stated } from '../entry-facts.js';
import { keptCells } from './custom-cells.js';
import { cell, namedIn, numberIn, refuse, tagsIn, wordIn, type ImportContext } from './import-context.js';
import { withStatus } from './import-cells.js';
import type { ReadRow } from './read-tables.js';

export interface ImportedFeed {
  readonly row: Row;
  readonly name: string;
  /** Rack for which it is. */
  readonly rack: string | undefined;
  readonly label: string;
  /** Three lines with over 300 V between them. */
  readonly isHigh: boolean;
}

/** Power feeds by panel and name, as cables name them. */
export function feedKey(panel: string, name: string): string {
  return `${panel}\u0000${name}`;
}

export function panelsOf(context: ImportContext): readonly Row[] {
  return context.rows.power_panels.map((row) => ({
    name: cell(row, 'name') ?? '',
    kind: 'panel',
    ...stated({ room: cell(row, 'location'), description: plainText(cell(row, 'description')) }),
    ...tagsIn(row),
    ...keptCells(row.cells, { read: ['site', 'location', 'name', 'description', 'tags'] }),
  }));
}

/** Power feeds as breakers of their panels. A name that several panels have gets the panel before it. */
export function feedsOf(context: ImportContext): ReadonlyMap<string, ImportedFeed> {
  const panels = new Map(context.rows.power_panels.map((row) => [cell(row, 'name') ?? '', row]));
  const taken = new Map<string, number>();
  for (const row of [...context.rows.power_feeds, ...context.rows.power_panels]) {
    const name = cell(row, 'name') ?? '';
    taken.set(name, (taken.get(name) ?? 0) + 1);
  }
  const feeds = new Map<string, ImportedFeed>();
  for (const row of context.rows.power_feeds) {
    namedIn(context, row, { column: 'power_panel', known: panels, table: 'power_panels' });
    const panel = cell(row, 'power_panel') ?? '';
    const written = cell(row, 'name') ?? '';
    const name = (taken.get(written) ?? 0) > 1 ? `${panel} ${written}` : written;
    if (feeds.has(feedKey(panel, written))) {
      refuse(context, row, 'name', { code: 'duplicate-name', allowed: `a name that no other feed of ${panel} has` });
    }
    feeds.set(feedKey(panel, written), feedOf(context, row, { panel, name, written }));
  }
  return feeds;
}

function feedOf(
  context: ImportContext,
  row: ReadRow,
  { panel, name, written }: { readonly panel: string; readonly name: string; readonly written: string },
): ImportedFeed {
  const word = <T extends string | number>(column: string, words: Readonly<Record<string, T>>) =>
    wordIn(context, row, { column, read: (found) => words[found] ?? null, words: Object.keys(words) });
  const phases = word('phase', { 'single-phase': 1, 'three-phase': 3 });
  const label = word('type', { primary: 'A', redundant: 'B' }) ?? 'A';
  const supply = word('supply', { ac: 'ac', dc: 'dc' });
  const voltageLlV = supply === 'dc' ? undefined : numberIn(context, row, 'voltage');
  const percent = numberIn(context, row, 'max_utilization');
  if (percent !== undefined && percent > 100)
    refuse(context, row, 'max_utilization', { code: 'range', allowed: '1 to 100' });
  const read = [
    'site',
    'power_panel',
    'location',
    'rack',
    'name',
    'status',
    'type',
    'phase',
    'amperage',
    'max_utilization',
  ];
  // A feed that got the panel before its name keeps the one that NetBox has.
  const known = name === written ? read : read.filter((column) => column !== 'name');
  const kept = keptCells(row.cells, {
    read: [...known, 'description', 'tags', ...(supply === 'dc' ? [] : ['supply', 'voltage'])],
  });
  return {
    name,
    rack: cell(row, 'rack'),
    label,
    isHigh: phases === 3 && (voltageLlV ?? 0) > 300,
    row: {
      name,
      kind: 'breaker',
      parents: [panel],
      feed: label,
      ...stated({
        voltageLlV,
        phases,
        ratedCurrentA: numberIn(context, row, 'amperage'),
        continuousLoadFraction: percent === undefined ? undefined : Math.min(percent, 100) / 100,
        description: plainText(cell(row, 'description')),
      }),
      ...tagsIn(row),
      ...withStatus(context, row, { table: 'feed', kept }),
    },
  };
}
