import { assignPower, type Assignment } from '../domain/power/assignment/assignment.js';
import type { ProgramSolver } from '../domain/power/assignment/minimax-program.js';
import type { LoadCase } from '../domain/power/power-figures.js';
import { applyChanges } from '../domain/site/changes.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { sitePolicy } from '../domain/site/policy.js';
import { contentHash } from '../exchange/content-hash.js';
import { mipSolver } from '../platform/mip-solver.js';

export interface AssignmentQuestion {
  readonly asOf: string | null;
  readonly today: string;
  readonly loadCase: LoadCase;
  readonly moveInstalled: boolean;
  /** Whether the optimum is proved where the problem is small enough. */
  readonly prove: boolean;
}

export type AssignmentView = {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
} & Assignment;

/** Cords on outlets and racks on breakers, as a list of changes to review. */
export async function powerAssignmentOf(snapshot: SiteSnapshot, question: AssignmentQuestion): Promise<AssignmentView> {
  const solve: ProgramSolver | null = question.prove ? await mipSolver() : null;
  const day = question.asOf ?? snapshot.site.asOf ?? question.today;
  const { loadCase, moveInstalled } = question;
  const { policy } = sitePolicy(snapshot.site);
  const about = { site: snapshot.site.name, asOf: day, contentHash: contentHash(snapshot) };
  return { ...about, ...assignPower(snapshot, { day, policy, loadCase, moveInstalled, solve }) };
}

/** The site with the changes made. */
export function assignedSnapshot(snapshot: SiteSnapshot, { changes }: Pick<Assignment, 'changes'>): SiteSnapshot {
  const applied = applyChanges(snapshot, changes);
  if (!applied.ok) throw new Error(`changes that cannot be made: ${JSON.stringify(applied.defects)}`);
  return applied.snapshot;
}
