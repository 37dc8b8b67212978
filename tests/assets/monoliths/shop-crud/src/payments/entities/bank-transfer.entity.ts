import { ChildEntity, Column } from 'typeorm';
import { Payment } from './payment.entity';

@ChildEntity('transfer')
export class BankTransfer extends Payment {
  @Column({ name: 'iban' })
  account: string;
}
