import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RawBody } from '../platform/http/request-body.js';
import type { RawQuery } from '../openapi/parameter.js';
import { CatalogImports } from './catalog-imports.service.js';
import type { ImportAnswer } from './import-answer.js';

/** Files of the NetBox device-type library into the catalog. */
@Controller('catalog/imports')
export class CatalogImportsController {
  constructor(private readonly imports: CatalogImports) {}

  @Post()
  @HttpCode(200)
  @RawBody(['application/json'])
  import(@Body() body: unknown, @Req() request: FastifyRequest): Promise<ImportAnswer> {
    return this.imports.import(body instanceof Uint8Array ? body : new Uint8Array(), {
      requestId: request.id,
      query: request.query as RawQuery,
    });
  }
}
