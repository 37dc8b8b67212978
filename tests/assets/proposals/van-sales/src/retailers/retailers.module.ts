import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Retailer } from './retailer.entity';
import { RetailerContactsModule } from '../retailer-contacts/retailer-contacts.module';
import { RetailersController } from './retailers.controller';
import { RetailersService } from './retailers.service';

@Module({
  imports: [TypeOrmModule.forFeature([Retailer]), RetailerContactsModule],
  controllers: [RetailersController],
  providers: [RetailersService],
  exports: [RetailersService],
})
export class RetailersModule {}
