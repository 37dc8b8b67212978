import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ShelfStock } from './shelf-stock.entity';

@Injectable()
export class ShelfStockService {
  constructor(
    @InjectRepository(ShelfStock) private readonly shelfStocks: Repository<ShelfStock>,
  ) {}

  async count(input: any) {
    return this.shelfStocks.save(this.shelfStocks.create(input));
  }

  async at(input: any) {
    return this.shelfStocks.find({ relations: ['retailer', 'article'], where: { retailer: { id: input.id } } });
  }
}
