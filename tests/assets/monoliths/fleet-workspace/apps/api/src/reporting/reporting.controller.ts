import { Controller, Get, Post } from '@nestjs/common';
import { ReportingService } from './reporting.service';

const PREFIX = 'reports' as const;

@Controller(PREFIX)
export class ReportingController {
  constructor(private reporting: ReportingService) {}

  @Get('trips-per-driver')
  tripsPerDriver() {
    return this.reporting.tripsPerDriver();
  }

  @Get('never-dispatched')
  neverDispatched() {
    return this.reporting.neverDispatched();
  }

  @Get('kilometres')
  kilometres() {
    return this.reporting.kilometres();
  }

  @Get('depots')
  depots() {
    return this.reporting.depots();
  }

  @Post('snapshots')
  snapshot() {
    return this.reporting.snapshot();
  }
}
