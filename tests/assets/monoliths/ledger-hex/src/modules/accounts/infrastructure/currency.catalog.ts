import { CurrencyRow, CurrencySchema } from '@ledger/db';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';

@Injectable()
export class CurrencyCatalog {
  constructor(@InjectRepository(CurrencySchema) private readonly currencies: Repository<CurrencyRow>) {}

  knows(code: string): Promise<boolean> {
    return this.currencies.existsBy({ code });
  }
}
