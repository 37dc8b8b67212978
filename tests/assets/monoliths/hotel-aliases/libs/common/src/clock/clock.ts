import { Inject, Injectable } from '@nestjs/common';
import { CLOCK_OPTIONS, type ClockOptions } from './clock.definition';

@Injectable()
export class Clock {
  constructor(@Inject(CLOCK_OPTIONS) private readonly options: ClockOptions) {}

  now(): Date {
    return new Date(Date.now() + this.options.offsetMinutes * 60_000);
  }
}
