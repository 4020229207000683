import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Job } from '../platform/jobs/job.js';
import { ReplaysService } from './replays.service.js';

/** Simulations of requests through servers, as jobs. */
@Controller('jobs/replays')
export class ReplaysController {
  constructor(private readonly replays: ReplaysService) {}

  @Post()
  @HttpCode(202)
  start(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Job {
    const job = this.replays.start(body);
    void reply.header('location', `/api/v1/jobs/${job.id}`);
    return job;
  }
}
