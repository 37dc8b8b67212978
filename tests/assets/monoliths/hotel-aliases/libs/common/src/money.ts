import { Column } from 'typeorm';

export class Money {
  @Column({ type: 'decimal', precision: 10, scale: 2, transformer: { to: (value: number) => value, from: (value: string) => Number(value) } })
  amount!: number;

  @Column({ type: 'char', length: 3, default: 'EUR' })
  currency!: string;

  static of(amount: number, currency = 'EUR'): Money {
    return Object.assign(new Money(), { amount, currency });
  }
}
