import { DynamicModule, Module } from '@nestjs/common';
import { CatalogController } from './catalog.controller';

export interface CatalogOptions {
  public: boolean;
}

@Module({})
export class CatalogModule {
  static register(options: CatalogOptions): DynamicModule {
    return {
      module: CatalogModule,
      controllers: [CatalogController],
      providers: [{ provide: 'CATALOG_OPTIONS', useValue: options }],
    };
  }
}
