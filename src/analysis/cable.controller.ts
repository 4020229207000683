import { Body, Controller, Get, Param, Put, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Loss } from '../domain/cabling/trace.js';
import { XLSX_TYPE } from '../openapi/analysis-operations.js';
import { CSV_TYPE } from '../openapi/cable-operations.js';
import type { RawQuery } from '../openapi/parameter.js';
import { RawBody } from '../platform/http/request-body.js';
import { entityTag } from '../platform/http/entity-tag.js';
import type { InventoryAnswer } from '../sites/inventory.service.js';
import { contextOf } from '../platform/http/request-context.js';
import type { AnsweredFile } from './analysis.service.js';
import type { CableExpansion } from './cable-analysis.js';
import type { CableCheck } from './cable-check.js';
import type { TraceView } from './cable-trace.js';
import type { CableRoutesView } from './cable-views.js';
import { CableScheduleService } from './cable-schedule.service.js';
import { CableService } from './cable.service.js';

/** The cable plant of a site, as JSON and as files. */
@Controller('sites/:site')
export class CableController {
  constructor(
    private readonly cables: CableService,
    private readonly schedules: CableScheduleService,
  ) {}

  @Get('cable-plan/expansion')
  expansion(@Param('site') site: string, @Req() request: FastifyRequest): Promise<CableExpansion> {
    return this.cables.expansion(site, queryOf(request));
  }

  @Get('cable-plan/routes')
  routes(@Param('site') site: string, @Req() request: FastifyRequest): Promise<CableRoutesView> {
    return this.cables.routes(site, queryOf(request));
  }

  @Get('cable-plan/check')
  check(@Param('site') site: string, @Req() request: FastifyRequest): Promise<CableCheck> {
    return this.cables.check(site, queryOf(request));
  }

  @Get('cable-plan/trace')
  trace(@Param('site') site: string, @Req() request: FastifyRequest): Promise<TraceView | Loss> {
    return this.cables.trace(site, queryOf(request));
  }

  @Get('cables.xlsx')
  async workbook(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.cables.workbook(site, queryOf(request)), 'attachment');
  }

  @Get('cables.csv')
  async schedule(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.cables.schedule(site, queryOf(request)), 'attachment');
  }

  @Put('cables.xlsx')
  @RawBody([XLSX_TYPE])
  putWorkbook(
    @Param('site') site: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InventoryAnswer> {
    return this.#put(site, { body, request, reply });
  }

  @Put('cables.csv')
  @RawBody([CSV_TYPE])
  putSchedule(
    @Param('site') site: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InventoryAnswer> {
    return this.#put(site, { body, request, reply });
  }

  @Get('cable-labels.pdf')
  async labelSheet(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.cables.labelSheet(site, queryOf(request)), 'inline');
  }

  @Get('cable-labels.csv')
  async labelTable(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.cables.labelTable(site, queryOf(request)), 'attachment');
  }

  @Get('cable-routes.svg')
  async picture(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.cables.picture(site, queryOf(request)), 'inline');
  }

  @Get('port-matrix.svg')
  async matrix(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.cables.matrix(site, queryOf(request)), 'inline');
  }

  async #put(
    site: string,
    {
      body,
      request,
      reply,
    }: { readonly body: unknown; readonly request: FastifyRequest; readonly reply: FastifyReply },
  ): Promise<InventoryAnswer> {
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    const answer = await this.schedules.put(site, bytes, contextOf(request));
    if (!answer.dryRun) void reply.header('etag', entityTag(answer.contentHash));
    return answer;
  }
}

function queryOf(request: FastifyRequest): RawQuery {
  return request.query as RawQuery;
}

/** A file under a name that holds only letters, digits, hyphens and dots. */
function download({ name, type, bytes }: AnsweredFile, how: 'attachment' | 'inline'): StreamableFile {
  return new StreamableFile(bytes, { type, length: bytes.length, disposition: `${how}; filename="${name}"` });
}
