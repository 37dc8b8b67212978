import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Charge } from './charge.entity';

@Injectable()
export class CashierService {
  constructor(private readonly dataSource: DataSource) {}

  async count(): Promise<number> {
    return this.dataSource.getRepository(Charge).count();
  }
}
