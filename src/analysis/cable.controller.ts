import { Controller, Get, Param, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Loss } from '../domain/cabling/trace.js';
import type { RawQuery } from '../openapi/parameter.js';
import type { AnsweredFile } from './analysis.service.js';
import type { CableExpansion } from './cable-analysis.js';
import type { CableCheck } from './cable-check.js';
import type { TraceView } from './cable-trace.js';
import type { CableRoutesView } from './cable-views.js';
import { CableService } from './cable.service.js';

/** The cable plant of a site, as JSON and as files. */
@Controller('sites/:site')
export class CableController {
  constructor(private readonly cables: CableService) {}

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
}

function queryOf(request: FastifyRequest): RawQuery {
  return request.query as RawQuery;
}

/** A file under a name that holds only letters, digits, hyphens and dots. */
function download({ name, type, bytes }: AnsweredFile, how: 'attachment' | 'inline'): StreamableFile {
  return new StreamableFile(bytes, { type, length: bytes.length, disposition: `${how}; filename="${name}"` });
}
