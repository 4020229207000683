import type { StatedFinding } from '../domain/assessment/assessment.js';
import { meterFindings } from '../domain/assessment/meter-findings.js';
import { meterStudy, type MeterStudy } from '../domain/power/meter-study.js';
import type { MeterWindow } from '../domain/power/meter-values.js';
import { powerModel } from '../domain/power/power-model.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { sitePolicy } from '../domain/site/policy.js';
import { indexSite } from '../domain/site/site-index.js';
import { contentHash } from '../exchange/content-hash.js';

export interface MeterQuestion {
  /** Day asked for; else the document's, else today's. */
  readonly asOf: string | null;
  readonly today: string;
  readonly window: MeterWindow;
}

export type PowerMetersView = MeterStudy & {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
  readonly findings: readonly StatedFinding[];
};

/** Meters of a site against its model, the same for the command line and the service. */
export function powerMetersOf(snapshot: SiteSnapshot, { asOf, today, window }: MeterQuestion): PowerMetersView {
  const day = asOf ?? snapshot.site.asOf ?? today;
  const index = indexSite(snapshot, day);
  const { policy } = sitePolicy(snapshot.site);
  const study = meterStudy(
    {
      typical: powerModel(index, policy, { loadCase: 'typical' }),
      maximum: powerModel(index, policy, { loadCase: 'maximum' }),
      measured: powerModel(index, policy, { loadCase: 'measured', meters: window }),
    },
    window,
  );
  const about = { site: snapshot.site.name, asOf: day, contentHash: contentHash(snapshot) };
  return { ...about, ...study, findings: meterFindings(study) };
}
