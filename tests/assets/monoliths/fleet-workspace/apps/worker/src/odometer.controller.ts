import { Controller, Post } from '@nestjs/common';
import { OdometerJob } from './odometer.job';

@Controller('odometer')
export class OdometerController {
  constructor(private readonly job: OdometerJob) {}

  @Post('run')
  run() {
    return this.job.run();
  }
}
