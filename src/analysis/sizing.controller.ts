import { Controller, Get, Param, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RawQuery } from '../openapi/parameter.js';
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
