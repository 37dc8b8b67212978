import { ChildEntity, Column } from 'typeorm';
import { Payment } from './payment.entity';

@ChildEntity()
export class CardPayment extends Payment {
  @Column()
  lastDigits: string;
}
