import { Controller, Delete, Get } from '@nestjs/common';

/** In no module: Nest never sees it. */
@Controller('forgotten')
export class ForgottenController {
  @Get()
  list() {
    return [];
  }

  @Delete(':id')
  remove() {}
}
