import { Controller, Get, Head, VERSION_NEUTRAL } from '@nestjs/common';
import { TrailService } from './trail.service';

@Controller({ path: 'trails', version: VERSION_NEUTRAL })
export class AuditController {
  constructor(private readonly trails: TrailService) {}

  @Head()
  touch(): void {
    return undefined;
  }

  @Get()
  last() {
    return this.trails.last();
  }
}
