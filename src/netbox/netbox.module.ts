import { Module } from '@nestjs/common';
import { SitesModule } from '../sites/sites.module.js';
import { NetboxController } from './netbox.controller.js';
import { NetboxService } from './netbox.service.js';

/** Sites as tables of NetBox's CSV import, out and in. */
@Module({ imports: [SitesModule], controllers: [NetboxController], providers: [NetboxService] })
export class NetboxModule {}
