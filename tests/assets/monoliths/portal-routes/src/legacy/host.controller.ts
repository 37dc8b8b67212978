import { Controller, Get } from '@nestjs/common';

@Controller({ host: 'old.portal.example', path: '/old/pages/' })
export class HostController {
  @Get('/')
  home() {
    return 'old home';
  }

  @Get('/:page')
  page() {
    return 'old page';
  }
}
