import { Module } from '@nestjs/common';
import { SitesModule } from '../sites/sites.module.js';
import { CatalogImportsController } from './catalog-imports.controller.js';
import { CatalogImports } from './catalog-imports.service.js';

/** Types from outside into the catalog that all sites share. */
@Module({ imports: [SitesModule], controllers: [CatalogImportsController], providers: [CatalogImports] })
export class CatalogModule {}
