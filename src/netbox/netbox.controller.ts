import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RawQuery } from '../openapi/parameter.js';
import { RawBody } from '../platform/http/request-body.js';
import { NetboxService, type NetboxImportAnswer, type NetboxTablesAnswer } from './netbox.service.js';

/** The CSV tables of NetBox: of a site, and into a new site. */
@Controller()
export class NetboxController {
  constructor(private readonly netbox: NetboxService) {}

  @Get('sites/:site/netbox')
  tables(@Param('site') site: string, @Req() request: FastifyRequest): Promise<NetboxTablesAnswer> {
    return this.netbox.tables(site, request.query as RawQuery);
  }

  @Post('netbox/imports')
  @HttpCode(200)
  @RawBody(['application/json'])
  import(@Body() body: unknown, @Req() request: FastifyRequest): Promise<NetboxImportAnswer> {
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    return this.netbox.import(bytes, { requestId: request.id, query: request.query as RawQuery });
  }
}
