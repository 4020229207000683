import type { AssumptionEntry } from '../site/kinds/assumption.js';

/** What tier 02 asks to be validated, and what the sizing takes for it. */
export interface RegisterRow {
  readonly name: string;
  /** What was taken; null where nothing was. */
  readonly value: string | null;
  readonly usedIn: string;
  readonly owner: string | null;
  /** Who confirmed it and how; null while it is open. */
  readonly evidence: string | null;
  readonly validatedOn: string | null;
}

/** Every "assumption to validate" and every open fact and decision of tier 02, by the name under which a register holds it. */
export const ASSUMPTIONS_TO_VALIDATE = [
  {
    name: 'Service time is predictable for a fixed compiled shape',
    usedIn: 'S per bucket, M/D/c (tier 02, 0 and 1.4)',
  },
  {
    name: 'Decode and prefill rates are measured or reported by the compiler',
    usedIn: 'R_decode, R_prefill (tier 02, 1.1)',
  },
  { name: 'Prefill penalty fits the artifact and its buckets', usedIn: 'α of the token form (tier 02, 1.2)' },
  { name: 'Fixed overhead per request is measured', usedIn: 'L_fixed (tier 02, 1.1)' },
  { name: 'Arrivals are as bursty as the traffic that was sized for', usedIn: 'ρ_target, replay (tier 02, 1.4)' },
  { name: 'Failover time is as measured in a game day', usedIn: 'backlog, Queue_cap (tier 02, 5.2)' },
  { name: 'Node and rack power are those of the SKU', usedIn: 'kW, P_rack (tier 02, 4.1)' },
  { name: 'Air cooling sustains the rack power without hotspots', usedIn: 'rack density (tier 02, 4.2)' },
  { name: 'The failure domain that must not break the promise is agreed', usedIn: 'N−1 (tier 02, 5.1)' },
] as const;

export type AssumptionName = (typeof ASSUMPTIONS_TO_VALIDATE)[number]['name'];

/** The register as it stands: values of the sizing, and who confirmed them as a document or a worksheet says. */
export function registerOf(
  entries: readonly AssumptionEntry[],
  values: Readonly<Partial<Record<AssumptionName, string>>>,
): readonly RegisterRow[] {
  return ASSUMPTIONS_TO_VALIDATE.map(({ name, usedIn }) => {
    const entry = entries.find((known) => known.name === name);
    return {
      name,
      value: entry?.value ?? values[name] ?? null,
      usedIn,
      owner: entry?.owner ?? null,
      evidence: entry?.evidence ?? null,
      validatedOn: entry?.validatedOn ?? null,
    };
  });
}
