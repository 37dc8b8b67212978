import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { SalesInvoice } from './sales-invoice.entity';
import { SalesInvoiceLine } from './sales-invoice-line.entity';
import { PriceListsService } from '../price-lists/price-lists.service';

@Injectable()
export class SalesInvoicesService {
  constructor(
    @InjectRepository(SalesInvoice) private readonly salesInvoices: Repository<SalesInvoice>,
    @InjectRepository(SalesInvoiceLine) private readonly salesInvoiceLines: Repository<SalesInvoiceLine>,
    private readonly priceListsService: PriceListsService,
    private readonly dataSource: DataSource,
  ) {}

  async list(input: any) {
    return this.salesInvoices.find({ relations: ['retailer', 'agent'] });
  }

  async lines(input: any) {
    return this.salesInvoiceLines.find({ relations: ['article'], where: { invoice: { id: input.id } } });
  }

  async write(input: any) {
    await this.priceListsService.current(input);
    return this.dataSource.transaction(async (manager) => {
      const invoice = await manager.save(SalesInvoice, input);
      await manager.save(SalesInvoiceLine, input.lines);
      return invoice;
    });
  }

  async cancel(input: any) {
    return this.salesInvoices.update(input.id, { state: 'cancelled' });
  }
}
