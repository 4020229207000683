import { Controller, Get, Param, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RawQuery } from '../openapi/parameter.js';
import { AirService, type AirBalanceView, type CoolingLossesView } from './air.service.js';
import { download } from './download.js';

/** What racks breathe, and what happens when cooling fails. */
@Controller('sites/:site/air')
export class AirController {
  constructor(private readonly air: AirService) {}

  @Get('balance')
  balance(@Param('site') site: string, @Req() request: FastifyRequest): Promise<AirBalanceView> {
    return this.air.balance(site, request.query as RawQuery);
  }

  @Get('losses')
  losses(@Param('site') site: string, @Req() request: FastifyRequest): Promise<CoolingLossesView> {
    return this.air.losses(site, request.query as RawQuery);
  }

  @Get('heat-map.svg')
  async heatMap(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.air.heatMap(site, request.query as RawQuery), 'inline');
  }

  @Get('cfd.csv')
  async cfd(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return download(await this.air.cfd(site, request.query as RawQuery), 'attachment');
  }
}
