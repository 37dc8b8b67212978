import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BrandsController } from './brands.controller';
import { BrandsService } from './brands.service';
import { CategoriesController } from './categories.controller';
import { CategoriesService } from './categories.service';
import { Brand } from './entities/brand.entity';
import { Category } from './entities/category.entity';
import { Country } from './entities/country.entity';
import { ProductDetail } from './entities/product-detail.entity';
import { Product } from './entities/product.entity';
import { Tag } from './entities/tag.entity';
import { ProductsController } from './products.controller';
import { ProductsService } from './products.service';
import { tagsProvider } from './tags.repository';

const entities = [Brand, Category, Country, Product, ProductDetail, Tag];

@Module({
  imports: [TypeOrmModule.forFeature(entities)],
  controllers: [BrandsController, CategoriesController, ProductsController],
  providers: [BrandsService, CategoriesService, ProductsService, tagsProvider],
  exports: [ProductsService],
})
export class CatalogModule {}
