import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { EntityManager } from 'typeorm';

@Injectable()
export class StockService {
  constructor(@InjectEntityManager() private readonly manager: EntityManager) {}

  async take(product: number): Promise<void> {
    await this.manager.query('UPDATE `market`.`stock` SET quantity = quantity - 1 WHERE product_id = ?', [product]);
  }

  async monthly(): Promise<unknown> {
    const [rows] = await this.manager.query('call monthly_report();');
    return rows;
  }

  async maintain(table: string): Promise<void> {
    await this.manager.query('CALL reindex_products');
    await this.manager.query('CALL prune(?)', [table]);
  }
}
