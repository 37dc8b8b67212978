import { Body, Controller, Get, Param, Post, VERSION_NEUTRAL } from '@nestjs/common';
import { Public } from '../auth/session.guard';
import * as paths from '../http/paths';

@Controller({ path: paths.Segment.Hooks, version: VERSION_NEUTRAL })
export class HooksController {
  @Public()
  @Post(':provider')
  receive(@Param('provider') provider: string, @Body() payload: object) {
    return { provider, keys: Object.keys(payload) };
  }

  @Get(':provider')
  status(@Param('provider') provider: string) {
    return { provider };
  }
}
