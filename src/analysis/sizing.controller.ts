import { Controller, Get, HttpCode, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RawQuery } from '../openapi/parameter.js';
import { TRACE_MEDIA_TYPES } from '../openapi/sizing-operations.js';
import { bodyStreamOf, StreamedBody } from '../platform/http/request-body.js';
import { contextOf, whileConnected } from '../platform/http/request-context.js';
import type { Job } from '../platform/jobs/job.js';
import type { AnsweredFile } from './analysis.service.js';
import type { SizingView } from './sizing-view.js';
import { SizingService } from './sizing.service.js';

/** What the workloads of a site need. */
@Controller('sites/:site/sizing')
export class SizingController {
  constructor(private readonly sizing: SizingService) {}

  @Get()
  read(@Param('site') site: string, @Req() request: FastifyRequest): Promise<SizingView> {
    return whileConnected(request, (signal) => this.sizing.sizing(site, request.query as RawQuery, signal));
  }

  @Post()
  @HttpCode(200)
  @StreamedBody(TRACE_MEDIA_TYPES)
  ofTrace(@Param('site') site: string, @Req() request: FastifyRequest): Promise<SizingView> {
    const upload = { bytes: bodyStreamOf(request), query: request.query as RawQuery };
    return whileConnected(request, (signal) => this.sizing.sizingOfTrace(site, upload, signal));
  }

  @Post('jobs')
  @HttpCode(202)
  @StreamedBody(TRACE_MEDIA_TYPES)
  async start(
    @Param('site') site: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Job> {
    const job = await this.sizing.start(site, bodyStreamOf(request), contextOf(request));
    void reply.header('location', `/api/v1/jobs/${job.id}`);
    return job;
  }

  @Get('worksheets.md')
  async worksheets(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return inline(
      await whileConnected(request, (signal) => this.sizing.worksheets(site, request.query as RawQuery, signal)),
    );
  }

  @Get('admission-policy.yaml')
  async policy(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return inline(
      await whileConnected(request, (signal) => this.sizing.admissionPolicy(site, request.query as RawQuery, signal)),
    );
  }

  @Get('headroom.svg')
  async headroom(@Param('site') site: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    return inline(
      await whileConnected(request, (signal) => this.sizing.headroom(site, request.query as RawQuery, signal)),
    );
  }
}

function inline({ name, type, bytes }: AnsweredFile): StreamableFile {
  return new StreamableFile(bytes, { type, length: bytes.length, disposition: `inline; filename="${name}"` });
}
