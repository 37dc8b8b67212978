import { ClassSerializerInterceptor, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { ClockModule, ContextModule, DatabaseModule } from '@common';
import { BillingModule } from '@app/billing';
import { BookingsModule } from '@app/bookings/bookings.module';
import { HealthController } from '@app/health.controller';
import { IdentityModule } from '@app/identity';
import { ReportingModule } from './reporting/reporting.module';
import { RoomsModule } from './rooms/rooms.module';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    EventEmitterModule.forRoot(),
    DatabaseModule.forRootAsync(),
    ClockModule.register({ isGlobal: true, offsetMinutes: 0 }),
    ContextModule,
    IdentityModule,
    RoomsModule,
    BookingsModule,
    BillingModule,
    ReportingModule,
  ],
  controllers: [HealthController],
  providers: [{ provide: APP_INTERCEPTOR, useClass: ClassSerializerInterceptor }],
})
export class AppModule {}
