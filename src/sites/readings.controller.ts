import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CSV_TYPE } from '../openapi/inventory-operations.js';
import { RawBody } from '../platform/http/request-body.js';
import type { DocumentAnswer } from './document.service.js';
import { entityTag } from '../platform/http/entity-tag.js';
import { ReadingsService } from './readings.service.js';
import { contextOf } from '../platform/http/request-context.js';

/** What meters and sensors of a site read. */
@Controller()
export class ReadingsController {
  constructor(private readonly readings: ReadingsService) {}

  @Post('sites/:site/readings/csv')
  @HttpCode(200)
  @RawBody([CSV_TYPE])
  async importCsv(
    @Param('site') site: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentAnswer> {
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    const answer = await this.readings.importCsv(site, bytes, contextOf(request));
    if (!answer.dryRun) void reply.header('etag', entityTag(answer.contentHash));
    return answer;
  }
}
