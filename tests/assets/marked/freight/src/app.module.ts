import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KernelModule } from './kernel/kernel';
import { BillingModule } from './billing/billing.module';
import { BookingModule } from './booking/booking.module';
import { CustomsModule } from './customs/customs.module';
import { InboxModule } from './inbox/inbox.module';
import { NotifyModule } from './notify/notify.module';
import { ReportModule } from './report/report.module';
import { TrackingModule } from './tracking/tracking.module';
@Module({
  imports: [TypeOrmModule.forRoot({ type: 'mysql', autoLoadEntities: true }), ScheduleModule.forRoot(), KernelModule, BookingModule, BillingModule, TrackingModule, CustomsModule, NotifyModule, InboxModule, ReportModule],
})
export class AppModule {}
