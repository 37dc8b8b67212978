import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { OrdersService } from '../orders/orders.service';
import { Customer } from './customer.entity';

@Injectable()
export class CustomersService {
  constructor(
    @InjectRepository(Customer) private readonly customers: Repository<Customer>,
    private readonly orders: OrdersService,
  ) {}

  all(city?: string) {
    return this.customers.find(city ? { where: { city } } : {});
  }

  search(name: string) {
    const query = this.customers.createQueryBuilder('c');
    query.where('c.name LIKE :name', { name: `%${name}%` });
    return query.getMany();
  }

  one(id: number) {
    return this.customers.findOneByOrFail({ id });
  }

  async change(id: number, { name, city }: Partial<Customer>) {
    await this.customers.update({ id }, { name, city });
    return this.one(id);
  }

  async ordersOf(id: number) {
    const customer = await this.one(id);
    return { customer, orders: await this.orders.ofCustomer(id) };
  }
}
