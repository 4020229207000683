import { Body, Controller, Get, HttpCode, Param, Post, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RawQuery } from '../openapi/parameter.js';
import { TRACE_MEDIA_TYPES } from '../openapi/sizing-operations.js';
import { RawBody } from '../platform/http/request-body.js';
import type { AnsweredFile } from './analysis.service.js';
import type { SizingView } from './sizing-view.js';
import { SizingService } from './sizing.service.js';

/** What the workloads of a site need. */
@Controller('sites/:site/sizing')
export class SizingController {
  constructor(private readonly sizing: SizingService) {}

  @Get()
  read(@Param('site') site: string, @Req() request: FastifyRequest): Promise<SizingView> {
    return this.sizing.sizing(site, request.query as RawQuery);
  }

  @Post()
  @HttpCode(200)
  @RawBody(TRACE_MEDIA_TYPES)
  ofTrace(@Param('site') site: string, @Body() body: unknown, @Req() request: FastifyRequest): Promise<SizingView> {
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    return this.sizing.sizingOfTrace(site, request.query as RawQuery, bytes);
  }

  @Get('worksheets.md')
  async worksheets(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return inline(await this.sizing.worksheets(site, request.query as RawQuery));
  }

  @Get('admission-policy.yaml')
  async policy(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return inline(await this.sizing.admissionPolicy(site, request.query as RawQuery));
  }

  @Get('headroom.svg')
  async headroom(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return inline(await this.sizing.headroom(site, request.query as RawQuery));
  }
}

function inline({ name, type, bytes }: AnsweredFile): StreamableFile {
  return new StreamableFile(bytes, { type, length: bytes.length, disposition: `inline; filename="${name}"` });
}
