// Classes that both sides know, as the extracted services would share them by name.

import { BadRequestException } from '@nestjs/common';
import { Exclude, Expose } from 'class-transformer';

export class Money {
  amount = 0;
  currency = 'KES';

  get text(): string {
    return `${this.currency} ${this.amount}`;
  }
}

export class User {
  id = 0;
  name = '';
  @Exclude() password = '';
  balance?: Money;

  @Expose()
  get initial(): string {
    return this.name.slice(0, 1);
  }

  set nickname(_value: string) {
    throw new Error('a setter must not run when an instance is rebuilt');
  }
}

export class OutOfStock extends BadRequestException {
  constructor(readonly sku: string) {
    super({ message: `no ${sku}`, code: 'OUT_OF_STOCK' });
  }
}

export const CLASSES = [Money, User];
