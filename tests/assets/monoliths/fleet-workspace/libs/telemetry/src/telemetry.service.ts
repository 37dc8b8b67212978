import { Inject, Injectable, Logger } from '@nestjs/common';

export const TELEMETRY_OPTIONS = 'TELEMETRY_OPTIONS';

export interface TelemetryOptions {
  application: string;
}

@Injectable()
export class TelemetryService {
  private readonly counters = new Map<string, number>();

  constructor(@Inject(TELEMETRY_OPTIONS) private readonly options: TelemetryOptions) {}

  count(name: string, by = 1): number {
    const key = `${this.options.application}.${name}`;
    const next = (this.counters.get(key) ?? 0) + by;
    this.counters.set(key, next);
    Logger.debug(`SELECT * FROM counters WHERE name = '${key}'`); // a log line that only looks like SQL
    return next;
  }
}
