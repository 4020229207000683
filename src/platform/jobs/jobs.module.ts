import { Module } from '@nestjs/common';
import { Jobs } from './jobs.js';
import { JobsController } from './jobs.controller.js';

/** Long analyses in worker threads; a feature that has some imports this and starts them. */
@Module({ controllers: [JobsController], providers: [Jobs], exports: [Jobs] })
export class JobsModule {}
