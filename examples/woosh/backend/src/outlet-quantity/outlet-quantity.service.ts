import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { OutletQuantity } from '../entities/outlet-quantity.entity';

@Injectable()
export class OutletQuantityService {
  constructor(
    @InjectRepository(OutletQuantity)
    private readonly outletQuantityRepository: Repository<OutletQuantity>,
  ) {}

  async findByOutlet(clientId: number): Promise<OutletQuantity[]> {
    return this.outletQuantityRepository.find({ where: { clientId }, relations: ['product', 'client'] });
  }

  async findOne(clientId: number, productId: number): Promise<OutletQuantity | null> {
    return this.outletQuantityRepository.findOne({ where: { clientId, productId }, relations: ['product'] });
  }

  async decreaseQuantity(clientId: number, productId: number, quantity: number): Promise<void> {
    const row = await this.outletQuantityRepository.findOne({ where: { clientId, productId } });
    if (!row || row.quantity < quantity) {
      throw new Error(`Not enough of product ${productId} in outlet ${clientId}`);
    }
    await this.outletQuantityRepository.decrement({ clientId, productId }, 'quantity', quantity);
  }
}