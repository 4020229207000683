import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { DensityDecision } from '../domain/assessment/density.js';
import type { RawQuery } from '../openapi/parameter.js';
import type { FloorCheck } from './floor-check.js';
import { FloorService } from './floor.service.js';

/** Where racks may stand, and how many. */
@Controller('sites/:site')
export class FloorController {
  constructor(private readonly floor: FloorService) {}

  @Get('floor/check')
  check(@Param('site') site: string, @Req() request: FastifyRequest): Promise<FloorCheck> {
    return this.floor.check(site, request.query as RawQuery);
  }

  @Get('density')
  density(@Param('site') site: string, @Req() request: FastifyRequest): Promise<DensityDecision> {
    return this.floor.density(site, request.query as RawQuery);
  }
}
