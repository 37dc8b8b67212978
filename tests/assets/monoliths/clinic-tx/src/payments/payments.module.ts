import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CardPayments, CardRefunds } from './card-payments';
import { CashierService } from './cashier.service';
import { Charge } from './charge.entity';
import { PAYMENTS, Refunds } from './ports';
import { ReceiptPrinter } from './receipt-printer';

@Module({
  imports: [TypeOrmModule.forFeature([Charge])],
  providers: [
    CashierService,
    { provide: PAYMENTS, useClass: CardPayments },
    { provide: Refunds, useClass: CardRefunds },
    { provide: 'CASHIER', useExisting: CashierService },
    { provide: 'RECEIPTS', inject: [DataSource], useFactory: (source: DataSource) => new ReceiptPrinter(source) },
  ],
  exports: [PAYMENTS, Refunds, 'CASHIER', 'RECEIPTS'],
})
export class PaymentsModule {}
