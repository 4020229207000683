import type { Coverage, Finding, InputValue, Severity, Subject } from '../../finding.js';
import type { Rule } from '../rule.js';

/** What a rule found; what it leaves out is null in the finding. */
export interface Found {
  readonly severity: Severity;
  readonly subject: Subject;
  readonly measured?: number | null;
  readonly limit?: number | null;
  readonly unit?: string;
  readonly inputs?: Readonly<Record<string, InputValue>>;
  readonly coverage?: Coverage;
}

/** A finding of a rule, with its code and basis. */
export function found(
  { code, basis }: Pick<Rule, 'code' | 'basis'>,
  { severity, subject, measured, limit, unit, inputs, coverage }: Found,
): Finding {
  return {
    code,
    severity,
    subject,
    measured: measured ?? null,
    limit: limit ?? null,
    unit: unit ?? null,
    basis,
    inputs: inputs ?? {},
    coverage: coverage ?? null,
  };
}
