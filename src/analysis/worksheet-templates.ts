import { registerOf } from '../domain/capacity/register.js';
import { blankWorksheets } from '../reports/markdown/worksheets.js';

/** The worksheets under `templates/`, as the code generates them. */
export function worksheetTemplates(): Readonly<Record<string, string>> {
  return blankWorksheets(registerOf([], {}));
}
