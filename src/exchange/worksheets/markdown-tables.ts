export interface MarkdownRow {
  /** Line of the file, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table of pipes under a heading of the second level. */
export interface MarkdownTable {
  readonly heading: string;
  /** Line of its header. */
  readonly line: number;
  readonly columns: readonly string[];
  readonly rows: readonly MarkdownRow[];
}

/** The first table under each heading `## …`, from a line on (counted from 0). `\|` in a cell stands for a pipe. */
export function markdownTables(lines: readonly string[], from: number): readonly MarkdownTable[] {
  const tables: { heading: string; line: number; columns: readonly string[]; rows: MarkdownRow[] }[] = [];
  let heading = '';
  for (let i = from; i < lines.length; i += 1) {
    const text = (lines[i] ?? '').trim();
    if (text.startsWith('## ')) heading = text.slice(3).trim();
    else if (text.startsWith('|') && isRule(lines[i + 1])) {
      tables.push({ heading, line: i + 1, columns: cellsOf(text), rows: [] });
      i += 1;
    } else if (text.startsWith('|')) tables.at(-1)?.rows.push({ line: i + 1, cells: cellsOf(text) });
  }
  return tables;
}

function isRule(text: string | undefined): boolean {
  return text !== undefined && /^\s*\|(\s*:?-+:?\s*\|)+\s*$/.test(text);
}

function cellsOf(text: string): readonly string[] {
  const inner = text.replace(/^\|/, '').replace(/\|\s*$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}
