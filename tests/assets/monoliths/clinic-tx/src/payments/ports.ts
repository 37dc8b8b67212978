export const PAYMENTS = 'PAYMENTS';

export interface PaymentPort {
  charge(patientId: number, cents: number): Promise<void>;
}

export abstract class Refunds {
  abstract refund(patientId: number): Promise<void>;
}
