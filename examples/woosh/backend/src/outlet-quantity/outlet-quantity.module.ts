import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OutletQuantity } from '../entities/outlet-quantity.entity';
import { OutletQuantityService } from './outlet-quantity.service';

@Module({
  imports: [TypeOrmModule.forFeature([OutletQuantity])],
  providers: [OutletQuantityService],
  exports: [OutletQuantityService],
})
export class OutletQuantityModule {}