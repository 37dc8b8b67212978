import { Controller, Get, Param, Post } from '@nestjs/common';
import { StatsService } from './stats.service';

@Controller('stats')
export class StatsController {
  constructor(private readonly stats: StatsService) {}

  @Get('tables/:table')
  any(@Param('table') table: string) {
    return this.stats.any(table);
  }

  @Post('rebuild')
  rebuild() {
    return this.stats.rebuild();
  }
}
