import type { Invoice } from './invoice.entity';

export const INVOICING = Symbol('INVOICING');
export const RATE_CARD = Symbol('RATE_CARD');
export const PRICER = 'PRICER';

export interface Invoicing {
  invoice(bookingId: number, net: number, at: Date): Promise<Invoice>;
}

export interface RateCard {
  readonly vat: number;
  readonly cityTax: number;
}

export type Pricer = (net: number) => number;
