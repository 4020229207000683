import { RECORD_TABLES_SQL } from './record-tables.js';
import { kindTablesSql } from './table-sql.js';

/** Everything that an empty database needs, as the definitions of the kinds say it today. */
export function schemaSql(): string {
  return `${kindTablesSql()}\n\n${RECORD_TABLES_SQL}\n`;
}
