import { Module } from '@nestjs/common';
import { JobsModule } from '../platform/jobs/jobs.module.js';
import { ReplaysController } from './replays.controller.js';
import { ReplaysService } from './replays.service.js';

/** Simulations of requests through servers. */
@Module({ imports: [JobsModule], controllers: [ReplaysController], providers: [ReplaysService] })
export class ReplaysModule {}
