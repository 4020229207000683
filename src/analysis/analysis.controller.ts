import { Controller, Get, Param, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RawQuery } from '../openapi/parameter.js';
import { AnalysisService } from './analysis.service.js';
import type { AssessmentView } from './assessment-view.js';
import type { ComparisonView } from './comparison-view.js';
import { download } from './download.js';
import type { SequenceView } from './sequence-view.js';

/** What a site amounts to, as JSON and as files. */
@Controller()
export class AnalysisController {
  constructor(private readonly analysis: AnalysisService) {}

  @Get('sites/:site/assessment')
  assessment(@Param('site') site: string, @Req() request: FastifyRequest): Promise<AssessmentView> {
    return this.analysis.assessment(site, queryOf(request));
  }

  @Get('sites/:site/bom.xlsx')
  async bom(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.analysis.bom(site, queryOf(request)), 'attachment');
  }

  @Get('sites/:site/floor-plan.pdf')
  async report(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.analysis.report(site, queryOf(request)), 'inline');
  }

  @Get('sites/:site/floor-plan.svg')
  async floorPlan(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.analysis.floorPlan(site, queryOf(request)), 'inline');
  }

  @Get('sites/:site/sequence')
  sequence(@Param('site') site: string, @Req() request: FastifyRequest): Promise<SequenceView> {
    return this.analysis.sequence(site, queryOf(request));
  }

  @Get('sites/:site/sequence.svg')
  async gantt(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.analysis.gantt(site, queryOf(request)), 'inline');
  }

  @Get('sites/:site/compare')
  compare(@Param('site') site: string, @Req() request: FastifyRequest): Promise<ComparisonView> {
    return this.analysis.compare(site, queryOf(request));
  }

  @Get('sites/:site/compare.xlsx')
  async comparison(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.analysis.comparisonWorkbook(site, queryOf(request)), 'attachment');
  }

  @Get('racks/:id/elevation.svg')
  async elevation(@Param('id') id: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.analysis.elevation(id, queryOf(request)), 'inline');
  }
}

function queryOf(request: FastifyRequest): RawQuery {
  return request.query as RawQuery;
}
