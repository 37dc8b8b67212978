import { BadRequestException, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, In, Repository } from 'typeorm';
import { Product } from '../stock/product.entity';
import { OrderLine } from './order-line.entity';
import { Order } from './order.entity';

export interface NewOrder {
  customerId: number;
  lines: { sku: string; quantity: number }[];
}

@Injectable()
export class OrdersService {
  constructor(
    @InjectRepository(Order) private readonly orderRepository: Repository<Order>,
    @InjectRepository(OrderLine) private readonly lineRepository: Repository<OrderLine>,
    private readonly dataSource: DataSource,
  ) {}

  list() {
    return this.orderRepository.find({ relations: ['customer'], order: { id: 'DESC' } });
  }

  summary() {
    return this.orderRepository
      .createQueryBuilder('o')
      .select('o.status', 'status')
      .addSelect('COUNT(*)', 'orders')
      .groupBy('o.status')
      .getRawMany();
  }

  one(id: number) {
    return this.orderRepository.findOne({
      where: { id },
      relations: { lines: { product: true } },
    });
  }

  lines(orderId: number) {
    return this.lineRepository.findBy({ orderId });
  }

  ofCustomer(customerId: number) {
    return this.orderRepository
      .createQueryBuilder('o')
      .leftJoinAndSelect('o.lines', 'l')
      .where('o.customer_id = :customerId', { customerId })
      .getMany();
  }

  create({ customerId, lines }: NewOrder): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const skus = lines.map((line) => line.sku);
      const known = await manager.findBy(Product, { sku: In(skus) });
      if (known.length < new Set(skus).size) {
        throw new BadRequestException('unknown product');
      }
      const { identifiers } = await manager.insert(Order, { customer: { id: customerId } });
      const orderId: number = identifiers[0].id;
      await manager.insert(
        OrderLine,
        lines.map(({ sku, quantity }, at) => ({ orderId, lineNo: at + 1, quantity, product: { sku } })),
      );
      return orderId;
    });
  }

  async setStatus(id: number, status: string) {
    await this.orderRepository.update(id, { status });
  }

  async remove(id: number) {
    await this.orderRepository.delete(id);
  }
}
