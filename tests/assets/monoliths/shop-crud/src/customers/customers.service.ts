import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Customer } from './entities/customer.entity';
import { Wallet } from './entities/wallet.entity';

@Injectable()
export class CustomersService {
  private readonly wallets: Repository<Wallet>;

  constructor(
    @InjectRepository(Customer) private readonly customers: Repository<Customer>,
    @InjectRepository(Wallet) wallets: Repository<Wallet>,
  ) {
    this.wallets = wallets;
  }

  byEmail(email: string) {
    return this.customers.findOne({ where: { email } });
  }

  isKnown(email: string) {
    return this.customers.existsBy({ email });
  }

  async register(email: string, home: Customer['home']) {
    const customer = this.customers.create({ email, home, shipping: home, wallet: { balance: '0' } });
    return this.customers.save(customer);
  }

  async favourites(id: number) {
    const customer = await this.customers.findOneOrFail({ where: { id }, relations: { favourites: true } });
    return customer.favourites;
  }

  async charge(walletId: number, cents: number): Promise<void> {
    await this.wallets.increment({ id: walletId }, 'balance', -cents / 100);
  }

  async close(id: number): Promise<void> {
    await this.customers.softDelete({ id });
  }

  async reopen(id: number): Promise<void> {
    await this.customers.restore({ id });
  }
}
