import type { Finding, InputValue } from '../finding.js';

const UNKNOWN = 'unknown';
/** Units as sentences write them, where that differs from their code. */
const SHOWN_UNITS: Readonly<Record<string, string>> = { C: '°C', 'm3/h': 'm³/h' };
/** Rules name at most this many things; the count is in the sentence. */
const LONGEST_LIST = 20;

/**
 * The sentence of a finding: the template of its rule with `{subject}`, `{measured}`, `{limit}`, `{unit}`, `{coverage}`
 * and the names of its inputs replaced by their values, numbers to four significant digits.
 */
export function sentenceOf(template: string, finding: Finding): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (name === 'subject') return finding.subject.name;
    if (name === 'measured') return withUnit(finding.measured, finding.unit);
    if (name === 'limit') return withUnit(finding.limit, finding.unit);
    if (name === 'unit') return finding.unit ?? '';
    if (name === 'coverage') {
      return finding.coverage === null
        ? ''
        : `${String(finding.coverage.known)} of ${String(finding.coverage.total)} known`;
    }
    const value = finding.inputs[name];
    return value === undefined ? whole : formatInput(value);
  });
}

function withUnit(value: number | null, unit: string | null): string {
  if (value === null) return UNKNOWN;
  return unit === null || unit === '1' ? formatNumber(value) : `${formatNumber(value)} ${SHOWN_UNITS[unit] ?? unit}`;
}

function formatInput(value: InputValue): string {
  if (value === null) return UNKNOWN;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'object') {
    const shown = value.slice(0, LONGEST_LIST).join(', ');
    return value.length > LONGEST_LIST ? `${shown}, …` : shown;
  }
  return String(value);
}

/** Whole numbers in full, others to four significant digits, without an exponent. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(4)));
}
