import { Module } from '@nestjs/common';
import { SitesModule } from '../sites/sites.module.js';
import { AnalysisController } from './analysis.controller.js';
import { AnalysisService } from './analysis.service.js';

/** What a site amounts to. */
@Module({ imports: [SitesModule], controllers: [AnalysisController], providers: [AnalysisService] })
export class AnalysisModule {}
