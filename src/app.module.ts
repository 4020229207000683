import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule, type Runtime } from './platform/platform.module.js';

/** The whole application: every feature is listed here once. */
@Module({})
export class AppModule {
  static with(runtime: Runtime): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.with(runtime)] };
  }
}
