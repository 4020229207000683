import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contextOf } from '../platform/http/request-context.js';
import type { Job } from '../platform/jobs/job.js';
import { ReplaysService } from './replays.service.js';

/** Simulations of requests through servers, as jobs. */
@Controller('jobs/replays')
export class ReplaysController {
  constructor(private readonly replays: ReplaysService) {}

  @Post()
  @HttpCode(202)
  start(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Job {
    const job = this.replays.start(body, contextOf(request));
    void reply.header('location', `/api/v1/jobs/${job.id}`);
    return job;
  }
}
