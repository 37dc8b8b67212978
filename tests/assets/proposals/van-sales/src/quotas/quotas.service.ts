import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Quota } from './quota.entity';
import { SalesInvoice } from '../sales-invoices/sales-invoice.entity';
import { TourStop } from '../tours/tour-stop.entity';

@Injectable()
export class QuotasService {
  constructor(
    @InjectRepository(Quota) private readonly quotas: Repository<Quota>,
    @InjectRepository(SalesInvoice) private readonly salesInvoices: Repository<SalesInvoice>,
    @InjectRepository(TourStop) private readonly tourStops: Repository<TourStop>,
  ) {}

  async mine(input: any) {
    return this.quotas.find({ where: { agent: { id: input.id } }, relations: ['article'] });
  }

  async progress(input: any) {
    const sold = await this.salesInvoices.find({ relations: ['agent'] });
    const visited = await this.tourStops.count();
    return { sold: sold.length, visited };
  }

  async assign(input: any) {
    return this.quotas.save(this.quotas.create(input));
  }
}
