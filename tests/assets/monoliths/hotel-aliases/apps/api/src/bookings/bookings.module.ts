import { forwardRef, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { NumberingModule } from '@common';
import { BillingModule } from '@app/billing';
import { IdentityModule } from '@app/identity';
import { RoomsModule } from '../rooms/rooms.module';
import { Booking } from './booking.entity';
import { BookingsController } from './bookings.controller';
import { bookingsRepository } from './bookings.repository';
import { BookingsService } from './bookings.service';

@Module({
  imports: [TypeOrmModule.forFeature([Booking]), NumberingModule.forFeature('B'), IdentityModule, RoomsModule, forwardRef(() => BillingModule)],
  controllers: [BookingsController],
  providers: [BookingsService, bookingsRepository],
  exports: [BookingsService],
})
export class BookingsModule {}
