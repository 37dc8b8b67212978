import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ClientStock } from '../entities/client-stock.entity';

@Injectable()
export class ClientStockService {
  constructor(
    @InjectRepository(ClientStock)
    private readonly clientStockRepository: Repository<ClientStock>,
  ) {}

  // 🔌 Read again on each call, so the switch works without a restart of the tests.
  isEnabled(): boolean {
    return process.env.CLIENT_STOCK_ENABLED !== 'false';
  }

  async getClientStock(clientId: number): Promise<ClientStock[]> {
    if (!this.isEnabled()) {
      throw new Error('Client stock feature is disabled');
    }
    return this.clientStockRepository.find({
      where: { clientId },
      relations: ['product', 'client'],
      order: { productId: 'ASC' },
    });
  }

  async setStock(clientId: number, productId: number, quantity: number, salesRepId: number): Promise<ClientStock> {
    if (!this.isEnabled()) {
      throw new Error('Client stock feature is disabled');
    }
    let stock = await this.clientStockRepository.findOne({ where: { clientId, productId } });
    if (stock) {
      stock.quantity = quantity;
      stock.salesRepId = salesRepId;
    } else {
      stock = this.clientStockRepository.create({ clientId, productId, quantity, salesRepId });
    }
    return this.clientStockRepository.save(stock);
  }

  async remove(clientId: number, productId: number): Promise<boolean> {
    const result = await this.clientStockRepository.delete({ clientId, productId });
    return result.affected > 0;
  }
}
