import { Body, Controller, Get, Param, ParseIntPipe, Patch } from '@nestjs/common';
import { DriversService } from './drivers.service';

@Controller('drivers')
export class DriversController {
  constructor(private readonly service: DriversService) {}

  @Get(':id')
  async profile(@Param('id', ParseIntPipe) id: number) {
    return this.service.profile(id);
  }

  @Patch(':id/suspension')
  async suspend(@Param('id', ParseIntPipe) id: number, @Body('reason') reason: string) {
    await this.service.suspend(id, reason);
    return { id, reason };
  }
}
