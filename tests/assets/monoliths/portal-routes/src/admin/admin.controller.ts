import { Controller, Get } from '@nestjs/common';
import { Secured } from '../auth/secured.decorator';

@Secured('admin')
@Controller()
export class AdminController {
  @Get()
  dashboard() {
    return {};
  }
}
