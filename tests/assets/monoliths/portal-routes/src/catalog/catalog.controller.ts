import { Controller, Get, Inject, Param, Version } from '@nestjs/common';
import type { CatalogOptions } from './catalog.module';

const ROOT = 'catalog';
const ITEM = `items/:sku`;

@Controller(`${ROOT}/:country`)
export class CatalogController {
  @Inject('CATALOG_OPTIONS') private readonly options: CatalogOptions;

  @Get('items/featured') featured() { return this.options; }

  @Get(ITEM) item(@Param('sku') sku: string) { return sku; }

  @Version(['1', '2'])
  @Get(`${ITEM}/price`)
  price(@Param() { country, sku }: { country: string; sku: string }) {
    return { country, sku };
  }
}
