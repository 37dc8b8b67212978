import { Column, Entity } from 'typeorm';
import { BaseModel } from '@common';

@Entity()
export class GiftCoupon extends BaseModel {
  @Column()
  code: string;

  @Column({ default: true })
  isOpen: boolean;
}
