import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RetailerContact } from './retailer-contact.entity';
import { RetailerContactsService } from './retailer-contacts.service';

@Module({
  imports: [TypeOrmModule.forFeature([RetailerContact])],
  providers: [RetailerContactsService],
  exports: [RetailerContactsService],
})
export class RetailerContactsModule {}
