import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { GoodsReturn } from './goods-return.entity';
import { SalesInvoicesService } from '../sales-invoices/sales-invoices.service';

@Injectable()
export class ReturnsService {
  constructor(
    @InjectRepository(GoodsReturn) private readonly goodsReturns: Repository<GoodsReturn>,
    private readonly salesInvoicesService: SalesInvoicesService,
  ) {}

  async take(input: any) {
    await this.salesInvoicesService.cancel(input);
    return this.goodsReturns.save(this.goodsReturns.create(input));
  }

  async list(input: any) {
    return this.goodsReturns.find({ relations: ['article'] });
  }
}
