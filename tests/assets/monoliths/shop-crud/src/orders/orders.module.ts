import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '@app/catalog/catalog.module';
import { Product } from '@app/catalog/entities/product.entity';
import { CustomersModule } from '@app/customers/customers.module';
import { OrderLine } from './entities/order-line.entity';
import { Order } from './entities/order.entity';
import { OrdersController } from './orders.controller';
import { OrdersService } from './orders.service';

@Module({
  imports: [CatalogModule, CustomersModule, TypeOrmModule.forFeature([Order, OrderLine, Product])],
  controllers: [OrdersController],
  providers: [OrdersService],
  exports: [OrdersService],
})
export class OrdersModule {}
