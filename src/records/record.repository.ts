import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { sqlIn, type SqlValue } from '../platform/transaction.repository.js';
import type { Filter, Ordering, RowQuery } from '../sites/row-query.js';

/** A row of a record as it is answered. */
export type RecordRow = Readonly<Record<string, unknown>>;

/** Where a record is read from: expressions by the name of the field. */
interface Source {
  readonly from: string;
  readonly columns: Readonly<Record<string, string>>;
  /** To be found by, not answered. */
  readonly hidden?: Readonly<Record<string, string>>;
}

export type RecordName = 'auditRecord' | 'auditChange' | 'plan' | 'approval';

const SOURCES: Readonly<Record<RecordName, Source>> = {
  auditRecord: {
    from: 'audit_records r',
    columns: {
      id: 'r.id',
      at: 'r.at',
      actor: 'r.actor',
      action: 'r.action',
      requestId: 'r.request_id',
      site: 'r.site_name',
      siteId: 'r.site_id',
      documentRevision: 'r.document_revision',
      planId: 'r.plan_id',
      changeCount: 'r.change_count',
    },
  },
  auditChange: {
    from: 'audit_changes r',
    hidden: { recordId: 'r.record_id' },
    columns: {
      position: 'r.position',
      op: 'r.op',
      kind: 'r.kind',
      key: 'r.key',
      before: 'r.before',
      after: 'r.after',
    },
  },
  plan: {
    from: 'plans r JOIN sites s ON s.id = r.site_id',
    columns: {
      id: 'r.id',
      site: 's.name',
      name: 'r.name',
      description: 'r.description',
      status: 'r.status',
      revision: 'r.revision',
      baseDocumentRevision: 'r.base_document_revision',
      createdBy: 'r.created_by',
      createdAt: 'r.created_at',
      updatedAt: 'r.updated_at',
    },
  },
  approval: {
    from: 'approvals r',
    columns: {
      id: 'r.id',
      at: 'r.at',
      site: 'r.site_name',
      planId: 'r.plan_id',
      plan: 'r.plan_name',
      planRevision: 'r.plan_revision',
      actor: 'r.actor',
      decision: 'r.decision',
      reason: 'r.reason',
    },
  },
};

const COMPARISONS: Readonly<Record<string, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' };

/** What was written, planned and decided: read only. */
@Injectable()
export class RecordRepository {
  constructor(private readonly database: Database) {}

  /** Records that meet all conditions. */
  list(
    name: RecordName,
    { where, orderBy, limit, offset }: RowQuery,
  ): Promise<{ readonly count: number; readonly rows: readonly RecordRow[] }> {
    const source = SOURCES[name];
    const values: SqlValue[] = [];
    const conditions = where.map((filter) => conditionOf(source, filter, values));
    const condition = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    return this.database.inReadOnlyTransaction(async (transaction) => {
      const sql = sqlIn(transaction);
      const [counted] = await sql.query<{ readonly count: number }>(
        `SELECT count(*)::integer AS count FROM ${source.from} ${condition}`,
        values,
      );
      const rows = await sql.query<RecordRow>(
        `SELECT ${selection(source)} FROM ${source.from} ${condition} ORDER BY ${orderBy.map((one) => orderOf(source, one)).join(', ')} LIMIT ${limit} OFFSET ${offset}`,
        values,
      );
      return { count: counted?.count ?? 0, rows };
    });
  }

  /** The record with an id, or null. */
  async find(name: Exclude<RecordName, 'auditChange'>, id: string): Promise<RecordRow | null> {
    const where = [{ field: 'id', op: 'eq', values: [id] } as const];
    const { rows } = await this.list(name, {
      where,
      orderBy: [{ field: 'id', descending: false }],
      limit: 1,
      offset: 0,
    });
    return rows[0] ?? null;
  }
}

function selection({ columns }: Source): string {
  return Object.entries(columns)
    .map(([field, column]) => `${column} AS "${field}"`)
    .join(', ');
}

function columnOf({ columns, hidden }: Source, field: string): string {
  const column = columns[field] ?? hidden?.[field];
  if (column === undefined) throw new RangeError(`a record has no field ${field}`);
  return column;
}

function orderOf(source: Source, { field, descending }: Ordering): string {
  return `${columnOf(source, field)}${descending ? ' DESC' : ''}`;
}

/** One condition; its values become parameters, so that the text holds names of columns only. */
function conditionOf(source: Source, { field, op, values }: Filter, parameters: SqlValue[]): string {
  const column = columnOf(source, field);
  const parameter = (value: SqlValue): string => `$${String(parameters.push(value))}`;
  const any = (compare: (value: string | number | boolean) => string): string =>
    `(${values.map(compare).join(' OR ')})`;
  switch (op) {
    case 'eq':
      return any((value) => `${column} = ${parameter(value)}`);
    case 'n':
      return `(${values.map((value) => `${column} IS DISTINCT FROM ${parameter(value)}`).join(' AND ')})`;
    case 'ic':
      return any((value) => `${column} ILIKE ${parameter(`%${escaped(value)}%`)}`);
    case 'isw':
      return any((value) => `${column} ILIKE ${parameter(`${escaped(value)}%`)}`);
    case 'empty':
      return any((value) => `${column} IS ${value === true ? '' : 'NOT '}NULL`);
    default:
      return any((value) => `${column} ${COMPARISONS[op] ?? '='} ${parameter(value)}`);
  }
}

function escaped(value: string | number | boolean): string {
  return String(value).replace(/[\\%_]/g, '\\$&');
}
