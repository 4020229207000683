import type { Defect, DocumentPath, LocatedDefect } from '../../domain/defect.js';
import type { DefectCounts } from './read-document.js';
import { showText, showWhole } from './text-display.js';

const PLAIN_KEY = /^[A-Za-z_$][A-Za-z0-9_$-]*$/;

/** A path as a reader writes it: `racks[3].units`, keys of other characters quoted: `customFields["a b"]`. */
export function formatPath(path: DocumentPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!PLAIN_KEY.test(step) || step.length > 60) return `[${showText(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

function formatReason(defect: Defect & { readonly alsoAtLine?: number }): string {
  const at = defect.path.length === 0 ? '' : ` at ${formatPath(defect.path)}`;
  const nearest = defect.nearest === undefined ? '' : `; did you mean ${showText(defect.nearest)}?`;
  return `${defect.code}${at}: found ${defect.found}, allowed ${defect.allowed}${formatOtherPlace(defect)}${nearest}`;
}

function formatOtherPlace({ path, alsoAt, alsoAtLine }: Defect & { readonly alsoAtLine?: number }): string {
  if (alsoAt === undefined && alsoAtLine === undefined) return '';
  const isSamePath = alsoAt === undefined || formatPath(alsoAt) === formatPath(path);
  const where = isSamePath ? '' : ` at ${formatPath(alsoAt)}`;
  return `; also${where}${alsoAtLine === undefined ? '' : ` in line ${alsoAtLine}`}`;
}

/**
 * One line for people, in the form that editors and compilers use:
 * `site.yaml:12:5: unknown-key at racks[3].untis: found "untis", allowed …; did you mean "units"?`
 *
 * @param file Name of the file as the reader gave it.
 * @param defect A defect with its place.
 */
export function formatDefect(file: string, defect: LocatedDefect): string {
  return `${showWhole(file)}:${defect.line}:${defect.column}: ${formatReason(defect)}`;
}

/**
 * What a list of defects leaves out, such as `and 3,312 more: 3,000 type, 312 range`; nothing where it is complete.
 *
 * @param counts All defects by code.
 * @param listed Those that were listed.
 */
export function formatUnlisted(counts: DefectCounts, listed: readonly Defect[]): string | undefined {
  const unlisted = new Map<string, number>(Object.entries(counts));
  for (const { code } of listed) unlisted.set(code, (unlisted.get(code) ?? 0) - 1);
  const rest = [...unlisted].filter(([, count]) => count > 0);
  if (rest.length === 0) return undefined;
  const total = rest.reduce((sum, [, count]) => sum + count, 0);
  return `and ${formatCount(total)} more: ${rest.map(([code, count]) => `${formatCount(count)} ${code}`).join(', ')}`;
}

function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
