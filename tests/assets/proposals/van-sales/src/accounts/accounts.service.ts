import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Account } from './account.entity';

@Injectable()
export class AccountsService {
  constructor(
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
  ) {}

  async list(input: any) {
    return this.accounts.find({ where: { active: true } });
  }

  async byPhone(input: any) {
    return this.accounts.findOne({ where: { phone: input.phone } });
  }

  async create(input: any) {
    return this.accounts.save(this.accounts.create(input));
  }

  async deactivate(input: any) {
    return this.accounts.update(input.id, { active: false });
  }
}
