import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Order, OrderItem } from './order.entity';

@Injectable()
export class OrdersService {
  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    @InjectRepository(OrderItem) private readonly items: Repository<OrderItem>,
    private readonly database: DataSource,
  ) {}

  list(): Promise<unknown[]> {
    return this.database.query('SELECT o.id, o.status, fn_total(o.id) AS total FROM orders o ORDER BY o.id DESC');
  }

  one(id: number): Promise<Order> {
    return this.orders.findOneByOrFail({ id });
  }

  async create(body: { vendor: number; coupon?: string; items: { product: number; cents: number }[] }): Promise<number> {
    const { identifiers } = await this.orders.insert({ vendorId: body.vendor, coupon: body.coupon ?? null });
    const orderId: number = identifiers[0].id;
    await this.items.insert(body.items.map(({ product, cents }) => ({ orderId, productId: product, cents })));
    return orderId;
  }

  async close(id: number): Promise<void> {
    await this.database.query('CALL close_order(?)', [id]);
  }

  async remove(id: number): Promise<void> {
    await this.orders.delete({ id });
  }

  busyVendors(): Promise<unknown[]> {
    return this.database.query('SELECT b.* FROM v_busy_vendors AS b');
  }
}
