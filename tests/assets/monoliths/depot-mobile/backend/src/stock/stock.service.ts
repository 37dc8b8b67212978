import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Product } from './product.entity';
import { StockMove } from './stock-move.entity';

@Injectable()
export class StockService {
  constructor(
    @InjectRepository(Product) private readonly productRepo: Repository<Product>,
    @InjectRepository(StockMove) private readonly moves: Repository<StockMove>,
  ) {}

  products(skip: number, take: number) {
    return this.productRepo.findAndCount({ skip, take, order: { title: 'ASC' } });
  }

  product(sku: string) {
    return this.productRepo
      .createQueryBuilder('product')
      .leftJoinAndSelect('product.levels', 'level', 'level.quantity > 0')
      .where({ sku })
      .getOne();
  }

  move(sku: string, bin: string, change: number) {
    const move = new StockMove();
    move.bin = bin;
    move.change = change;
    move.product = { sku } as Product;
    return this.moves.save(move);
  }

  async import(csv: string) {
    for (const row of csv.split('\n')) {
      const [sku, title, price] = row.split(';');
      await this.productRepo.query(
        `INSERT INTO products (sku, title, unit_price)
         VALUES (?, ?, ?)
         ON DUPLICATE KEY UPDATE title = VALUES(title), unit_price = VALUES(unit_price)`,
        [sku, title, price],
      );
    }
  }
}
