import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrdersModule } from '@app/orders/orders.module';
import { BankTransfer } from './entities/bank-transfer.entity';
import { CardPayment } from './entities/card-payment.entity';
import { Payment } from './entities/payment.entity';
import { PaymentsController } from './payments.controller';
import { PaymentsService } from './payments.service';

@Module({
  imports: [OrdersModule, TypeOrmModule.forFeature([Payment, CardPayment, BankTransfer])],
  controllers: [PaymentsController],
  providers: [PaymentsService],
})
export class PaymentsModule {}
