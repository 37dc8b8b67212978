import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, DataSourceOptions } from 'typeorm';
import { addTransactionalDataSource } from 'typeorm-transactional';
import { AppointmentsModule } from './appointments/appointments.module';
import { BillingModule } from './billing/billing.module';
import { HousekeepingModule } from './housekeeping/housekeeping.module';
import { KioskModule } from './kiosk/kiosk.module';
import { LedgerModule } from './ledger/ledger.module';
import { NotificationsModule } from './notifications/notifications.module';
import { PatientsModule } from './patients/patients.module';
import { PaymentsModule } from './payments/payments.module';
import { PharmacyModule } from './pharmacy/pharmacy.module';
import { RecordsModule } from './records/records.module';
import { ReportsModule } from './reports/reports.module';

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      useFactory: () => ({
        type: 'mysql',
        host: process.env.DB_HOST ?? 'localhost',
        database: process.env.DB_DATABASE ?? 'clinic',
        autoLoadEntities: true,
      }),
      dataSourceFactory: async (options) => addTransactionalDataSource(new DataSource(options as DataSourceOptions)),
    }),
    EventEmitterModule.forRoot({ wildcard: true }),
    ScheduleModule.forRoot(),
    BullModule.forRoot({ connection: { host: process.env.REDIS_HOST ?? 'localhost', lazyConnect: true } }),
    LedgerModule.forRoot({ currency: 'EUR' }),
    AppointmentsModule,
    BillingModule,
    HousekeepingModule,
    KioskModule,
    NotificationsModule,
    PatientsModule,
    PaymentsModule,
    PharmacyModule,
    RecordsModule,
    ReportsModule,
    RouterModule.register([
      { path: 'front-desk', module: AppointmentsModule },
      { path: 'admin', children: [{ path: 'reports', module: ReportsModule }] },
    ]),
  ],
})
export class AppModule {}
