import { DataAccessModule } from '@fleet/data-access';
import { TelemetryModule } from '@fleet/telemetry';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ScheduleModule } from '@nestjs/schedule';
import { OdometerController } from './odometer.controller';
import { OdometerJob } from './odometer.job';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    ScheduleModule.forRoot(),
    TelemetryModule.register({ application: 'worker' }),
    DataAccessModule.forRoot(),
  ],
  controllers: [OdometerController],
  providers: [OdometerJob],
})
export class WorkerModule {}
