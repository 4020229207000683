import { Controller, Get, HttpCode, Param, Post, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RawQuery } from '../openapi/parameter.js';
import { whileConnected } from '../platform/http/request-context.js';
import type { PowerMetersView } from './meter-analysis.js';
import type { CapacityView, HeadroomView, IsolationView, PowerFailuresView, PowerFlowView } from './power-analysis.js';
import type { AssignmentView } from './power-assignment.js';
import { PowerService } from './power.service.js';

/** The power chain of a site, and what failures do to it. */
@Controller('sites/:site/power')
export class PowerController {
  constructor(private readonly power: PowerService) {}

  @Get('flow')
  flow(@Param('site') site: string, @Req() request: FastifyRequest): Promise<PowerFlowView> {
    return this.power.flow(site, request.query as RawQuery);
  }

  @Get('failures')
  failures(@Param('site') site: string, @Req() request: FastifyRequest): Promise<PowerFailuresView> {
    return this.power.failures(site, request.query as RawQuery);
  }

  @Get('meters')
  meters(@Param('site') site: string, @Req() request: FastifyRequest): Promise<PowerMetersView> {
    return this.power.meters(site, request.query as RawQuery);
  }

  @Get('single-line.svg')
  async singleLine(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    const { name, type, bytes } = await this.power.singleLine(site, request.query as RawQuery);
    return new StreamableFile(bytes, { type, length: bytes.length, disposition: `inline; filename="${name}"` });
  }

  @Get('headroom')
  headroom(@Param('site') site: string, @Req() request: FastifyRequest): Promise<HeadroomView> {
    return this.power.headroom(site, request.query as RawQuery);
  }

  @Get('capacity')
  capacity(@Param('site') site: string, @Req() request: FastifyRequest): Promise<CapacityView> {
    return this.power.capacity(site, request.query as RawQuery);
  }

  @Post('assignment')
  @HttpCode(200)
  assignment(@Param('site') site: string, @Req() request: FastifyRequest): Promise<AssignmentView> {
    return whileConnected(request, (signal) => this.power.assignment(site, request.query as RawQuery, signal));
  }

  @Get('isolation')
  isolation(@Param('site') site: string, @Req() request: FastifyRequest): Promise<IsolationView> {
    return this.power.isolation(site, request.query as RawQuery);
  }
}
