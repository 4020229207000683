import { Module } from '@nestjs/common';
import { OpenApiController } from './openapi.controller.js';

/** The published description of the interface. */
@Module({ controllers: [OpenApiController] })
export class OpenApiModule {}
