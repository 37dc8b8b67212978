import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Category } from '../entities/category.entity';
import { CategoryPriceOption } from '../entities/category-price-option.entity';
import { Clients } from '../entities/clients.entity';
import { Store } from '../entities/store.entity';
import { StoreInventory } from '../entities/store-inventory.entity';
import { Product } from './entities/product.entity';
import { HealthController, ProductsController } from './products.controller';
import { ProductsCacheService } from './products-cache.service';
import { ProductsService } from './products.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([Product, Store, StoreInventory, Category, CategoryPriceOption, Clients]),
  ],
  controllers: [ProductsController, HealthController],
  providers: [ProductsService, ProductsCacheService],
  exports: [ProductsService],
})
export class ProductsModule {}
