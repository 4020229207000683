import { Controller, Get, Param, Req, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RawQuery } from '../openapi/parameter.js';
import type { Page } from '../openapi/page.js';
import { RecordsService, type RecordRequest } from './records.service.js';

type Listed = 'auditRecord' | 'plan' | 'approval';

/** The two routes of one sort of record. */
export function recordsController(name: Listed, route: string): Type {
  @Controller(route)
  class RecordsController {
    constructor(private readonly records: RecordsService) {}

    @Get()
    list(@Req() request: FastifyRequest): Promise<Page> {
      return this.records.list(name, requestOf(request));
    }

    @Get(':id')
    read(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Readonly<Record<string, unknown>>> {
      return this.records.read(name, id, requestOf(request));
    }
  }
  Object.defineProperty(RecordsController, 'name', { value: `${name}Controller` });
  return RecordsController;
}

/** The changes of one audit record. */
@Controller('audit-records/:id/changes')
export class AuditChangesController {
  constructor(private readonly records: RecordsService) {}

  @Get()
  list(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    return this.records.changes(id, requestOf(request));
  }
}

function requestOf(request: FastifyRequest): RecordRequest {
  return { path: request.url.split('?', 1)[0] ?? '', query: request.query as RawQuery };
}
