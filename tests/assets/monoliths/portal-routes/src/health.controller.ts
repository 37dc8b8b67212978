import { Controller, Get, Head, VERSION_NEUTRAL } from '@nestjs/common';
import { Public } from './auth/session.guard';

@Public()
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  @Head()
  ping(): void {}

  @Get()
  health() {
    return { status: 'ok' };
  }

  @Get('details')
  details() {
    return { uptime: process.uptime() };
  }
}
