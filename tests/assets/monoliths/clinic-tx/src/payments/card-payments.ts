import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Charge } from './charge.entity';
import { PaymentPort, Refunds } from './ports';

@Injectable()
export class CardPayments implements PaymentPort {
  constructor(@InjectRepository(Charge) private readonly charges: Repository<Charge>) {}

  async charge(patientId: number, cents: number): Promise<void> {
    await this.charges.insert({ patientId, cents });
  }
}

@Injectable()
export class CardRefunds extends Refunds {
  constructor(@InjectRepository(Charge) private readonly charges: Repository<Charge>) {
    super();
  }

  async refund(patientId: number): Promise<void> {
    await this.charges.delete({ patientId });
  }
}
