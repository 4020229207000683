import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Page } from '../openapi/page.js';
import { contextOf } from '../platform/http/request-context.js';
import { ViewsService } from './views.service.js';

/** Lists of what pod templates stand for, together with what documents state. */
@Controller()
export class ViewsController {
  constructor(private readonly views: ViewsService) {}

  @Get('nodes')
  nodes(@Req() request: FastifyRequest): Promise<Page> {
    return this.views.list('node', contextOf(request));
  }

  @Get('pdus')
  pdus(@Req() request: FastifyRequest): Promise<Page> {
    return this.views.list('pdu', contextOf(request));
  }

  @Get('cable-maps')
  cableMaps(@Req() request: FastifyRequest): Promise<Page> {
    return this.views.list('cableMap', contextOf(request));
  }
}
