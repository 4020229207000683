import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Row } from '../domain/site/key.js';
import type { KindName } from '../domain/site/kinds.js';
import { schemaName } from '../openapi/json-schema.js';
import { collectionPath, routeName } from '../openapi/row-operations.js';
import { entityTag } from '../platform/http/entity-tag.js';
import type { Page } from '../openapi/page.js';
import { contextOf } from '../platform/http/request-context.js';
import { RowsService, type AnsweredRow } from './rows.service.js';

/** The controller of one kind: the collection with its bulk routes, and single rows by id. */
export function rowsController(kind: KindName): Type {
  @Controller(routeName(kind))
  class RowsController {
    constructor(private readonly rows: RowsService) {}

    @Get()
    list(@Req() request: FastifyRequest): Promise<Page> {
      return this.rows.list(kind, contextOf(request));
    }

    @Post()
    async create(
      @Body() body: unknown,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<unknown> {
      const created = await this.rows.create(kind, body, contextOf(request));
      return 'all' in created ? created.all : located(kind, created.one, reply);
    }

    @Patch()
    patchMany(@Body() body: unknown, @Req() request: FastifyRequest): Promise<readonly Row[]> {
      return this.rows.patchMany(kind, body, contextOf(request));
    }

    @Delete()
    @HttpCode(204)
    deleteMany(@Body() body: unknown, @Req() request: FastifyRequest): Promise<void> {
      return this.rows.deleteMany(kind, body, contextOf(request));
    }

    @Get(':id')
    async read(
      @Param('id') id: string,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<Row | undefined> {
      return tagged(await this.rows.read(kind, id, contextOf(request)), reply);
    }

    @Put(':id')
    async replace(
      @Param('id') id: string,
      @Body() body: unknown,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<Row | undefined> {
      return tagged(await this.rows.replace(kind, id, body, contextOf(request)), reply);
    }

    @Patch(':id')
    async patch(
      @Param('id') id: string,
      @Body() body: unknown,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<Row | undefined> {
      return tagged(await this.rows.patch(kind, id, body, contextOf(request)), reply);
    }

    @Delete(':id')
    @HttpCode(204)
    delete(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
      return this.rows.delete(kind, id, contextOf(request));
    }
  }
  Object.defineProperty(RowsController, 'name', { value: `${schemaName(kind)}Controller` });
  return RowsController;
}

/** The row with its ETag; nothing with 304 where the reader has it. */
export function tagged({ revision, body }: AnsweredRow, reply: FastifyReply): Row | undefined {
  void reply.header('etag', entityTag(revision));
  if (body === null) void reply.code(304);
  return body ?? undefined;
}

export function located(kind: KindName, row: AnsweredRow, reply: FastifyReply): Row | undefined {
  void reply.header('location', `${collectionPath(kind)}/${String(row.body?.['id'])}`);
  return tagged(row, reply);
}
