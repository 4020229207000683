import { Module } from '@nestjs/common';
import { JobsModule } from '../platform/jobs/jobs.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { AirController } from './air.controller.js';
import { AirService } from './air.service.js';
import { AnalysisController } from './analysis.controller.js';
import { AnalysisService } from './analysis.service.js';
import { CableController } from './cable.controller.js';
import { CableScheduleService } from './cable-schedule.service.js';
import { CableService } from './cable.service.js';
import { FloorController } from './floor.controller.js';
import { FloorService } from './floor.service.js';
import { PowerController } from './power.controller.js';
import { PowerService } from './power.service.js';
import { RulesController } from './rules.controller.js';
import { SizingController } from './sizing.controller.js';
import { SizingService } from './sizing.service.js';

/** What a site amounts to. */
@Module({
  imports: [JobsModule, SitesModule],
  controllers: [
    AnalysisController,
    AirController,
    CableController,
    FloorController,
    PowerController,
    RulesController,
    SizingController,
  ],
  providers: [
    AnalysisService,
    AirService,
    CableService,
    CableScheduleService,
    FloorService,
    PowerService,
    SizingService,
  ],
})
export class AnalysisModule {}
