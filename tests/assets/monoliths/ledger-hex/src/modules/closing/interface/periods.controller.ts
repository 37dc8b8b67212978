import { Controller, Param, Put } from '@nestjs/common';
import { ClosePeriod } from '../application/close-period.use-case';

@Controller('periods')
export class PeriodsController {
  constructor(private readonly closePeriod: ClosePeriod) {}

  @Put(':id/closed')
  close(@Param('id') id: string) {
    return this.closePeriod.execute(id);
  }
}
