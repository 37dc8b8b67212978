import { DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerEntry } from './ledger-entry.entity';
import { LEDGER_OPTIONS, LedgerService } from './ledger.service';

@Module({})
export class LedgerModule {
  static forRoot(options: { currency: string }): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      imports: [TypeOrmModule.forFeature([LedgerEntry])],
      providers: [LedgerService, { provide: LEDGER_OPTIONS, useValue: options }],
      exports: [LedgerService],
    };
  }
}
