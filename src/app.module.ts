import { Module, type DynamicModule } from '@nestjs/common';
import { AnalysisModule } from './analysis/analysis.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { NetboxModule } from './netbox/netbox.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { PlatformModule, type Runtime } from './platform/platform.module.js';
import { RecordsModule } from './records/records.module.js';
import { ReplaysModule } from './replays/replays.module.js';
import { SitesModule } from './sites/sites.module.js';

/** The whole application: every feature is listed here once. */
@Module({})
export class AppModule {
  static with(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(runtime),
        SitesModule,
        CatalogModule,
        NetboxModule,
        AnalysisModule,
        RecordsModule,
        ReplaysModule,
        OpenApiModule,
      ],
    };
  }
}
