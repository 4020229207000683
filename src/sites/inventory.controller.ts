import { Body, Controller, Get, Param, Put, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fileNameOf } from '../exchange/file-name.js';
import { XLSX_TYPE } from '../openapi/analysis-operations.js';
import { CSV_TYPE } from '../openapi/inventory-operations.js';
import { RawBody } from '../platform/http/request-body.js';
import { entityTag } from '../platform/http/entity-tag.js';
import { InventoryService, type InventoryAnswer, type InventoryFile } from './inventory.service.js';
import { contextOf } from '../platform/http/request-context.js';

/** The inventory of a site as files that people edit. */
@Controller()
export class InventoryController {
  constructor(private readonly inventories: InventoryService) {}

  @Get('sites/:site/inventory.xlsx')
  async workbook(
    @Param('site') site: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.inventories.workbook(site, contextOf(request));
    return download(reply, file, { what: 'inventory.xlsx', type: XLSX_TYPE });
  }

  @Put('sites/:site/inventory')
  @RawBody([XLSX_TYPE])
  async putWorkbook(
    @Param('site') site: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InventoryAnswer> {
    return answered(reply, await this.inventories.putWorkbook(site, bytesOf(body), contextOf(request)));
  }

  @Get('sites/:site/inventory/:sheet')
  async sheet(
    @Param('site') site: string,
    @Param('sheet') sheet: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.inventories.sheet(site, sheet, contextOf(request));
    return download(reply, file, { what: `${sheet.replaceAll('.', '-')}.csv`, type: `${CSV_TYPE}; charset=utf-8` });
  }

  @Put('sites/:site/inventory/:sheet')
  @RawBody([CSV_TYPE])
  async putSheet(
    @Param('site') site: string,
    @Param('sheet') sheet: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InventoryAnswer> {
    const put = await this.inventories.putSheet(site, { sheet, bytes: bytesOf(body) }, contextOf(request));
    return answered(reply, put);
  }
}

function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function answered(
  reply: FastifyReply,
  { answer, siteId }: { readonly answer: InventoryAnswer; readonly siteId: string | null },
): InventoryAnswer {
  if (!answer.dryRun) void reply.header('etag', entityTag(answer.contentHash));
  if (siteId !== null) void reply.code(201).header('location', `/api/v1/sites/${siteId}/document`);
  return answer;
}

function download(
  reply: FastifyReply,
  { site, hash, bytes }: InventoryFile,
  { what, type }: { readonly what: string; readonly type: string },
): StreamableFile {
  void reply.header('etag', entityTag(hash));
  const disposition = `attachment; filename="${fileNameOf(site, what)}"`;
  return new StreamableFile(bytes, { type, length: bytes.length, disposition });
}
