import { Body, Controller, Get, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DOCUMENT_MEDIA_TYPES, RawBody } from '../platform/http/request-body.js';
import { DocumentService, type DocumentAnswer } from './document.service.js';
import { entityTag } from '../platform/http/entity-tag.js';
import { answerFormat } from './media-type.js';
import { contextOf } from '../platform/http/request-context.js';

/** A whole site as one document. */
@Controller('sites/:site/document')
export class DocumentController {
  constructor(private readonly documents: DocumentService) {}

  @Get()
  async read(
    @Param('site') site: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const answer = answerFormat(request.headers.accept);
    const { hash, text } = await this.documents.read(site, answer, contextOf(request));
    void reply.headers({ etag: entityTag(hash), vary: 'Accept' });
    if (text === null) void reply.code(304);
    else void reply.header('content-type', `${answer.mediaType}; charset=utf-8`);
    return text ?? undefined;
  }

  @Put()
  @RawBody(DOCUMENT_MEDIA_TYPES)
  async put(
    @Param('site') site: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentAnswer> {
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    const contentType = request.headers['content-type'];
    const { answer, siteId } = await this.documents.put(site, { bytes, contentType }, contextOf(request));
    if (!answer.dryRun) void reply.header('etag', entityTag(answer.contentHash));
    if (siteId !== null) void reply.code(201).header('location', `/api/v1/sites/${siteId}/document`);
    return answer;
  }
}
