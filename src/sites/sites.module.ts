import { Module } from '@nestjs/common';
import { kinds } from '../domain/site/kinds.js';
import { CatalogEntries } from './catalog-entries.service.js';
import { DocumentController } from './document.controller.js';
import { DocumentService } from './document.service.js';
import { InventoryController } from './inventory.controller.js';
import { InventoryService } from './inventory.service.js';
import { ReadingsController } from './readings.controller.js';
import { ReadingsService } from './readings.service.js';
import { rowsController } from './rows.controller.js';
import { RowsService } from './rows.service.js';
import { SiteRepository } from './site.repository.js';
import { SitesController } from './sites.controller.js';
import { ViewsController } from './views.controller.js';
import { ViewsService } from './views.service.js';

/** Sites, everything in them and the catalog that they share. */
@Module({
  controllers: [
    SitesController,
    DocumentController,
    InventoryController,
    ReadingsController,
    ViewsController,
    ...kinds.filter(({ scope }) => scope !== 'root').map(({ name }) => rowsController(name)),
  ],
  providers: [
    SiteRepository,
    RowsService,
    DocumentService,
    InventoryService,
    ReadingsService,
    CatalogEntries,
    ViewsService,
  ],
  exports: [RowsService, DocumentService, CatalogEntries],
})
export class SitesModule {}
