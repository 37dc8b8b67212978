import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Driver } from '../entities/driver.entity';
import { AggregateRepository } from './aggregate.repository';

@Injectable()
export class DriverRepository extends AggregateRepository<Driver> {
  constructor(@InjectRepository(Driver) drivers: Repository<Driver>) {
    super(drivers);
  }

  withLicences(id: number) {
    return this.rows.findOne({ where: { id }, relations: { licences: true } });
  }

  isActive(id: number): Promise<boolean> {
    return this.rows.exist({ where: { id, active: true } });
  }
}
