import type { SiteSnapshot } from '../domain/site/document.js';
import type { Task } from '../platform/jobs/job.js';
import { powerAssignmentOf, type AssignmentQuestion, type AssignmentView } from './power-assignment.js';

/** An assignment in a worker thread. */
const assign: Task<{ readonly snapshot: SiteSnapshot; readonly question: AssignmentQuestion }, AssignmentView> = ({
  snapshot,
  question,
}) => powerAssignmentOf(snapshot, question);

export default assign;
