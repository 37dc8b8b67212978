import { All, Controller, Get, Redirect } from '@nestjs/common';

@Controller()
export default class LegacyController {
  @Get('index.php')
  @Redirect('/', 301)
  index() {}

  @All('xmlrpc')
  rpc() {
    return { fault: 'gone' };
  }
}
