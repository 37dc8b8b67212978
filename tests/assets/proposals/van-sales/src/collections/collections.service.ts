import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { CashCollection } from './cash-collection.entity';
import { SalesInvoice } from '../sales-invoices/sales-invoice.entity';
import { Retailer } from '../retailers/retailer.entity';
import { FileStoreService } from '../file-store/file-store.service';

@Injectable()
export class CollectionsService {
  constructor(
    @InjectRepository(CashCollection) private readonly cashCollections: Repository<CashCollection>,
    @InjectRepository(SalesInvoice) private readonly salesInvoices: Repository<SalesInvoice>,
    @InjectRepository(Retailer) private readonly retailers: Repository<Retailer>,
    private readonly fileStoreService: FileStoreService,
  ) {}

  async list(input: any) {
    return this.cashCollections.find({ relations: ['invoice'] });
  }

  async collect(input: any) {
    await this.fileStoreService.put(input.receiptPhoto);
    await this.retailers.update(input.retailerId, { balance: 0 });
    await this.salesInvoices.update(input.invoiceId, { state: 'paid' });
    return this.cashCollections.save(this.cashCollections.create(input));
  }
}
