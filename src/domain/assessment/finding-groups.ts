import type { StatedFinding } from './assessment.js';
import { formatNumber } from './sentence.js';

/** Findings that say the same of several things. */
export interface FindingGroup {
  /** The worst of them, whose sentence stands for all. */
  readonly first: StatedFinding;
  /** Names of the other subjects, in the order of the findings. */
  readonly others: readonly string[];
}

/**
 * Findings of one rule and severity that agree in measured value, limit and unit to the digits that people read, as one.
 * Groups come in the order of their first finding.
 */
export function groupFindings(findings: readonly StatedFinding[]): readonly FindingGroup[] {
  const groups = new Map<string, { readonly first: StatedFinding; readonly others: string[] }>();
  for (const finding of findings) {
    const { code, severity, measured, limit, unit } = finding;
    const alike =
      measured === null || limit === null
        ? [code, severity, finding.message]
        : [code, severity, formatNumber(measured), formatNumber(limit), unit];
    const key = JSON.stringify(alike);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, others: [] });
    else group.others.push(finding.subject.name);
  }
  return [...groups.values()];
}
