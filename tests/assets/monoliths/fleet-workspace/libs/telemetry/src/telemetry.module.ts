import { DynamicModule, Module } from '@nestjs/common';
import { TELEMETRY_OPTIONS, TelemetryOptions, TelemetryService } from './telemetry.service';

@Module({})
export class TelemetryModule {
  static register(options: TelemetryOptions): DynamicModule {
    return {
      module: TelemetryModule,
      global: true,
      providers: [{ provide: TELEMETRY_OPTIONS, useValue: options }, TelemetryService],
      exports: [TelemetryService],
    };
  }
}
