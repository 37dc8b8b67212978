import { Injectable } from '@nestjs/common';
import { InjectEntityManager, InjectRepository } from '@nestjs/typeorm';
import { EntityManager, Repository } from 'typeorm';
import { OrdersService } from '@app/orders/orders.service';
import { BankTransfer } from './entities/bank-transfer.entity';
import { CardPayment } from './entities/card-payment.entity';
import { Payment } from './entities/payment.entity';

@Injectable()
export class PaymentsService {
  constructor(
    @InjectRepository(CardPayment) private readonly cards: Repository<CardPayment>,
    @InjectEntityManager() private readonly manager: EntityManager,
    private readonly orders: OrdersService,
  ) {}

  async payByCard(orderId: number, amount: string, lastDigits: string) {
    const order = await this.orders.findOne(orderId);
    return this.cards.save(this.cards.create({ order, amount, lastDigits }));
  }

  async transfer(orderId: number, amount: string, account: string) {
    const order = await this.orders.findOne(orderId);
    await this.manager.insert(BankTransfer, { order, amount, account });
  }

  statement() {
    return this.manager.find(Payment, { relations: { order: true } });
  }
}
