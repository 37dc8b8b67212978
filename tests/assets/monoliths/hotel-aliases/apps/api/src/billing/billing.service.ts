import { forwardRef, Inject, Injectable, NotFoundException } from '@nestjs/common';
import { EventEmitter2, OnEvent } from '@nestjs/event-emitter';
import { InjectRepository } from '@nestjs/typeorm';
import { BookingsService } from '@app/bookings/bookings.service';
import { Repository } from 'typeorm';
import { Transactional } from 'typeorm-transactional';
import { type Invoicing, PRICER, type Pricer } from './billing.tokens';
import { Invoice } from './invoice.entity';

@Injectable()
export class BillingService implements Invoicing {
  constructor(
    @InjectRepository(Invoice) private readonly invoices: Repository<Invoice>,
    @Inject(PRICER) private readonly price: Pricer,
    @Inject(forwardRef(() => BookingsService)) private readonly bookings: BookingsService,
    private readonly events: EventEmitter2,
  ) {}

  async invoice(bookingId: number, net: number, at: Date): Promise<Invoice> {
    const invoice = await this.write(bookingId, this.price(net), at);
    await this.events.emitAsync('invoice.written', invoice.id);
    return invoice;
  }

  @Transactional()
  private write(bookingId: number, gross: number, issuedAt: Date): Promise<Invoice> {
    return this.invoices.save(this.invoices.create({ bookingId, gross, issuedAt }));
  }

  @OnEvent('invoice.written')
  async mail(id: number): Promise<void> {
    await this.invoices.increment({ id }, 'mails', 1);
  }

  async cancel(id: number) {
    const invoice = await this.invoices.findOneBy({ id });
    if (!invoice) throw new NotFoundException();
    await this.invoices.update(id, { cancelled: true });
    const released = await this.bookings.release(invoice.bookingId);
    return { cancelled: id, released, year: released.at.getUTCFullYear() };
  }

  /** Invoices with who pays them: joins over three contexts. */
  list(): Promise<Invoice[]> {
    return this.invoices.find({
      relations: { booking: { guest: true } },
      select: { id: true, gross: true, cancelled: true, booking: { id: true, arrival: true, guest: { id: true, lastName: true } } },
      order: { id: 'ASC' },
    });
  }
}
