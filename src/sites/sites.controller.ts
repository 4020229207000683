import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Row } from '../domain/site/key.js';
import { invalidBody } from '../openapi/refusal.js';
import type { Page } from '../openapi/page.js';
import { contextOf } from '../platform/http/request-context.js';
import { located, tagged } from './rows.controller.js';
import { RowsService } from './rows.service.js';

/** Sites themselves, by name or id; one at a time, since each has its own writers. */
@Controller('sites')
export class SitesController {
  constructor(private readonly rows: RowsService) {}

  @Get()
  list(@Req() request: FastifyRequest): Promise<Page> {
    return this.rows.list('site', contextOf(request));
  }

  @Post()
  async create(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Row | undefined> {
    if (Array.isArray(body)) throw invalidBody([{ code: 'type', path: [], found: 'a list', allowed: 'one site' }]);
    const created = await this.rows.create('site', body, contextOf(request));
    return 'one' in created ? located('site', created.one, reply) : undefined;
  }

  @Get(':site')
  async read(
    @Param('site') site: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Row | undefined> {
    return tagged(await this.rows.read('site', site, contextOf(request)), reply);
  }

  @Put(':site')
  async replace(
    @Param('site') site: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Row | undefined> {
    return tagged(await this.rows.replace('site', site, body, contextOf(request)), reply);
  }

  @Patch(':site')
  async patch(
    @Param('site') site: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Row | undefined> {
    return tagged(await this.rows.patch('site', site, body, contextOf(request)), reply);
  }

  @Delete(':site')
  @HttpCode(204)
  delete(@Param('site') site: string, @Req() request: FastifyRequest): Promise<void> {
    return this.rows.delete('site', site, contextOf(request));
  }
}
