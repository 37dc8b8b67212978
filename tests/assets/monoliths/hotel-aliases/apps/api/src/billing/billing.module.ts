import { forwardRef, Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingsModule } from '@app/bookings/bookings.module';
import { BillingController } from './billing.controller';
import { BillingService } from './billing.service';
import { INVOICING, PRICER, RATE_CARD, type RateCard } from './billing.tokens';
import { Invoice } from './invoice.entity';

@Module({
  imports: [TypeOrmModule.forFeature([Invoice]), forwardRef(() => BookingsModule)],
  controllers: [BillingController],
  providers: [
    BillingService,
    { provide: INVOICING, useExisting: BillingService },
    { provide: RATE_CARD, useValue: { vat: 0.07, cityTax: 3 } satisfies RateCard },
    {
      provide: PRICER,
      inject: [RATE_CARD, ConfigService],
      useFactory: (card: RateCard, config: ConfigService) => (net: number) =>
        Math.round((net * (1 + card.vat) + card.cityTax + Number(config.get('BILLING_FEE') ?? 0)) * 100) / 100,
    },
  ],
  exports: [INVOICING],
})
export class BillingModule {}
