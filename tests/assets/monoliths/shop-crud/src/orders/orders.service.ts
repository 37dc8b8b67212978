import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { FindManyOptions, Repository } from 'typeorm';
import { Stock } from '@app/catalog';
import { Product } from '@app/catalog/entities/product.entity';
import { AccountsService } from '@app/customers';
import { AuditService } from '@app/audit/audit.service';
import { CrudService } from '@common';
import { OrderLine } from './entities/order-line.entity';
import { Order } from './entities/order.entity';

const WITH_CUSTOMER = { customer: true, lines: false } as const;

export interface Item {
  productId: number;
  pieces: number;
}

@Injectable()
export class OrdersService extends CrudService<Order> {
  constructor(
    @InjectRepository(Order) repo: Repository<Order>,
    @InjectRepository(OrderLine) private readonly lines: Repository<OrderLine>,
    @InjectRepository(Product) private readonly neverUsed: Repository<Product>,
    private readonly stock: Stock,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
  ) {
    super(repo);
  }

  async place(email: string, items: Item[]): Promise<Order> {
    const customer = await this.accounts.byEmail(email);
    for (const { productId, pieces } of items) {
      await this.stock.findOne(productId);
      await this.stock.take(productId, pieces);
    }
    const order = this.repo.create({ customerId: customer?.id, lines: items });
    const saved = await this.repo.save(order);
    await this.audit.record('order.placed', { id: saved.id });
    return saved;
  }

  open() {
    return this.repo.find({
      where: [{ status: 'new' }, { status: 'paid' }],
      relations: ['lines', 'lines.product'],
      order: { createdAt: 'DESC' },
    });
  }

  slips() {
    return this.repo.find({ relations: { lines: { product: { tags: true } } } });
  }

  latest(take: number) {
    const options: FindManyOptions<Order> = { take, order: { id: 'DESC' } };
    options.relations = WITH_CUSTOMER;
    return this.repo.find(options);
  }

  async replaceLines(orderId: number, items: Item[]): Promise<void> {
    await this.lines.delete({ orderId });
    await this.lines.insert(items.map((item) => ({ ...item, orderId })));
  }

  async isEmpty(orderId: number): Promise<boolean> {
    const lines = await this.lines.countBy({ orderId });
    return lines === 0;
  }

  totals(): Promise<{ customerId: number; pieces: string }[]> {
    return this.repo
      .createQueryBuilder('o')
      .innerJoin(OrderLine, 'l', 'l.orderId = o.id')
      .innerJoin('o.customer', 'c')
      .select('c.id', 'customerId')
      .addSelect('SUM(l.pieces)', 'pieces')
      .groupBy('c.id')
      .getRawMany();
  }
}
