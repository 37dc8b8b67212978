import { DataAccessModule } from '@fleet/data-access';
import { TelemetryModule } from '@fleet/telemetry';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { ScheduleModule } from '@nestjs/schedule';
import { AssignmentsModule } from './assignments/assignments.module';
import { AuditModule } from './audit/audit.module';
import { DispatchModule } from './dispatch/dispatch.module';
import { DriversModule } from './drivers/drivers.module';
import { ReportingModule } from './reporting/reporting.module';
import { SecurityModule } from './security/security.module';
import { VehiclesModule } from './vehicles/vehicles.module';

const infrastructure = [
  ConfigModule.forRoot({ isGlobal: true }),
  EventEmitterModule.forRoot(),
  ScheduleModule.forRoot(),
  TelemetryModule.register({ application: 'api' }),
  DataAccessModule.forRoot(),
];

@Module({
  imports: [
    ...infrastructure,
    SecurityModule,
    AuditModule,
    VehiclesModule,
    DriversModule,
    AssignmentsModule,
    DispatchModule,
    ReportingModule,
  ],
})
export class AppModule {}
