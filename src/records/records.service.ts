import { Injectable } from '@nestjs/common';
import { fieldsParameter, readListQuery, withFields, type ListShape } from '../openapi/list-parameters.js';
import { isUuid, readParameters, type RawQuery } from '../openapi/parameter.js';
import { auditChangeShape, auditRecordShape, approvalShape, planShape } from '../openapi/record-operations.js';
import { pageOf, type Page } from '../openapi/page.js';
import { invalidPath, invalidQuery } from '../openapi/refusal.js';
import { Problem } from '../platform/problem.js';
import { RecordRepository, type RecordName, type RecordRow } from './record.repository.js';

/** What a list request says beside its records. */
export interface RecordRequest {
  /** Path without the query. */
  readonly path: string;
  readonly query: RawQuery;
}

const SHAPES: Readonly<Record<RecordName, ListShape>> = {
  auditRecord: auditRecordShape,
  auditChange: auditChangeShape,
  plan: planShape,
  approval: approvalShape,
};

/** Audit records, plans and approvals. */
@Injectable()
export class RecordsService {
  constructor(private readonly records: RecordRepository) {}

  list(name: Exclude<RecordName, 'auditChange'>, request: RecordRequest): Promise<Page> {
    return this.#page(name, request, []);
  }

  async read(name: Exclude<RecordName, 'auditChange'>, id: string, { query }: RecordRequest): Promise<RecordRow> {
    const reading = readParameters([fieldsParameter(SHAPES[name])], query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    return withFields(await this.#found(name, id), reading.values.get('fields')?.map(String) ?? null);
  }

  async changes(recordId: string, request: RecordRequest): Promise<Page> {
    const { id } = await this.#found('auditRecord', recordId);
    return this.#page('auditChange', request, [{ field: 'recordId', op: 'eq', values: [String(id)] }]);
  }

  async #page(
    name: RecordName,
    request: RecordRequest,
    within: readonly { readonly field: string; readonly op: 'eq'; readonly values: readonly string[] }[],
  ): Promise<Page> {
    const reading = readListQuery(SHAPES[name], request.query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const { fields, ...query } = reading.query;
    const { count, rows } = await this.records.list(name, { ...query, where: [...within, ...query.where] });
    return pageOf({ ...request, ...query }, { count, results: rows.map((row) => withFields(row, fields)) });
  }

  async #found(name: Exclude<RecordName, 'auditChange'>, id: string): Promise<RecordRow> {
    if (!isUuid(id)) throw invalidPath('id', 'a UUID');
    const record = await this.records.find(name, id.toLowerCase());
    if (record !== null) return record;
    throw new Problem({ status: 404, code: 'not-found', detail: 'There is no record with this id.' });
  }
}
