import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PriceList } from './price-list.entity';
import { PriceListLine } from './price-list-line.entity';
import { Article } from '../articles/article.entity';
import { PriceListsController } from './price-lists.controller';
import { PriceListsService } from './price-lists.service';

@Module({
  imports: [TypeOrmModule.forFeature([PriceList, PriceListLine, Article])],
  controllers: [PriceListsController],
  providers: [PriceListsService],
  exports: [PriceListsService],
})
export class PriceListsModule {}
