import { Controller, Get, VERSION_NEUTRAL } from '@nestjs/common';
import { Public } from '@common/auth/decorators';

@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  @Public()
  @Get()
  check() {
    return { status: 'ok' };
  }
}
